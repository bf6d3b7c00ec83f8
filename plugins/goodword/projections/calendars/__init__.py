"""Calendars: what people add to their own, and what they subscribe to. Source: RFC 5545, RFC 7986.

Which there are is known to every build; `calendars.calendars`, which writes them, is loaded where one has changed.
"""

from goodword.projections.calendars.files import CalendarFile, calendar_files, events

__all__ = ["CalendarFile", "calendar_files", "events"]
