"""What journalists take away: kits as one file, and releases as plain text."""

from goodword.projections.newsroom.kits import Kit, kits, zipped
from goodword.projections.newsroom.releases import release, releases

__all__ = ["Kit", "kits", "release", "releases", "zipped"]
