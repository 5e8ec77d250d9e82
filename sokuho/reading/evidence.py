"""What an article shows of a topic: for each sentence the sides, acts and objects in it, and from them
the features (0 to 1) that relevance weighs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.patterns import Before
from sokuho.reading.topics import Topic

SITES = ("state", "city", "region", "prefecture")
_LEAD, _LEAD_DENSE = 360, 170  # characters that belong to the lead at least, in Latin and in Japanese script
CUES = ("market", "earnings", "tariff", "diplomacy", "research", "leisure")
# One class first, which the scan can look for.
MONEY = re.compile(
    r"[$¥€£₩\d兆億万](?:(?<=[$¥€£₩])\s?\d"
    r"|(?<=\d)[\d,. ]{0,24}\s?(?:bn|billion|million|trillion|bil|yen|dollars)"
    r"|(?<=[\d兆億万])[円ド]|(?<=[億万])米ドル)"
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


def statements(layout: Layout, scan: Scan, topic: Topic) -> list[Statement]:
    """The article's statements in order, without lines that are no part of it."""
    spans = _spans(layout)
    found = [Statement(*span, [], [], [], [], [], [], [], []) for span in spans]
    if not found:
        return found
    starts = [s.start for s in found]

    def at(m: Mention) -> Statement | None:
        s = found[max(0, bisect_right(starts, m.start) - 1)]
        return s if s.start <= m.start < s.end else None

    first, second = topic.countries
    for m in scan.names:
        s = at(m)
        if s is None or m.kind == "media" or m.weak or (m.kind == "company" and labels(layout.body, m)):
            continue
        if m.country == first or m.value == first:
            s.first.append(m)
        if m.country == second or m.value == second:
            s.second.append(m)
        if m.country not in (first, second, "XX", None):
            s.others.append(m)
        if m.kind in ("company", "project") and m.country in (first, second) and m.value in topic.sectors:
            s.objects.append(m._replace(weak=True))
    for m in _meant(layout.body, scan):
        if (s := at(m)) is not None:
            side = s.first if m.country == first else s.second if m.country == second else s.others
            side.append(m)
            side.sort(key=lambda m: m.start)
    inside = _inside(scan)
    for m in scan.of("sector"):
        if (s := at(m)) is None:
            continue
        if m.value in topic.sectors:
            name = inside(m)
            if name is None or name.kind in ("project", "place"):
                s.objects.append(m)
            elif name.kind == "company":
                s.objects.append(m._replace(weak=True))
        elif m.value in topic.near:
            s.near.append(m)
    body = layout.body
    for m in scan.of("act"):
        if m.value in topic.acts and (s := at(m)) is not None and inside(m) is None:
            if m.value != "cancel" and _denied(body, m):
                continue
            s.acts.append(m)
    for m in scan.of("programme"):
        if (m.name in topic.programmes or m.country == first) and (s := at(m)) is not None:
            (s.acts if m.weak or m.country != first else s.programmes).append(m)
    for m in scan.of("cue"):
        if (s := at(m)) is not None:
            s.cues.append(m)
    return found


_MEANT = re.compile("当社|弊社|同社")


def _meant(body: str, scan: Scan) -> list[Mention]:
    """Companies meant without their name: 当社 is the one that a release names first, 同社 the
    one named last before."""
    if "社" not in body:
        return []
    companies = [m for m in scan.names if m.kind == "company" and not m.weak and m.country]
    starts = [m.start for m in companies]
    found = []
    for word in _MEANT.finditer(body):
        at = 0 if word[0] != "同社" else bisect_right(starts, word.start()) - 1
        if 0 <= at < len(companies):
            found.append(companies[at]._replace(start=word.start(), end=word.end(), text=word[0]))
    return found


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


def _inside(scan: Scan) -> Callable[[Mention], Mention | None]:
    """Finds the name that a word is part of: "Nuclear Regulatory Commission" names no reactor."""
    starts = [m.start for m in scan.names]

    def find(m: Mention) -> Mention | None:
        i = bisect_right(starts, m.start) - 1
        return scan.names[i] if i >= 0 and m.start < scan.names[i].end else None

    return find


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


def _level(objects: Sequence[Mention]) -> float:
    return 1.0 if any(not m.weak for m in objects) else 0.7 if objects else 0.0


def _full(parts: Sequence[Statement], soft: frozenset[str]) -> float:
    """How complete a statement these sentences make together: both sides, an act and an object. Acts that
    alone are no investment count less."""
    linked = any(p.programmes for p in parts) or (
        any(p.first for p in parts) and any(p.second for p in parts)
    )
    if not linked or not any(p.acts for p in parts):
        return 0.0
    hard = any(m.value not in soft for p in parts for m in p.acts)
    return max(_level(p.objects) for p in parts) * (1.0 if hard else 0.4)


def _takes_part(side: Sequence[Mention]) -> bool:
    """A company, an agency or a place where one can build: not only the country's name."""
    return any(
        m.kind in ("company", "agency", "project") or (m.kind == "place" and m.value in SITES) for m in side
    )


_IN = Before(r"(?:in|into|across|to) (?:the )?", reach=12, spaced=True)


def _named_as_site(body: str, m: Mention) -> bool:
    """A place where things stand; a country's name only where the words around it say so."""
    if m.kind != "place":
        return m.kind == "project"
    if m.value in SITES:
        return True
    return body[m.end : m.end + 1] in ("で", "に", "へ") or _IN(body, m.start)


_COMPARED = 40  # of a sentence's words of a kind; an endless line has thousands


def close(objects: Sequence[Mention], acts: Sequence[Mention]) -> float:
    """1 for an act and a strong object side by side, less with distance, 0 from 80 characters on."""
    strong = [o for o in objects if not o.weak][:_COMPARED]
    gaps = [max(o.start - a.end, a.start - o.end, 0) for o in strong for a in acts[:_COMPARED]]
    return max(0.0, 1 - min(gaps) / 80) if gaps else 0.0


def features(layout: Layout, found: Sequence[Statement], topic: Topic) -> dict[str, float]:
    """The evidence as numbers from 0 to 1, by name; constant "bias" is 1."""
    soft = topic.soft
    title = [s for s in found if s.place == "title"]
    lead = [s for s in found if s.place == "lead"]
    body = [s for s in found if s.place == "body"]
    top = title + lead
    size = max(1, len(found))

    def share(parts: Sequence[Statement], kind: str) -> float:
        return sum(1 for s in parts if getattr(s, kind)) / max(1, len(parts))

    top_linked = [s for s in top if s.linked and s.acts]
    pairs = [_full(found[i : i + 2], soft) for i in range(len(found))]
    late = pairs[len(top) - 1 :] if body else []
    firsts = [i for i, s in enumerate(found) if s.first or s.programmes]
    seconds = [i for i, s in enumerate(found) if s.second or s.programmes]
    objects = sum(1 for s in found for m in s.objects if not m.weak)
    near = sum(1 for s in found for m in s.near)
    top_objects = sum(1 for s in top for m in s.objects if not m.weak)
    top_near = sum(1 for s in top for m in s.near)
    values: dict[str, float] = {
        "bias": 1.0,
        "title_full": _full(title, soft),
        "title_lead_full": _full(title + lead[:1], soft),
        "top_full": _full(top, soft),
        "late_full": max(late, default=0.0),
        "single_full": max((_full([s], soft) for s in top), default=0.0),
        "linked_top": min(2, len(top_linked)) / 2,
        "title_both": float(any(s.linked for s in title)),
        "first_acts": float(any(_takes_part(s.first) for s in top)),
        "second_acts": float(any(_takes_part(s.second) for s in top)),
        "act_object": max((close(s.objects, s.acts) for s in top), default=0.0),
        "linked": min(3, sum(1 for s in found if s.linked and s.acts)) / 3,
        "title_first": float(any(s.first for s in title)),
        "title_second": float(any(s.second for s in title)),
        "title_object": max((_level(s.objects) for s in title), default=0.0),
        "title_near": float(any(s.near for s in title)),
        "title_act": float(any(s.acts for s in title)),
        "title_other": float(any(s.others for s in title)),
        "first": share(found, "first"),
        "second": share(found, "second"),
        "other": share(found, "others"),
        "lead_first": float(any(s.first for s in top)),
        "lead_second": float(any(s.second for s in top)),
        "weaker_side": min(3, len(firsts), len(seconds)) / 3,
        "side_missing": float(not firsts or not seconds),
        "late_side": max(firsts[0], seconds[0]) / size if firsts and seconds else 1.0,
        "object": min(1.0, objects / size),
        "near": min(1.0, near / size),
        "near_leads": top_near / (top_near + top_objects) if top_near + top_objects else 0.0,
        "act_kinds": min(5, len({m.value for s in top for m in s.acts})) / 5,
        "programme": float(any(s.programmes for s in top)),
        "programme_late": float(any(s.programmes for s in body)),
        "title_money": float(any(MONEY.search(layout.body, s.start, s.end) for s in title)),
        "lead_money": float(any(MONEY.search(layout.body, s.start, s.end) for s in lead)),
    }
    elsewhere = sum(1 for s in top for m in s.others if m.kind == "place")
    sites = sum(1 for s in top for m in (*s.first, *s.second) if _named_as_site(layout.body, m))
    strong_top = any(not m.weak for s in top for m in s.objects)
    values["programme_object"] = float(strong_top and any(s.programmes for s in top))
    acting = [s for s in top if s.acts or s.place == "title"]
    theirs = sum(1 for s in acting for m in s.others if m.kind == "project" or m.value in SITES)
    ours = sum(1 for s in acting for m in (*s.first, *s.second) if _named_as_site(layout.body, m))
    values["theirs"] = theirs / (theirs + ours) if theirs else 0.0
    values["abroad"] = float(elsewhere > 0 and not sites)
    values["abroad_title"] = float(any(m.kind == "place" for s in title for m in s.others) and not sites)
    values["no_site"] = float(not sites)
    kinds = {m.value for s in top if s.linked or s.objects for m in s.acts}
    values["soft_only"] = float(kinds <= topic.soft)
    values["soft_poor"] = float(
        kinds <= topic.soft and not values["title_money"] and not values["lead_money"]
    )
    values["title_hard"] = float(any(m.value not in topic.soft for s in title for m in s.acts))
    for cue in CUES:
        in_title = sum(1 for s in title for m in s.cues if m.value == cue)
        in_all = sum(1 for s in found for m in s.cues if m.value == cue)
        values[f"{cue}_title"] = min(2, in_title) / 2
        values[cue] = min(1.0, in_all / size)
    return values
