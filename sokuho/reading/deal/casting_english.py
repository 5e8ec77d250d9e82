"""Which role an English sentence gives a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sokuho.reading.deal.evidence import Statement
from sokuho.reading.deal.frames import CALLED, GOODS, INVESTOR, NEAR, RECIPIENT, WEAK, Frame, Group, frame
from sokuho.reading.lexicon import Mention
from sokuho.reading.wordlists import words

_PREPOSITIONS = words("from to for by with alongside in into of between")
_OTHERS = words("through via at on as and over than or which whose who that where")
_ARTICLES = words("the a an its one")
_COUNTRIES = words("Japan's Japanese American U.S. US")
_DESCRIBED = 4  # words at most that describe a company before its name

# What may stand before a verb whose subject the name is, if not the name: "is also to", "on Monday it will".
_BEFORE_VERB = words(
    """
    to will would shall may might could can has have had is are was were be been it they who which and also
    now both each further of in for on
    """
)
# What makes a verb of a noun: "takes a |stake", "completed the |acquisition"; and of money, who gives it.
_GIVES = words(
    """
    provide provides provided providing extend extends extended extending make makes made making offer offers
    offered offering lead leads led leading arrange arranges arranged arranging announce announces announced
    announcing plan plans planned planning complete completes completed completing sign signs signed signing
    agree agrees agreed agreeing
    """
)
_TAKES = _GIVES | words(
    """
    take takes took taken taking close closes closed closing finalise finalises finalised finalize finalizes
    finalized gain gains gained get gets getting increase increases increased raise raises raised lift lifts
    lifted boost boosts boosted pay pays paid paying weigh weighs weighing mull mulls mulling eye eyes
    eyeing consider considers considering explore explores exploring seek seeks seeking
    """
)
_LEADS = words("led lead leads leading joined joins co-led")
_BE = words("is are was were be been being")
_NO_VERBS = CALLED | {GOODS}
_NOT = words("not never no deny denies denied")
_FROM = re.compile(r" (?:by|from) ")
# "buys the chemicals unit of |Entegris"
_PART = re.compile(r"\b(?:unit|subsidiary|business|division|arm|assets?|plants?|stakes?|half|all)\b")
_MONEY = ("lend", "invest")
_PAST = re.compile(r"(?:\w+ed|bought|sold|built|lent|spent)\Z")


def role(body: str, s: Statement, told: Sequence[Mention], group: Group | Mention) -> str | None:
    """The role that the words `told` in a sentence give a group of names; None where none plainly does."""
    preposition, at = _before(body, s.start, group.start)
    called = next((w.value for w in told if w.value in CALLED and at <= w.start < group.start), None)
    high = at if preposition else group.start
    word = next((w for w in reversed(told) if w.end <= high and w.value not in _NO_VERBS), None)
    if preposition:
        near = word is not None and at - word.end <= NEAR and not body.startswith("'", group.end)
        found = _behind(body, preposition, at, frame(body, word, told), word) if word and near else None
    elif word and not word.weak and word.end + 1 >= at:
        found = frame(body, word, told).done
    else:
        found = _doing(body, s, told, group)
    return found if found and found not in WEAK else called or found


def _before(body: str, low: int, at: int) -> tuple[str, int]:
    """The preposition before a name and what describes it ("from the Tokyo-based utility |JERA"), and where
    that begins; with none, where the description begins."""
    for _ in range(_DESCRIBED + 1):
        start = max(low, body.rfind(" ", low, at - 1) + 1)
        word = body[start:at].strip()
        if word.lower() in _PREPOSITIONS:
            return word.lower(), start
        bare = word.rstrip(",").replace("-", "")
        plain = bare.isascii() and bare.isalpha() and word.islower() and word not in _OTHERS
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
    names = [*s.first, *s.second, *s.others]
    others = [m.start for m in names if m.kind == "company"]
    sites = {m.start for m in names if m.kind == "place"}
    weak = None
    for word in told:
        if word.start < group.end or word.value == GOODS:
            continue
        between = body[group.end : word.start]
        said = between.replace(",", "").split()
        if word.value in CALLED:
            if between.startswith(",") and len(said) <= _DESCRIBED and _ARTICLES.issuperset(said[:1]):
                return word.value  # "Kiewit, the main contractor"
            continue
        if len(between) > NEAR or not _NOT.isdisjoint(said) or "n't" in between:
            break
        if any(group.end <= at < word.start and not _before(body, group.end, at)[0] for at in others):
            break
        if not (_noun_of if word.weak else _verb_of)(said):
            continue
        if word.value == "order" and word.end + 1 in sites:
            break  # "picks Virginia"
        found = _done(body, said, frame(body, word, told), word)
        if found not in WEAK:
            return found
        weak = weak or found
    return weak


def _verb_of(said: Sequence[str]) -> bool:
    """Whether what is `said` between a name and a verb lets that be the name's."""
    return not said or said[-1] in _BEFORE_VERB or said[-1].endswith(("ly", "ing"))


def _noun_of(said: Sequence[str]) -> bool:
    return not _TAKES.isdisjoint(said)


def _done(body: str, said: Sequence[str], what: Frame, word: Mention) -> str | None:
    if word.weak and word.value == "raise" and not _LEADS.isdisjoint(said):
        return INVESTOR  # "led a Series B"
    if word.weak and word.value in _MONEY and (_FROM.match(body, word.end) or _GIVES.isdisjoint(said)):
        return RECIPIENT  # "signed a $40bn loan", "closed an investment by Mitsui"
    passive = _PAST.match(word.text) and (not _BE.isdisjoint(said[-2:]) or body.startswith(" by ", word.end))
    return what.done if passive else what.does
