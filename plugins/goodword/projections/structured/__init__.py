"""What a page tells machines of itself, as flat blocks of JSON-LD. Source: schema.org, JSON-LD 1.1."""

from goodword.projections.structured.blocks import as_html, structured

__all__ = ["as_html", "structured"]
