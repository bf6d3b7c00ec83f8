"""What the prose of a page claims about time: sentences, phrases, and the days they name.

    rendered body -> sentences (quotations and code left out) -> claims, by the phrases of the site's language

A claim is no finding: whether its day has passed is for whoever knows today.
"""

from goodword.claims.copyrights import copyright_in
from goodword.claims.find import Claim, claims, worth_reading
from goodword.claims.phrases import NO_PHRASES, Phrases
from goodword.claims.prose import sentences

__all__ = ["NO_PHRASES", "Claim", "Phrases", "claims", "copyright_in", "sentences", "worth_reading"]
