"""What an article shows of a topic: for each sentence the sides, acts and objects in it, and from them
the features (0 to 1) that relevance weighs."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import islice
from operator import attrgetter, or_
from typing import NamedTuple, Protocol, TypeVar

from sokuho.reading.layout import Layout, Placed
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.patterns import Before
from sokuho.reading.topics import Topic

SITES = ("state", "city", "region", "prefecture")
_LEAD, _LEAD_DENSE = 360, 170  # characters that belong to the lead at least, in Latin and in Japanese script
_CUES = ("market", "earnings", "tariff", "diplomacy", "research", "leisure")
CUES = {cue: f"{cue}_title" for cue in _CUES}  # the feature of each in a title
# One class first, which the scan can look for.
MONEY = re.compile(
    r"[$¥€£₩0-9０-９兆億万](?:(?<=[$¥€£₩])\s?\d"
    r"|(?<=\d)[\d,. ]{0,24}+\s?(?:bn|billion|million|trillion|bil|yen|dollars)"
    r"|(?<=[\d兆億万])[円ド]|(?<=[億万])米ドル)"
)
# What a plant, a field or a contract can do: an energy project shows its size where no word names its kind.
SIZE = re.compile(
    r"[0-9０-９](?:[\d,.]{0,24}+(?: ?|-)(?:[MGk]W(?:h|ac|dc|p)?|(?:mega|giga)-?watts?|mtpa|MTPA|bcfd|bpd)\b"
    r"|万?(?:キロ|メガ|ギガ)ワット|万kW)"
)


# "SEOUL, July 2 (AJP) - ", "LONDON --", 【ロンドン共同】
_DATELINE = re.compile(
    r"[A-Z][\w .,'’/]{1,45}(?:\([\w .,/-]{2,30}\) ?)?(?:--|—|–|- |: )"
    r"|[【［〔\[（(][^】］〕\])）\n]{2,30}[】］〕\])）]"
)


class Statement(NamedTuple):
    """One sentence, or the title with the summary. `place` title, lead or body."""

    start: int
    end: int
    place: str
    first: list[Mention]
    second: list[Mention]
    others: list[Mention]
    objects: list[Mention]
    near: list[Mention]
    acts: list[Mention]
    programmes: list[Mention]
    cues: list[Mention]

    @property
    def linked(self) -> bool:
        return bool((self.first and self.second) or self.programmes)


_new = tuple.__new__  # a third of the price of calling the class


def statements(layout: Layout, scan: Scan, topic: Topic) -> list[Statement]:
    """The article's statements in order, without lines that are no part of it."""
    found = [_new(Statement, (*span, [], [], [], [], [], [], [], [])) for span in _spans(layout)]
    if not found:
        return found
    body = layout.body
    at = _by_place(found, len(body))
    first, second = topic.countries
    dated = _DATELINE.match(body, layout.text_start)
    sat = dated.end() if dated else 0  # where the reporter sits is no third country of the deal's
    for m in scan.names:
        s = at[m.start]
        if s is None or m.kind == "media" or m.weak or (m.kind == "company" and labels(body, m)):
            continue
        if m.country == first or m.value == first:
            s.first.append(m)
        if m.country == second or m.value == second:
            s.second.append(m)
        if m.country not in (first, second, "XX", None) and not layout.text_start <= m.start < sat:
            s.others.append(m)
        if m.kind in ("company", "project") and m.country in (first, second) and m.value in topic.sectors:
            s.objects.append(m.weakened())
    for m in _meant(layout.body, scan):
        if (s := at[m.start]) is not None:
            side = s.first if m.country == first else s.second if m.country == second else s.others
            insort(side, m, key=_start)
    # the name that a word is part of: "Nuclear Regulatory Commission" names no reactor
    inside = _by_place(scan.names, len(body))
    for m in scan.of("sector"):
        if m.value in topic.sectors:
            if (s := at[m.start]) is None:
                continue
            name = inside[m.start]
            if name is None or name.kind in ("project", "place"):
                s.objects.append(m)
            elif name.kind == "company":
                s.objects.append(m.weakened())
        elif m.value in topic.near and (s := at[m.start]) is not None:
            s.near.append(m)
    for m in scan.of("act"):
        if m.value in topic.acts and (s := at[m.start]) is not None and inside[m.start] is None:
            if m.value != "cancel" and _denied(body, m):
                continue
            s.acts.append(m)
    for m in scan.of("programme"):
        if (m.name in topic.programmes or m.country == first) and (s := at[m.start]) is not None:
            (s.acts if m.weak or m.country != first else s.programmes).append(m)
    for m in scan.of("cue"):
        if (s := at[m.start]) is not None:
            s.cues.append(m)
    return found


_MEANT = re.compile("当社|弊社|同社")
_MOST_MEANT = 80
_start = attrgetter("start")


def _meant(body: str, scan: Scan) -> list[Mention]:
    """Companies meant without their name: 当社 is the one that a release names first, 同社 the
    one named last before."""
    if "社" not in body:
        return []
    companies = [m for m in scan.names if m.kind == "company" and not m.weak and m.country]
    starts = [m.start for m in companies]
    found = []
    for word in islice(_MEANT.finditer(body), _MOST_MEANT):
        at = 0 if word[0] != "同社" else bisect_right(starts, word.start()) - 1
        if 0 <= at < len(companies):
            found.append(companies[at]._replace(start=word.start(), end=word.end(), text=word[0]))
    return found


class _Stretch(Placed, Protocol):
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=_Stretch)


def _by_place(found: Sequence[S], size: int) -> list[S | None]:
    """For each offset up to `size` the one that it lies in: sixty are asked for in an article."""
    places: list[S | None] = [None] * size
    for s in found:
        places[s.start : s.end] = [s] * (s.end - s.start)
    return places


_NOT = Before(
    r"(?:not|never|no|n['’]t|without|cannot)(?: (?:yet|be|new|any|more|further))? ", reach=20, spaced=True
)
_JA_NOT = re.compile(r"(?:は|を|も)?(?:し|する(?:考え|予定|計画)は|行わ|され|せ)(?:ない|なかった|ません)")


def _denied(body: str, m: Mention) -> bool:
    """Whether the text says that the act is not done: "will not buy", 投資しない."""
    if m.text.isascii():
        return _NOT(body, m.start)
    return bool(_JA_NOT.match(body, m.end))


# "analysts at Mizuho", "former Google researchers", "Sony shares": the name only labels somebody else.
_LABELLED = Before(
    r"(?:analysts? (?:at|with|from)|economists? (?:at|with)|strategists? (?:at|with)|former"
    r"|formerly at|formerly of|alumni of"
    r"|researchers? at|professors? at|according to"
    r"|spun out of|veterans? of|rivals? (?:such as|like)|like|unlike"
    r"|competitors? (?:such as|like))(?: the)? ",
    reach=32,
    spaced=True,
)
_LABEL = re.compile(
    r"(?:['’]s)? (?:analysts?|economists?|strategists?|shares|stock|veterans?|alumni|alumnus)\b"
    r"|(?:証券)?の?(?:アナリスト|エコノミスト|ストラテジスト|株価|株は|出身)"
)


def labels(body: str, m: Mention) -> bool:
    """Whether a company's name only says whose analyst, share or former employee is meant."""
    if body[m.start - 1 : m.start] == "元" or _LABELLED(body, m.start):
        return True
    return _LABEL.match(body, m.end) is not None


def _spans(layout: Layout) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    lead = 0
    reach = layout.text_start + (_LEAD if layout.body.isascii() else _LEAD_DENSE)
    for start, end in layout.sentences:
        line = layout.line(start)
        if line.noise:
            continue
        if line.part != "text":
            place = "title"
        else:
            place = "lead" if lead < 3 or end <= reach else "body"
            lead += 1
        spans.append((start, end, place))
    return spans


# What a statement shows, as bits: statements are put together by "or".
_FIRST, _SECOND, _PROGRAMME, _ACT, _HARD, _WEAK_OBJECT, _OBJECT = (1 << i for i in range(7))
_BOTH = _FIRST | _SECOND


def _shown(s: Statement, soft: frozenset[str]) -> int:
    """The bits of a statement. An act is hard unless it is one that alone is no investment."""
    bits = (_FIRST if s.first else 0) | (_SECOND if s.second else 0) | (_PROGRAMME if s.programmes else 0)
    for m in s.acts:
        bits |= _ACT if m.value in soft else _ACT | _HARD
    for m in s.objects:
        bits |= _WEAK_OBJECT if m.weak else _OBJECT
    return bits


def _linked(bits: int) -> bool:
    return bits & _BOTH == _BOTH or bool(bits & _PROGRAMME)


def _level(bits: int) -> float:
    return 1.0 if bits & _OBJECT else 0.7 if bits & _WEAK_OBJECT else 0.0


def _full(bits: int) -> float:
    """How complete a statement is: both sides, an act and an object. Soft acts count less."""
    if not (bits & _ACT and _linked(bits)):
        return 0.0
    return _level(bits) * (1.0 if bits & _HARD else 0.4)


_IN = Before(r"(?:in|into|across|to) (?:the )?", reach=12, spaced=True)


def _named_as_site(body: str, m: Mention) -> bool:
    """A place where things stand; a country's name only where the words around it say so."""
    if m.kind != "place":
        return m.kind == "project"
    if m.value in SITES:
        return True
    return body[m.end : m.end + 1] in ("で", "に", "へ") or _IN(body, m.start)


_SHORT = 5  # statements; of a shorter article none comes late
_COMPARED = 40  # of a sentence's words of a kind; an endless line has thousands


def close(objects: Sequence[Mention], acts: Sequence[Mention]) -> float:
    """1 for an act and a strong object side by side, less with distance, 0 from 80 characters on."""
    if not objects or not acts:
        return 0.0
    strong = [o for o in objects if not o.weak][:_COMPARED]
    gaps = [max(o.start - a.end, a.start - o.end, 0) for o in strong for a in acts[:_COMPARED]]
    return max(0.0, 1 - min(gaps) / 80) if gaps else 0.0


def features(layout: Layout, found: Sequence[Statement], topic: Topic) -> dict[str, float]:
    """The evidence as numbers from 0 to 1, by name; constant "bias" is 1."""
    title = [s for s in found if s.place == "title"]
    lead = [s for s in found if s.place == "lead"]
    body = [s for s in found if s.place == "body"]
    top = title + lead
    size = max(1, len(found))
    shown = [_shown(s, topic.soft) for s in found]
    in_title, in_lead = shown[: len(title)], shown[len(title) : len(top)]
    in_top, in_body = shown[: len(top)], shown[len(top) :]
    of_title, of_lead, of_body = _together(in_title), _together(in_lead), _together(in_body)
    of_top = of_title | of_lead
    last = len(top) - 1 if body else len(found)
    pairs = zip(shown[last:], [*shown[last + 1 :], 0], strict=False)
    firsts = [i for i, bits in enumerate(shown) if bits & (_FIRST | _PROGRAMME)]
    seconds = [i for i, bits in enumerate(shown) if bits & (_SECOND | _PROGRAMME)]
    objects = sum([not m.weak for s in found for m in s.objects])
    top_objects = sum([not m.weak for s in top for m in s.objects])
    top_near = sum([len(s.near) for s in top])
    acting = sum([bool(bits & _ACT) and _linked(bits) for bits in shown])
    top_acting = sum([bool(bits & _ACT) and _linked(bits) for bits in in_top])
    title_money = any(_priced(layout.body, s) for s in title)
    lead_money = any(_priced(layout.body, s) for s in lead)
    elsewhere = any(m.kind == "place" for s in top for m in s.others)
    sites = any(_named_as_site(layout.body, m) for s in top for m in (*s.first, *s.second))
    sized = any(SIZE.search(layout.body, s.start, s.end) for s in top)
    soft_only = {m.value for s in top if s.linked or s.objects for m in s.acts} <= topic.soft
    first_company = _company(s.first for s in top)
    second_company = _company(s.second for s in top)
    values: dict[str, float] = {
        "bias": 1.0,
        "title_full": _full(of_title),
        "title_lead_full": _full(of_title | _together(in_lead[:1])),
        "top_full": _full(of_top),
        "late_full": max([_full(a | b) for a, b in pairs], default=0.0),
        "single_full": max(map(_full, in_top), default=0.0),
        "linked_top": min(2, top_acting) / 2,
        "linked": min(3, acting) / 3,
        "title_object": _level(of_title),
        "title_near": float(any(s.near for s in title)),
        "title_other": float(any(s.others for s in title)),
        "first": sum([bits & _FIRST != 0 for bits in shown]) / size,
        "second": sum([bits & _SECOND != 0 for bits in shown]) / size,
        "other": sum([bool(s.others) for s in found]) / size,
        "lead_second": float(of_top & _SECOND != 0),
        "weaker_side": min(3, len(firsts), len(seconds)) / 3,
        "side_missing": float(not firsts or not seconds),
        "late_side": max(firsts[0], seconds[0]) / max(_SHORT, size) if firsts and seconds else 1.0,
        "object": min(1.0, objects / size),
        "near_leads": top_near / (top_near + top_objects) if top_near + top_objects else 0.0,
        "act_kinds": min(5, len({m.value for s in top for m in s.acts})) / 5,
        "programme": float(of_top & _PROGRAMME != 0),
        "programme_late": float(of_body & _PROGRAMME != 0),
        "lead_money": float(lead_money),
        "theirs": _theirs(layout.body, [s for s in top if s.acts or s.place == "title"]),
        "abroad": float(elsewhere and not sites),
        "abroad_title": float(any(m.kind == "place" for s in title for m in s.others) and not sites),
        "soft_poor": float(soft_only and not title_money and not lead_money),
        "top_size": float(sized),
        "companies_both": float(first_company and second_company),
        "companies_none": float(not first_company and not second_company),
        "sites_both": float(_site(s.first for s in top) and _site(s.second for s in top)),
        "top_linked_act": float(_linked(of_top) and of_top & _ACT != 0),
        "top_linked_trade": float(_linked(of_top) and of_top & (_OBJECT | _WEAK_OBJECT) != 0),
        "all_linked_object": float(_linked(of_top | of_body) and (of_top | of_body) & _OBJECT != 0),
        "trade": float(any(_in_trade(s, topic) for s in top)),
        "dealt": float(any(_dealt(s, topic) for s in top)),
        "dealt_title": float(any(_dealt(s, topic) for s in title)),
        "unnamed": float(not of_top & (_OBJECT | _WEAK_OBJECT)),
        "near_only": float(top_near > 0 and top_objects == 0),
        "short": float(size <= 3),
        "apart": float(not any(_linked(bits) for bits in shown)),
    }
    said = [m.value for s in found for m in s.cues]
    titled = [m.value for s in title for m in s.cues]
    for cue, of_title_cue in CUES.items():
        values[of_title_cue] = min(2, titled.count(cue)) / 2 if titled else 0.0
        values[cue] = min(1.0, said.count(cue) / size) if said else 0.0
    return values


def _priced(body: str, s: Statement) -> bool:
    return MONEY.search(body, s.start, s.end) is not None


def _company(sides: Iterable[Sequence[Mention]]) -> bool:
    return any(m.kind == "company" for side in sides for m in side)


def _site(sides: Iterable[Sequence[Mention]]) -> bool:
    """Whether a place is named where things stand: of both sides in an article that compares them."""
    return any(m.kind == "place" and m.value in SITES for side in sides for m in side)


def _in_trade(s: Statement, topic: Topic) -> bool:
    """Whether a company of either side whose trade is of the topic is named."""
    return any(m.kind == "company" and m.value in topic.sectors for m in (*s.first, *s.second))


_DEALS = frozenset(
    ("stake", "acquire", "sell", "raise", "finance", "invest")
)  # acts whose object a company may be


def _dealt(s: Statement, topic: Topic) -> bool:
    """Whether companies of both sides deal in shares, of which one's trade is of the topic."""
    if not (s.first and s.second and s.acts):
        return False
    a, b = _trades(s.first), _trades(s.second)
    return bool(
        a and b and any(t in topic.sectors for t in (*a, *b)) and any(m.value in _DEALS for m in s.acts)
    )


def _trades(side: Sequence[Mention]) -> list[str | None]:
    return [m.value for m in side[:_COMPARED] if m.kind == "company"]


def _together(shown: Sequence[int]) -> int:
    return reduce(or_, shown, 0)


def _theirs(body: str, acting: Sequence[Statement]) -> float:
    """The share of third countries in the sites that are named where something is done."""
    theirs = sum([m.kind == "project" or m.value in SITES for s in acting for m in s.others])
    if not theirs:
        return 0.0
    ours = sum([_named_as_site(body, m) for s in acting for m in (*s.first, *s.second)])
    return theirs / (theirs + ours)
