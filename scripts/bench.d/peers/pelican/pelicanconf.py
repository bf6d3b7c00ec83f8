"""Pelican's defaults, with its feeds, tags and pagination."""

SITENAME = "Larkfield"
SITEURL = "https://larkfield.example"
FEED_DOMAIN = SITEURL
PATH = "content"
OUTPUT_PATH = "public"
STATIC_PATHS = ["images"]
ARTICLE_PATHS = ["articles", "press"]
ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_PAGINATION = 10
FEED_ALL_ATOM = "feeds/all.atom.xml"
FEED_ALL_RSS = "feeds/all.rss.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
TAG_FEED_ATOM = "feeds/tags/{slug}.atom.xml"
FEED_MAX_ITEMS = 20
