"""Freshness: which promises of the site have run out, as findings and as a state for every page and section."""

from goodword.projections.freshness.cadence import Cadence, cadence
from goodword.projections.freshness.explain import EXPLAINED, as_markdown, by_weight, explain, sarif_rules
from goodword.projections.freshness.findings import findings, judged_by_rules
from goodword.projections.freshness.judge import Freshness, Judged, judge
from goodword.projections.freshness.report import Report, Timeline, report_of
from goodword.projections.freshness.rules import RULES, Policy, Rule
from goodword.projections.freshness.scene import Change, Dead, Facts, Linked, Scene, Stated

__all__ = [
    "EXPLAINED",
    "RULES",
    "Cadence",
    "Change",
    "Dead",
    "Facts",
    "Freshness",
    "Judged",
    "Linked",
    "Policy",
    "Report",
    "Rule",
    "Scene",
    "Stated",
    "Timeline",
    "as_markdown",
    "by_weight",
    "cadence",
    "explain",
    "findings",
    "judge",
    "judged_by_rules",
    "report_of",
    "sarif_rules",
]
