"""What relevance weighs: features from 0 to 1, from what the sentences of an article show (evidence.py)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from operator import or_

from sokuho.reading.deal.evidence import MONEY, MOST, Statement
from sokuho.reading.deal.targets import invested_in, raises, whose_money
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention
from sokuho.reading.names.places import SITES
from sokuho.reading.patterns import words_before
from sokuho.reading.topics import Topic

_CUES = ("market", "earnings", "tariff", "diplomacy", "research", "leisure")
_NO_CUES = dict.fromkeys([*_CUES, *(f"{cue}_title" for cue in _CUES)], 0.0)
# What a plant, a field or a contract can do: an energy project shows its size where no word names its kind.
SIZE = re.compile(
    r"[0-9](?:(?<![\d,.].)[\d,.]{0,24}+(?: ?|-)"
    r"(?:[MGk]W(?:h|ac|dc|p)?|(?:mega|giga)-?watts?|mtpa|MTPA|bcfd|bpd)\b"
    r"|万?(?:キロ|メガ|ギガ)ワット|万kW)"
)
# Asked for first: most texts have none.
_UNITS = ("kW", "MW", "GW", "watt", "ワット", "tpa", "TPA", "bcfd", "bpd")


# What a statement shows, as bits: statements are put together by "or".
_FIRST, _SECOND, _PROGRAMME, _ACT, _HARD, _WEAK_OBJECT, _OBJECT = (1 << i for i in range(7))
_BOTH = _FIRST | _SECOND
_NAMED = _OBJECT | _WEAK_OBJECT


def _shown(s: Statement, soft: frozenset[str]) -> int:
    """The bits of a statement. An act is hard unless it is one that alone is no investment: of a soft kind,
    or a weak word ("project", 参加)."""
    bits = (_FIRST if s.first else 0) | (_SECOND if s.second else 0) | (_PROGRAMME if s.programmes else 0)
    if s.acts:
        bits |= _ACT
        for m in s.acts:
            if not (m.value in soft or (m.weak and m.kind == "act")):
                bits |= _HARD
                break
    if s.objects:
        bits |= _OBJECT if False in [m.weak for m in s.objects] else _WEAK_OBJECT
    return bits


def _full(bits: int) -> float:
    """How complete a statement is: both sides, an act and an object. Soft acts count less."""
    if not (bits & _ACT and _LINKED[bits]):
        return 0.0
    return _LEVEL[bits] * (1.0 if bits & _HARD else 0.4)


# What any bits say: there are few, and they are asked for often.
_BITS = range(1 << 7)
_LINKED = [bits & _BOTH == _BOTH or bits & _PROGRAMME != 0 for bits in _BITS]
_LINKED_ACT = [bits & _ACT != 0 and _LINKED[bits] for bits in _BITS]
_LEVEL = [1.0 if bits & _OBJECT else 0.7 if bits & _WEAK_OBJECT else 0.0 for bits in _BITS]
_FULL = [_full(bits) for bits in _BITS]
_TELLING = frozenset(bits for bits in _BITS if bits & _HARD and (_LINKED[bits] or bits & _NAMED))


_IN = words_before(r"(?:in|into|across|to) (?:the )?", reach=12, spaced=True)


def _named_as_site(body: str, m: Mention) -> bool:
    """A place where things stand; a country's name only where the words around it say so, and not in "belongs
    to Japan's Mitsubishi"."""
    if m.kind != "place":
        return m.kind == "project"
    if m.value in SITES:
        return True
    after = body[m.end : m.end + 2]
    return after[:1] in ("で", "に", "へ") or (after != "'s" and _IN(body, m.start))


_NEXT = 6  # statements behind the lead
_SHORT = 5  # statements; of a shorter article none comes late


def features(layout: Layout, found: Sequence[Statement], topic: Topic) -> dict[str, float]:
    """The evidence as numbers from 0 to 1, by name; constant "bias" is 1."""
    places = [s.place for s in found]
    titled, topped = places.count("title"), len(places) - places.count("body")
    title, top, body = found[:titled], found[:topped], found[topped:]
    first, second = [m for s in top for m in s.first], [m for s in top for m in s.second]
    companies = [m for m in (*first, *second) if m.kind == "company"]
    acts = {m.value for s in top for m in s.acts}
    size = max(1, len(found))
    shown = [_shown(s, topic.soft) for s in found]
    in_top = shown[:topped]
    of_title, of_top, of_body = _together(shown[:titled]), _together(in_top), _together(shown[topped:])
    last = topped - 1 if body else len(found)
    pairs = zip(shown[last:], [*shown[last + 1 :], 0], strict=False)
    firsts = [i for i, bits in enumerate(shown) if bits & (_FIRST | _PROGRAMME)]
    seconds = [i for i, bits in enumerate(shown) if bits & (_SECOND | _PROGRAMME)]
    objects = [not m.weak for s in found for m in s.objects]
    top_objects = sum([not m.weak for s in top for m in s.objects])
    top_near = sum([not m.weak for s in top for m in s.near])
    acts_linked = [_LINKED_ACT[bits] for bits in shown]
    title_money = _says(MONEY, layout.body, title)
    lead_money = _says(MONEY, layout.body, found[titled:topped])
    elsewhere = [s for s in top for m in s.others if m.kind == "place"]
    away = bool(elsewhere) and not any(_named_as_site(layout.body, m) for m in (*first, *second))
    joins_late = _joins_late(layout.body, of_top, body[:_NEXT], topic)
    # a framework is what the article is about, or what pays for it
    programme = (of_top | (of_body if joins_late else 0)) & _PROGRAMME != 0
    late_side = max(firsts[0], seconds[0]) / max(_SHORT, size) if firsts and seconds else 1.0
    # companies of either side whose trade is of the topic
    traders = [m for m in companies if m.value in topic.sectors]
    trade = bool(traders)
    values: dict[str, float] = {
        **_NO_CUES,
        "bias": 1.0,
        "title_full": _FULL[of_title],
        "title_lead_full": _FULL[_together(shown[: titled + 1])],
        "top_full": _FULL[of_top],
        "late_full": max([_FULL[a | b] for a, b in pairs], default=0.0),
        "single_full": max([_FULL[bits] for bits in in_top], default=0.0),
        "linked_top": min(2, sum(acts_linked[:topped])) / 2,
        "linked": min(3, sum(acts_linked)) / 3,
        "title_object": _LEVEL[of_title],
        "title_near": any(not m.weak for s in title for m in s.near),
        "title_other": any(s.others for s in title),
        "first": sum([bits & _FIRST != 0 for bits in shown]) / size,
        "second": sum([bits & _SECOND != 0 for bits in shown]) / size,
        "other": sum([bool(s.others) for s in found]) / size,
        "lead_second": of_top & _SECOND != 0,
        "weaker_side": min(3, len(firsts), len(seconds)) / 3,
        "late_side": 0.0 if joins_late else late_side,
        "object": min(1.0, sum(objects) / size),
        "near_leads": top_near / (top_near + top_objects) if top_near + top_objects else 0.0,
        "act_kinds": min(5, len(acts)) / 5,
        "programme": programme,
        "programme_late": of_body & _PROGRAMME != 0 and not programme,
        "programme_object": _LEVEL[of_top | _together(shown[topped : topped + _NEXT])] if programme else 0.0,
        "pays": any(s.linked and _pays(s, topic) for s in top),
        "joins_late": joins_late,
        "target": bool(first and second) and _get_money(layout.body, traders),
        "lead_money": lead_money,
        "abroad": away,
        "abroad_title": away and elsewhere[0].place == "title",
        "soft_poor": not title_money and not lead_money and _TELLING.isdisjoint(in_top),
        "top_size": _has_size(layout.body, top),
        "companies_none": not companies,
        "sites_both": _site(first) and _site(second),
        "top_linked_act": _LINKED_ACT[of_top],
        "top_linked_trade": _LINKED[of_top] and of_top & _NAMED != 0,
        "all_linked_object": _LINKED[of_top | of_body] and (of_top | of_body) & _OBJECT != 0,
        "trade": trade,
        "dealt_title": trade and any(_dealt(s, topic) for s in title),
        "unnamed": not of_top & _NAMED,
        "near_only": top_near > 0 and top_objects == 0,
        "short": size <= 3,
        "apart": not joins_late and True not in [_LINKED[bits] for bits in shown],
    }
    said = [m.value for s in found for m in s.cues]
    in_title = [m.value for s in title for m in s.cues]
    for cue in {cue for cue in said if cue in _CUES}:
        values[cue] = min(1.0, said.count(cue) / size)
        values[f"{cue}_title"] = min(2, in_title.count(cue)) / 2
    return values


def _pays(s: Statement, topic: Topic) -> bool:
    return any(m.value in topic.paying and not m.weak for m in s.acts)


def _joins_late(body: str, of_top: int, following: Sequence[Statement], topic: Topic) -> bool:
    """Whether somebody of a side that the top does not name puts money in, as the next sentences say."""
    if not of_top & _NAMED or of_top & _BOTH == _BOTH:
        return False
    return any(
        not of_top & bit and _puts_in(body, s, side, topic)
        for s in following
        for bit, side in ((_FIRST, s.first), (_SECOND, s.second))
    )


def _puts_in(body: str, s: Statement, side: Sequence[Mention], topic: Topic) -> bool:
    company = any(m.kind == "company" for m in side)
    if company and (_pays(s, topic) or any(m.value == "finance" for m in side[:MOST])):
        return True
    return any(m.value == "country" and whose_money(body, m, s.start) for m in side[:MOST])


def _get_money(body: str, companies: Sequence[Mention]) -> bool:
    return any(invested_in(body, m) or raises(body, m) for m in companies[:MOST])


def _says(what: re.Pattern[str], body: str, statements: Sequence[Statement]) -> bool:
    return any(what.search(body, s.start, s.end) for s in statements)


def _has_size(body: str, top: Sequence[Statement]) -> bool:
    opening = body[top[0].start : top[-1].end] if top else ""
    return any(unit in opening for unit in _UNITS) and _says(SIZE, body, top)


def _site(side: Sequence[Mention]) -> bool:
    """Whether a place is named where things stand: of both sides in an article that compares them."""
    return any(m.kind == "place" and m.value in SITES for m in side)


# acts whose object a company may be
_DEALS = frozenset(("stake", "acquire", "sell", "raise", "finance", "invest"))


def _dealt(s: Statement, topic: Topic) -> bool:
    """Whether companies of both sides deal in shares, of which one's trade is of the topic."""
    if not (s.first and s.second and s.acts):
        return False
    a, b = _trades(s.first), _trades(s.second)
    if not (a and b and any(m.value in _DEALS for m in s.acts)):
        return False
    return not topic.sectors.isdisjoint((*a, *b))


def _trades(side: Sequence[Mention]) -> list[str | None]:
    return [m.value for m in side[:MOST] if m.kind == "company"]


def _together(shown: Sequence[int]) -> int:
    return reduce(or_, shown, 0)
