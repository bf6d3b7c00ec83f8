"""Pages: from the catalogue to the view each template gets."""

from goodword.projections.pages.following import Offered
from goodword.projections.pages.page import Listings, page_view
from goodword.projections.pages.views import Views, told_of

__all__ = ["Listings", "Offered", "Views", "page_view", "told_of"]
