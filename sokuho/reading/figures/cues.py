"""The words around an amount that say what it is (config/lexicon/amounts*.txt), and their names."""

from __future__ import annotations

from sokuho.reading.lexicon import Scan, within
from sokuho.reading.notation.chains import Chain

INVEST, PROGRAMME, BATCH, SUM = "invest", "programme", "batch", "sum"
RELATED, PROFILE = "related-link", "company-profile"
SUPERSEDED, CROWD = "earlier-figure", "one of very many"
COMPARED, EXCLUDED, CUMULATIVE = "comparison", "left out", "cumulative"
AGAINST = frozenset({SUPERSEDED, COMPARED, EXCLUDED, CUMULATIVE})  # what the news is set against
FRAMEWORK, TRANCHE, COUNTED = "framework", "tranche", "counted"
COMPANY_PLAN = "company-plan"
MARKS = frozenset({FRAMEWORK, TRANCHE, COUNTED, "recent"})  # evidence that names no role
OWN = frozenset({INVEST, PROGRAMME, BATCH, SUM})  # roles of the news itself
CHANGED = 1.5  # said by the grammar, not by a word nearby: the old one of two figures
MORE = 0.15  # a sum is also an investment: its word must win
KINDS = (
    "amount_before",
    "amount_just_before",
    "amount_after",
    "amount_just_after",
    "amount_of",
    "amount_sentence",
)

# Before a sum or a size in English, in patterns: what says how exact it is.
ABOUT = (
    r"(?:(?:about|around|some|roughly|nearly|almost|over|more than|well over|at least|up to|a total of|the"
    r"|an? estimated) ){0,2}"
)


def batch_before(scan: Scan, end: int) -> bool:
    """Whether a word for a batch stands before an offset."""
    return any(m.value == BATCH for kind in KINDS for m in within(scan.of(kind), 0, end))


def apart(chain: Chain) -> bool:
    """Whether an amount stands where nothing is said of the news: among related links, in a company's
    profile."""
    return RELATED in chain.evidence or PROFILE in chain.evidence
