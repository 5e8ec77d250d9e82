"""Where a deal stands, as a machine: which step from one stage to another is news.

The reader says the stage of an article as a whole. For news of a known story that is not enough: it must
be told in the title or the sentence below it, and as done, not as planned.
"""

from __future__ import annotations

import unicodedata

from sokuho.model import Article, Reading
from sokuho.stories import quotes
from sokuho.stories.rules import Rules

_PLAIN = ("operating", "under_construction")  # stages whose words in a first sentence mean little else
_SIGNED = 4  # sentences in which a revived deal is said to be agreed on
_FIRST = 400  # characters of a first sentence that are looked at
_AROUND = 24  # characters before and behind a word in which a plan is told from a fact


def told(article: Article, reading: Reading, rules: Rules) -> str | None:
    """The stage that a report tells as its news: in its title, or as read and in its first sentence."""
    patterns = rules.words.stages
    title = article.title
    if is_told(title, reading.stage, rules):
        return reading.stage
    body = article.body
    end = min(quotes.lead(body, article.title, 1), len(article.title) + _FIRST)
    first = body[len(article.title) : end]
    if is_told(first, reading.stage, rules):
        return reading.stage
    if is_told(first, "cancelled", rules):
        return "cancelled"
    found = next((stage for stage in patterns if is_told(title, stage, rules)), None)
    return found or next((stage for stage in _PLAIN if is_told(first, stage, rules)), None)


def revived(article: Article, rules: Rules) -> str | None:
    """The stage of a deal that was called off where a report's title or first sentence brings it back and the
    next ones say that it is agreed on. None where they bring nothing back, or only the wish."""
    body = article.body
    first = unicodedata.normalize("NFKC", body[: quotes.lead(body, article.title, 1)][:_FIRST])
    if not rules.words.revived.search(first):
        return None
    told_in = body[: quotes.lead(body, article.title, _SIGNED)]
    return "agreed" if is_told(told_in, "agreed", rules) else None


def is_told(text: str, stage: str | None, rules: Rules) -> bool:
    """Whether a stage's words stand in a text and are not told as a plan."""
    pattern = rules.words.stages.get(stage or "")
    if pattern is None:
        return False
    text = unicodedata.normalize("NFKC", text)
    words = rules.words
    for found in pattern.finditer(text):
        before = text[max(found.start() - _AROUND, 0) : found.start()]
        behind = text[found.end() : found.end() + _AROUND]
        planned = words.planned_before.search(before) or words.planned_behind.search(behind)
        if stage not in words.plannable or not planned:
            return True
    return False


def moves(old: str | None, new: str | None, days: float, rules: Rules) -> bool:
    """Whether `new` is a step on from `old`, in a story opened so many days ago. A stage told late or
    more vaguely is none, nor is one that cannot have been reached by then."""
    if new is None or new == old or days < rules.stage_days.get(new, 0.0):
        return False
    return old is None or new in rules.stage_steps.get(old, ())


def later(old: str | None, new: str | None, days: float, rules: Rules) -> str | None:
    """The stage that a story shows after a report says `new`: never one that was left behind."""
    if old is None:
        return new
    return new if moves(old, new, days, rules) else old
