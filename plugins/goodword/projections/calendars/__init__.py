"""Calendars: what people add to their own, and what they subscribe to. Source: RFC 5545, RFC 7986."""

from goodword.projections.calendars.calendars import CalendarFile, calendar_files, calendars

__all__ = ["CalendarFile", "calendar_files", "calendars"]
