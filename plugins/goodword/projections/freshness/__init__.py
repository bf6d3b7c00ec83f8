"""Freshness: which promises of the site have run out, as findings and as a state for every page and section."""

from goodword.projections.freshness.cadence import Cadence, cadence
from goodword.projections.freshness.judge import Freshness, Judged, judge
from goodword.projections.freshness.rules import RULES, Rule, findings

__all__ = ["RULES", "Cadence", "Freshness", "Judged", "Rule", "cadence", "findings", "judge"]
