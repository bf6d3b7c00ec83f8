"""Cards: what a picture that networks show beside a link says of the page it leads to."""

from goodword.projections.cards.cards import Card, cards

__all__ = ["Card", "cards"]
