"""What templates may see: frozen values with every decision already taken.

Templates get views, never entries. Every `url` is relative to the site's root and has no leading slash
(`articles/pricing/`), so a template writes `{{ view.url | url }}`; a link that leaves the site is absolute and
passes through the same filter unchanged. Every text is plain text and must be escaped by the template; nothing
here is HTML except where an attribute says so.
"""

from goodword.views.entries import (
    ArticleView,
    CorrectionView,
    Detail,
    EntryView,
    EventView,
    OptionView,
    PollView,
    PressView,
    ResultView,
    StoryView,
)
from goodword.views.following import FollowGroupView, FollowView, SubscribeView, SyndicationView
from goodword.views.media import ChapterView, ElsewhereView, MediaView, TrackView
from goodword.views.pages import (
    ArchiveView,
    CompanyView,
    GroupView,
    HomeView,
    ListingView,
    PageView,
    PaginationView,
    ProfileView,
    ProofView,
    SectionView,
    SeriesView,
    SiteView,
)
from goodword.views.parts import (
    DateView,
    FeedLinkView,
    ImageView,
    LinkView,
    PersonView,
    PictureView,
    QuoteView,
    TestimonialView,
)

__all__ = [
    "ArchiveView",
    "ArticleView",
    "ChapterView",
    "CompanyView",
    "CorrectionView",
    "DateView",
    "Detail",
    "ElsewhereView",
    "EntryView",
    "EventView",
    "FeedLinkView",
    "FollowGroupView",
    "FollowView",
    "GroupView",
    "HomeView",
    "ImageView",
    "LinkView",
    "ListingView",
    "MediaView",
    "OptionView",
    "PageView",
    "PaginationView",
    "PersonView",
    "PictureView",
    "PollView",
    "PressView",
    "ProfileView",
    "ProofView",
    "QuoteView",
    "ResultView",
    "SectionView",
    "SeriesView",
    "SiteView",
    "StoryView",
    "SubscribeView",
    "SyndicationView",
    "TestimonialView",
    "TrackView",
]
