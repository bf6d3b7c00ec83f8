"""goodword/search: what the plain word `search` means under our theme."""

from __future__ import annotations

from material.plugins.search.plugin import SearchPlugin as MaterialSearch


class SearchPlugin(MaterialSearch):  # type: ignore[misc]  # Material ships no types
    """Material's search, which leaves out what is unlisted."""
