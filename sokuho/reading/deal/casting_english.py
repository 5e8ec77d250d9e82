"""Which role an English sentence gives a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from sokuho.reading.deal.evidence import Statement
from sokuho.reading.deal.frames import GOODS, NEAR, RECIPIENT, WEAK, Frame, Group, frame
from sokuho.reading.lexicon import Mention
from sokuho.reading.wordlists import words

_PREPOSITIONS = words("from to for by with alongside in into of between")
_OTHERS = words("through via at on as and over than or which whose who that where")
_COUNTRIES = words("Japan's Japanese American U.S. US")
_DESCRIBED = 4  # words at most that describe a company before its name

# What may stand before a verb whose subject the name is: nothing, or "is also to", "said on Monday it will".
_BEFORE_VERB = re.compile(
    r"\A,? \Z|(?:\b(?:to|will|would|shall|may|might|could|can|has|have|had|is|are|was|were|be|been|it|they"
    r"|who|which|and|also|now|both|each|further|of|in|for|on)|\w+ly) \Z"
)
# What makes a verb of a noun: "takes a |stake", "completed the |acquisition".
_BEFORE_NOUN = re.compile(
    r"\b(?:tak(?:e|es|ing|en)|took|complet\w+|clos\w+|finali[sz]\w+|mak(?:e|es|ing)|made|gain\w*|get(?:s|ting)?"
    r"|extend\w*|increas\w+|rais\w+|lift\w*|boost\w*|provid\w+|sign\w*|announc\w+|plan\w*|agree\w*|led|lead\w*|pay\w*"
    r"|paid)\b"
)
_GIVES = re.compile(
    r"\b(?:provid|extend|mak|made|offer|lead|led|arrang|announc|plan|complet|sign|agree)\w*\b"
)
_FROM = re.compile(r" (?:by|from) ")
# "buys the chemicals unit of |Entegris"
_PART = re.compile(r"\b(?:unit|subsidiary|business|division|arm|assets?|plants?|stakes?|half|all)\b")
_MONEY = ("lend", "invest")
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: \w+ly)? \Z")
_PAST = re.compile(r"(?:\w+ed|bought|sold|built|lent|spent)\Z")
_NOT = re.compile(r"\b(?:not|never|no|den(?:y|ies|ied))\b|n't\b")
_BESIDE = re.compile(r"\b(?:with|from|alongside|of|by) (?:[a-z][\w-]* ){0,3}\Z")


def role(body: str, s: Statement, told: Sequence[Mention], group: Group | Mention) -> str | None:
    """The role that the words `told` in a sentence give a group of names; None where none plainly does."""
    preposition, at = _before(body, s.start, group.start)
    high = at if preposition else group.start
    word = next((w for w in reversed(told) if w.end <= high and w.value != GOODS), None)
    if preposition:
        if word is None or at - word.end > NEAR or body.startswith("'", group.end):
            return None
        return _behind(body, preposition, at, frame(body, word, told), word)
    if word and not word.weak and word.end + 1 >= at:
        return frame(body, word, told).done
    return _doing(body, s, told, group)


def _before(body: str, low: int, at: int) -> tuple[str, int]:
    """The preposition before a name and what describes it ("from the Tokyo-based utility |JERA"), and where
    that begins; with none, where the description begins."""
    for _ in range(_DESCRIBED + 1):
        start = max(low, body.rfind(" ", low, at - 1) + 1)
        word = body[start:at].strip()
        if word.lower() in _PREPOSITIONS:
            return word.lower(), start
        plain = word.isascii() and word.replace("-", "").isalpha() and word.islower() and word not in _OTHERS
        if not (plain or word in _COUNTRIES or word.endswith("-based")):
            break
        at = start
    return "", at


def _behind(body: str, preposition: str, at: int, said: Frame, word: Mention) -> str | None:
    """The role of who stands behind a preposition."""
    match preposition:
        case "by":
            return said.does
        case "from":
            return said.source
        case "to":
            return said.goal
        case "for":
            return said.goal if word.value == "supply" else None
        case "in" | "into":
            return said.into
        case "of":
            return said.source if _PART.search(body, word.end, at) else said.done
        case _:
            return said.beside


def _doing(body: str, s: Statement, told: Sequence[Mention], group: Group | Mention) -> str | None:
    """The role of who does, or has done to it, what the words behind the name say."""
    if body[group.end : group.end + 1] in ("-", "/"):
        return None
    sides = (s.first, s.second, s.others)
    others = [m.start for m in chain(*sides) if m.kind == "company" and m.start >= group.end]
    weak = None
    for word in told:
        if word.start < group.end or word.value == GOODS:
            continue
        gap = body[group.end : word.start]
        if len(gap) > NEAR or _NOT.search(gap):
            break
        if any(at < word.start and not _BESIDE.search(body, group.end, at) for at in others):
            break
        if not (_BEFORE_NOUN if word.weak else _BEFORE_VERB).search(gap):
            continue
        found = _done(body, gap, frame(body, word, told), word)
        if found not in WEAK:
            return found
        weak = weak or found
    return weak


def _done(body: str, gap: str, said: Frame, word: Mention) -> str | None:
    if word.weak and word.value in _MONEY and (_FROM.match(body, word.end) or not _GIVES.search(gap)):
        return RECIPIENT  # "signed a $40bn loan", "closed an investment by Mitsui"
    passive = _PAST.search(word.text) and (_BE.search(gap) or body.startswith(" by ", word.end))
    return said.done if passive else said.does
