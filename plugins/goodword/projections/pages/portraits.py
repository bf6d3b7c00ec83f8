"""Pictures, and what stands where there is none."""

from __future__ import annotations

from goodword.entries import Image
from goodword.views import ImageView


def image_view(image: Image | None) -> ImageView | None:
    """A picture of the site or from elsewhere."""
    if image is None or not image.src:
        return None
    return ImageView(src=image.src, alt=image.alt, caption=image.caption, credit=image.credit)


def initials(name: str) -> str:
    """Two letters that stand for a name: of its first and its last word."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
