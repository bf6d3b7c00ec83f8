"""What journalists take away: kits as one file, and releases as plain text."""

from goodword.projections.newsroom.kits import Kit, kits, zipped
from goodword.projections.newsroom.plain import plain
from goodword.projections.newsroom.releases import Release, release, releases

__all__ = ["Kit", "Release", "kits", "plain", "release", "releases", "zipped"]
