"""What an article shows of a topic: for each sentence the sides, acts and objects in it."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import Generic

from sokuho.model.dateline import dateline
from sokuho.reading.deal.planning import of_plant, planned
from sokuho.reading.deal.senses import another
from sokuho.reading.layout import Layout, P
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.patterns import words_before
from sokuho.reading.topics import Topic

MOST = 30  # names of a side in one sentence that are looked at; an endless line has thousands
_LEAD, _LEAD_DENSE = 360, 170  # characters that belong to the lead at least, in Latin and in Japanese script
# One class first, which the scan can look for.
MONEY = re.compile(
    r"[$¥€£₩0-9兆億万](?:(?<=[$¥€£₩])\s?\d"
    r"|(?<=\d)[\d,. ]{0,24}+\s?(?:bn|billion|million|trillion|bil|yen|dollars)"
    r"|(?<=[\d兆億万])[円ド]|(?<=[億万])米ドル)"
)


# "JERA Americas", "SPI Solar Japan": a company's arm in a country is there.
_ARMS = re.compile(r"\b(?:(?P<US>Americas?|USA|U\.S\.(?:A\.)?|US)|(?P<JP>Japan)|(?P<KR>Korea))\b")


@lru_cache(1024)  # the same few names are in the news
def _arm(name: str) -> str | None:
    """The country that the name of a company's arm tells."""
    arm = _ARMS.search(name)
    return arm.lastgroup if arm else None


# vehicles that are no cars
_FUND = words_before("(?:investment|special[ -]purpose|funding) ", reach=18, spaced=True)


@dataclass(slots=True)  # fields of a tuple take three times as long to ask for
class Statement:
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


def statements(layout: Layout, scan: Scan, topic: Topic) -> list[Statement]:
    """The article's statements in order, without lines that are no part of it."""
    found = _unfilled(layout)
    many = _put_names(found, layout, scan, topic)
    _put_things(found, layout.body, scan, topic)
    if any(s.objects for s in found):  # something else shows which trade it is
        for s, m in many:
            s.objects.append(m)
    _put_acts_and_cues(found, layout.body, scan, topic)
    return found


def _put_names(
    found: Sequence[Statement], layout: Layout, scan: Scan, topic: Topic
) -> list[tuple[Statement, Mention]]:
    """Puts names to their sides, and names that tell a trade of the topic to the objects. Gives the companies
    of many trades, which tell none by themselves."""
    body = layout.body
    countries = first, second = topic.countries
    # where the reporter sits is no third country of the deal's
    sat = layout.text_start + len(dateline(body, layout.text_start))
    groups = {m.start for m in scan.of("group")}
    many: list[tuple[Statement, Mention]] = []
    for s, m in by_statement(found, scan.names):
        start, _, text, kind, name, country, value, weak = m
        if (
            kind == "media"
            or (weak and start not in groups and not (kind == "place" and _sited(body, m)))
            or (kind == "company" and labels(body, m))
        ):
            continue
        if country == first or value == first:
            s.first.append(m)
        if country == second or value == second:
            s.second.append(m)
        if country in countries:
            if kind == "company" and (seat := _arm(text)) in countries and seat != country:
                other = s.second if country == first else s.first
                other.append(m._replace(kind="place", value="arm", country=seat))
            if kind in ("company", "project") and value in topic.sectors:
                if name in topic.diversified:
                    many.append((s, m.weakened()))
                else:
                    s.objects.append(m.weakened())
        elif country not in ("XX", None) and not layout.text_start <= start < sat:
            s.others.append(m)
    for s, m in by_statement(found, _meant(body, scan)):
        side = s.first if m.country == first else s.second if m.country == second else s.others
        insort(side, m, key=_start)
    return many


def _put_things(found: Sequence[Statement], body: str, scan: Scan, topic: Topic) -> None:
    # the name that a word is part of: "Nuclear Regulatory Commission" names no reactor
    inside = Walk(scan.names).at
    for s, m in by_statement(found, scan.of("sector")):
        if m.value in topic.sectors:
            over = inside(m.start)
            if over is None or over.kind in ("project", "place"):
                s.objects.append(m)
        elif m.value in topic.near and not _FUND(body, m.start):
            s.near.append(m)


def _put_acts_and_cues(found: Sequence[Statement], body: str, scan: Scan, topic: Topic) -> None:
    inside = Walk(scan.names).at
    for s, m in by_statement(found, scan.of("act")):
        act = planned(body, m, topic.acts) if m.value == "plan" else m
        if act.value in topic.acts and inside(m.start) is None and not (_denied(body, m) or another(body, m)):
            s.acts.append(act)
    for s, m in by_statement(found, scan.of("programme")):
        own = m.country == topic.countries[0]
        if own or m.name in topic.programmes:
            framework = own and (not m.weak or _framed(body, s))
            (s.programmes if framework else s.acts).append(m)
    for s, m in by_statement(found, scan.of("cue")):
        if (
            m.text == "共同開発" and "plan" in topic.acts and of_plant(body, m)
        ):  # of anything else it is research
            s.acts.append(m._replace(kind="act", value="plan"))
        else:
            s.cues.append(m)


def join(found: Sequence[Statement], names: Sequence[Mention], topic: Topic) -> None:
    """Puts more names, which are in order, to the sides of the statements that they stand in, each once."""
    first, second = topic.countries
    for s, m in by_statement(found, names):
        if m.country in (first, second):
            side = s.first if m.country == first else s.second
            if m not in side:
                insort(side, m, key=_start)


def by_statement(
    found: Sequence[Statement], mentions: Sequence[Mention]
) -> Iterator[tuple[Statement, Mention]]:
    """Each mention with the statement in which it begins, if there is one; both stand in order."""
    if not found:
        return
    at, s = 0, found[0]
    for m in mentions:
        start = m.start
        while s.end <= start:
            at += 1
            if at == len(found):
                return
            s = found[at]
        if s.start <= start:
            yield s, m


_IN = words_before(
    r"(?:in|near|outside|around) (?:downtown |suburban |north |south )?", reach=20, spaced=True
)


def _sited(body: str, m: Mention) -> bool:
    """Whether a place whose name could be another thing's stands where only a place does: "a lab in Phoenix"
    (no "in Phoenix Contact")."""
    behind = body[m.end : m.end + 2]
    return _IN(body, m.start) and not (behind[:1] == " " and behind[1:].isupper())


# What only a framework has: agencies that pay for it, and batches of projects.
_BATCH = re.compile(
    r"第[一二三四五1-9]\s?[弾号陣]"
    r"|\b(?:first|second|third|fourth|fifth|next|latest) (?:batch|tranche|round|wave|set)\b"
)


def _framed(body: str, s: Statement) -> bool:
    """Whether a plan that others may have, too (対米投資), is the framework between the sides: an agency of
    the first side has a part in it, or it comes in batches."""
    return any(m.kind == "agency" for m in s.first) or _BATCH.search(body, s.start, s.end) is not None


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


class Stretches(Generic[P]):
    """Spans of a text in order and without overlap, to be asked for by place."""

    def __init__(self, found: Sequence[P]) -> None:
        self._found = found
        self._starts = [s.start for s in found]

    def at(self, place: int) -> P | None:
        """The one that an offset lies in."""
        i = bisect_right(self._starts, place) - 1
        return self._found[i] if i >= 0 and place < self._found[i].end else None


class Walk(Generic[P]):
    """The same, for places that are asked for in ascending order: cheaper."""

    def __init__(self, found: Sequence[P]) -> None:
        self._rest = iter(found)
        self._here = next(self._rest, None)

    def at(self, place: int) -> P | None:
        """The one that an offset lies in."""
        here = self._here
        while here is not None and here.end <= place:
            here = self._here = next(self._rest, None)
        return here if here is not None and here.start <= place else None


_NOT = words_before(
    r"(?:not|never|no|n't|without|cannot)(?: (?:yet|be|new|any|more|further))? ", reach=20, spaced=True
)
# 投資しない, 計画は議題にならなかった
_JA_NOT = re.compile(
    r"(?:は|を|も)?(?:し|する(?:考え|予定|計画)は|行わ|され|せ|(?:議題|話題)に(?:は)?(?:なら|上ら))"
    r"(?:ない|なかった|ません)"
)


def _denied(body: str, m: Mention) -> bool:
    """Whether the text says that the act is not done: "will not buy", 投資しない."""
    if m.text.isascii():
        return _NOT(body, m.start)
    return bool(_JA_NOT.match(body, m.end))


# "analysts at Mizuho", "former Google researchers", "Sony shares", "an answer to Nvidia": the name only
# labels somebody else.
_LABELLED = words_before(
    r"(?:analysts? (?:at|with|from)|economists? (?:at|with)|strategists? (?:at|with)|former"
    r"|formerly at|formerly of|alumni of"
    r"|researchers? at|professors? at|according to"
    r"|spun out of|veterans? of|rivals? (?:such as|like)|like|unlike"
    r"|competitors? (?:such as|like)|(?:answer|alternative|challengers?|competition|rivals?|threat) to"
    r"|(?:compet(?:e|es|ed|ing)|catch(?:es|ing)? up) with|tak(?:e|es|ing) on|dethron(?:e|ing))(?: the)? ",
    reach=32,
    spaced=True,
)
_LABEL = re.compile(
    r"(?:'s)? (?:analysts?|economists?|strategists?|shares|stock|veterans?|alumni|alumnus)\b"
    r"|(?:証券)?の?(?:アナリスト|エコノミスト|ストラテジスト|株価|株は|出身)"
)


def labels(body: str, m: Mention) -> bool:
    """Whether a company's name only says whose analyst, share or former employee is meant."""
    return _LABELLED(body, m.start) or _LABEL.match(body, m.end) is not None


def _unfilled(layout: Layout) -> list[Statement]:
    """The statements by their places, nothing told of them yet."""
    found: list[Statement] = []
    lead = 0
    reach = layout.text_start + (_LEAD_DENSE if layout.japanese else _LEAD)
    line = layout.line(0)
    for start, end in layout.sentences:
        if start >= line.end:
            line = layout.line(start)
        if line.noise:
            continue
        if line.part != "text":
            place = "title"
        else:
            place = "lead" if lead < 3 or end <= reach else "body"
            lead += 1
        found.append(Statement(start, end, place, [], [], [], [], [], [], [], []))
    return found
