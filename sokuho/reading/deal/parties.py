"""The companies and agencies that take part."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from sokuho.reading.deal.evidence import Statement, Stretches
from sokuho.reading.deal.traded import traded
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.names import naming
from sokuho.reading.names.strangers import strangers
from sokuho.reading.notation.dates import YEAR
from sokuho.reading.patterns import Before, before
from sokuho.reading.topics import Topic
from sokuho.reading.weighing import chance

# What may follow a name and belongs to it, as written.
_TAIL = re.compile(
    r"(?:,? (?:(?:& )?Co|Inc|Corp|Co|Ltd|LLC|LP|L\.P|PLC|plc|KK|K\.K)\b\.?(?:, (?:Ltd|Inc|LLC)\b\.?)?"
    r"|(?: (?:Group|Holdings|Corporation|Company|Limited|Americas?|USA|Ventures|Capital|Partners)"
    r"(?![\w-]))){1,4}"
    r"|・?(?:エナジー・?|エネルギー・?)?(?:トレーディング|アメリカズ?|ＵＳＡ|USA|インターナショナル|マネジメント|パートナーズ"
    r"|ベンチャーズ|テクノロジーズ)(?![ァ-ヴーの])"
    r"|ホールディングス|インベストメンツ?|リソーシズ|ディベロップメント|グループ(?!会社|企業|内|全体|の|は|が|と)|ＨＤ|HD"
)


# A part of a company that is named beside the whole: Osaka Gas and Osaka Gas USA.
_ARM = re.compile(
    r"\b(?:Americas?|USA|U\.S\.A?|International|Ventures|Capital|Trading|Development|Infrastructure|Nuclear|Institute"
    r"|Manufacturing|Europe|Asia|Japan|Renewables|Investments?|Partners)\b"
    r"|アメリカ|米国|北米|USA|ＵＳＡ|インターナショナル|トレーディング|キャピタル|ベンチャーズ|ジャパン|マネジメント"
)
_CALLED = re.compile(
    r"\s?[(（](?:以下、?|[\"“「']?(?=[A-Z]{2,6}\b))"
)  # the name, then its initials in brackets
_ASKED = 0.5  # the probability asked of one that takes part
_LOOKED_AT = 4  # mentions whose neighbours are looked at
_start = attrgetter("start")


class Actor(NamedTuple):
    """One company or agency with all its mentions; `text` as the article's own text first writes it."""

    text: str
    name: str
    country: str | None
    kind: str
    value: str | None
    mentions: tuple[Mention, ...]
    sure: float = 1.0  # how likely it is a company at all: one that the vocabulary lacks


def actors(layout: Layout, scan: Scan, topic: Topic | None = None) -> list[Actor]:
    """Every company and agency of the article proper, in order of first mention.

    With a topic, companies of its sides that the vocabulary lacks are looked for too.
    """
    found: dict[str, list[Mention]] = {}
    names = scan.names
    unknown: dict[str, tuple[float, list[Mention]]] = {}
    if topic:
        unknown = strangers(layout, scan, topic.countries, topic.names)
        new = [m for _, mentions in unknown.values() for m in mentions]
        inside = {m.start for m in new}
        names = sorted([*(m for m in names if m.start not in inside), *new]) if new else names
    last: Mention | None = None
    called: dict[str, str] = {}  # short names, "Diamond Generating Corp. (DGC)", by what they stand for
    people = {m.text for m in names if m.kind == "company" and _holds_office(layout.body, m)}
    for m in layout.own(names):
        if m.kind in ("company", "agency") and m.text not in people and not _writes(layout.body, m):
            full = _with_tail(layout.body, m)
            short = last is not None and m.name != last.name and _CALLED.match(layout.body, last.end)
            if last is not None and short and short.end() == m.start:
                whole = _without_form(last.text) if _is_arm(last) else last.name
                called[m.name] = called.get(whole, whole)
            found.setdefault(m.name, []).append(full)
            last = full
    for name in [name for name, mentions in found.items() if len(mentions) > 1]:
        arms = [m for m in found[name] if _is_arm(m)]
        if arms and len(arms) < len(found[name]):
            found[name] = [m for m in found[name] if m not in arms]
            for m in arms:
                found.setdefault(_without_form(m.text), []).append(m)
    for short_name, name in called.items():  # the title may have the short one, too
        if name in found and short_name in found and name != short_name:
            known = found[name][0]
            theirs = [m._replace(country=known.country, value=known.value) for m in found.pop(short_name)]
            found[name] = sorted([*found[name], *theirs])
    out = []
    for name, mentions in found.items():
        first = mentions[0]
        if first.weak and all(m.weak and not _trades(layout.body, m) for m in mentions):
            length = len(name.split(" ")[0]) + 3
            if not any(len(m.text) > length for m in mentions):
                continue
        text = next((m.text for m in mentions if m.start >= layout.text_start), first.text)
        text = text.removeprefix("Japan's ").removeprefix("Japan’s ")
        if text.isupper() and text.isascii():
            text = _in_full(layout.body, mentions) or text
        sure = unknown[name][0] if name in unknown else 1.0
        out.append(Actor(text, name, first.country, first.kind, first.value, tuple(mentions), sure))
    return out


def _without_form(text: str) -> str:
    """A company's name without its legal form at the end."""
    form = naming.LEGAL.search(text)
    return text[: form.start()] if form and form.end() == len(text) else text


def _is_arm(m: Mention) -> bool:
    """Whether a mention names a part of its company, unless that is the company: no "MHI America" of
    Mitsubishi Heavy Industries America."""
    arm = _ARM.search(m.text.removeprefix(m.name)) if m.kind == "company" and m.text not in m.name else None
    return arm is not None and arm[0] not in m.name


# "data centre operator Switch": a name that is a word, too, stands for a company behind its trade.
_TRADER = Before(
    r"(?:operator|developer|maker|manufacturer|producer|provider|supplier|generator|utility|start-?up|chipmaker"
    r"|automaker|retailer|insurer|lender|firm|company) ",
    reach=14,
    spaced=True,
)


def _trades(body: str, m: Mention) -> bool:
    return m.text[:1].isupper() and not body[m.end + 1 : m.end + 2].isupper() and _TRADER(body, m.start)


_PHRASE = re.compile(r"\b[A-Z][\w&-]+(?:,? (?:of|and|for|the|on|&|[A-Z][\w&-]+))* [(]\Z")
_LONGEST = 110  # code points of a name in full
_SPELT = 3  # letters of initials that stand for words


def _in_full(body: str, mentions: Sequence[Mention]) -> str | None:
    """The words that initials in brackets stand for: National Institute of ... Technology (AIST)."""
    for m in mentions:
        if body[m.start - 1 : m.start] == "(" and len(m.text) >= _SPELT:
            said = _PHRASE.search(body, max(0, m.start - _LONGEST), m.start)
            words = said[0][:-2].split() if said else []
            if "".join(w[0] for w in words if w[0].isupper()).endswith(m.text):
                return " ".join(words).removeprefix("The ")
    return None


# "(Reporting by Yuka Obayashi; ...", "Yuka Obayashi Reuters": many a reporter is called like a company.
_BY = Before(
    r"(?:reporting|reported|editing|edited|writing|written|photo|story) by (?:[\w.'-]+ ){0,2}",
    reach=48,
    spaced=True,
)
_FOR_WHOM = re.compile(
    r",? (?:Reuters|Bloomberg|AP|AFP|Nikkei|Kyodo|Jiji)\b|, (?:Nikkei )?(?:staff|correspondent)"
)
_GIVEN = re.compile(r"(?:\A|\n)[ \t]*(?:By )?[A-Z][a-z]+ \Z")


def _writes(body: str, m: Mention) -> bool:
    """Whether the name is a reporter's."""
    if not m.text.isascii() or " " in m.text:
        return False
    if _BY(body, m.start):
        return True
    signed = _FOR_WHOM.match(body, m.end) is not None
    return signed and _GIVEN.search(body, max(0, m.start - 24), m.start) is not None


# "Governor Greg Abbott": whom a company is not.
_OFFICE = Before(
    r"(?:gov|governor|president|minister|secretary|sen|senator|rep|representative|mayor|mr|ms|mrs|judge"
    r"|ambassador|commissioner|congressman|congresswoman)\.?"
    r" (?:(?!(?:of|at|from|for|in|to|and|said|says|the|with|on|by|has|whose|that|who) )[a-z][\w.'-]* ){0,2}",
    reach=44,
    spaced=True,
)


def _holds_office(body: str, m: Mention) -> bool:
    """Whether a listed company's name of one word is an office holder's here."""
    return (
        m.text.isascii()
        and m.text.isalpha()
        and not m.text.isupper()
        and body[m.end : m.end + 1] in (" ", ",", ".", ":", "'", "’", "")
        and _OFFICE(body, m.start)
    )


def _with_tail(body: str, m: Mention) -> Mention:
    tail = _TAIL.match(body, m.end)
    return m._replace(end=tail.end(), text=body[m.start : tail.end()]) if tail else m


def taking_part(
    layout: Layout,
    found: Sequence[Statement],
    known: Sequence[Actor],
    topic: Topic,
    year: int,
) -> list[Actor]:
    """Those of the topic's sides who take part in what an article of `year` reports: no passers-by, users,
    rivals."""
    ours = [actor for actor in known if actor.country in topic.countries]
    if not ours:
        return []
    weights = topic.parties or DEFAULT
    scene = Scene(layout, found, known, year)
    return [
        a
        for a in ours
        if chance(weights, evidence(layout, scene, a)) >= _ASKED
        and not all(traded(layout.body, m) for m in a.mentions)
    ]


class Scene:
    """The statements of an article of `year` as all its companies appear in them."""

    def __init__(self, layout: Layout, found: Sequence[Statement], known: Sequence[Actor], year: int) -> None:
        self.japanese = not layout.body.isascii() and _KANA.search(layout.body) is not None
        self.several = Counter(a.country for a in known)
        # of a brief, what only its title names or does not name says little
        self.told = min(1.0, len(found) / _WHOLE)
        self.texts = sorted([a.text for a in known])
        self.at = Stretches(found).at  # the statement at a place of the text
        self.main = next((s for s in found if s.place != "title" and s.acts), None)
        title = [s for s in found if s.place == "title"]
        self.leading = {
            m.name for s in title for m in (*s.first, *s.second) if m.kind in ("company", "agency")
        }
        self.bystanders = {s.start for s in found for c in s.cues if c.value == "bystander"}
        # the statements that tell of earlier years
        told = [self.at(y.start()) for y in YEAR.finditer(layout.body) if int(y[0]) < year]
        self.past = {s.start for s in told if s is not None}

    def shortened(self, opening: str) -> bool:
        """Whether a company's name begins so: what stands there alone is short for it."""
        i = bisect_left(self.texts, opening)
        return i < len(self.texts) and self.texts[i].startswith(opening)

    def beside_leading(self, s: Statement, actor: Actor) -> bool:
        """Whether a statement names another company that the title names too."""
        for o in (*s.first[:_MOST], *s.second[:_MOST]):
            if o.name in self.leading and o.name != actor.name and o.kind != "place":
                return True
        return False


def evidence(layout: Layout, scene: Scene, actor: Actor) -> dict[str, float]:
    """What speaks for and against a company's taking part, from 0 to 1."""
    body = layout.body
    values = {"bias": 1.0, "agency": float(actor.kind == "agency"), "known": float(actor.value is not None)}
    if actor.sure < 1:
        values |= {"stranger": 1.0, "unsure": 1 - actor.sure}
    aside = beside = quoted = doing = partnered = past = career = advises = 0
    for i, m in enumerate(actor.mentions):
        s = scene.at(m.start)
        if s is None:
            continue
        near = before(body, m.start, m.start - _BEFORE)
        if i < _LOOKED_AT:
            values["a_" + naming.after(body, m.end, scene.japanese)] = 1.0
            values["b_" + naming.before(body, m.start, scene.japanese)] = 1.0
            career += _CAREER.end(near)
            advises += _ADVISES.match(body, m.end) is not None
        past += s.start in scene.past
        values["main" if s is scene.main else s.place] = 1.0
        aside += _aside(s, m)
        beside += s.start in scene.bystanders
        quoted += _SOURCE.end(near) or _SPEAKS.match(body, m.end) is not None
        doing += m.start - s.start < _OPENING and bool(s.acts)
        partnered += bool(s.acts) and scene.beside_leading(s, actor)
        if body.endswith(_BEFORE_NAMES, s.start, m.start) and (
            said := _BEFORE_NAME.search(body, max(s.start, m.start - 12), m.start)
        ):
            values[f"after_{said[1]}"] = 1.0
        if _OWNER.match(body, m.end) or _USER.end(near[-1 - _USER.reach :]):
            values["label"] = 1.0
        if layout.item(m.start):
            values["listed"] = 1.0
    n = max(1, len(actor.mentions))
    return values | {
        "many": min(4, n) / 4,
        "past": past / n,
        "title_only": scene.told * (actor.mentions[-1].start < layout.text_start),
        "only": float(scene.several[actor.country] == 1),
        "crowd": min(1.0, scene.several[actor.country] / 10),
        "short": float(scene.shortened(actor.text + " ")),
        "doing": doing / n,
        "partnered": partnered / n,
        "aside": aside / n,
        "bystander": beside / n,
        "bystander_all": float(beside == n),
        "quoted": quoted / n,
        "late": min(1.0, max(0, actor.mentions[0].start - layout.text_start) / max(200, len(body))),
        "titled_others": scene.told * (bool(scene.leading) and actor.name not in scene.leading),
        **_called(actor.name),
        "career": float(career > 0),
        "advises": float(advises > 0),
    }


_KANA = re.compile("[ぁ-ん]")
_WHOLE = 8  # sentences of an article that tells all
_BEFORE = 48  # code points before a name that are looked at
_OPENING = 24  # characters of a sentence in which who acts is named
_MOST = 30  # names of a side in one sentence that are looked at
_BEFORE_NAME = re.compile(r"\b(with|by|and|the) \Z")
_BEFORE_NAMES = ("with ", "by ", "and ", "the ")  # asked for first: most names have none

# "according to METI", 経済産業省によると, 経産省の赤沢大臣は: only quoted, or its minister speaks.
_SPEAKS = re.compile(
    r"(?:['’]s)? (?:\w+ )?(?:officials?|spokes\w+|secretary|minister|chief|fact sheet|statement)\b"
    r"|,? (?:said|says|told|stated|estimates?|noted|wrote)\b"
    r"|(?:など)?に(?:より(?:ます)?と|よれば)|[はがも](?:、)?[^。、]{0,24}(?:と(?:説明|発表|述べ|話し|語|明らか)|明らかにし)"
    r"|の[一-龥ァ-ヴー]{1,6}(?:大臣|長官|相|氏|次官|局長|担当)|(?:大臣|相|長官|幹部|関係者)"
)
_SOURCE = Before(
    r"(?:according to|told|quoting|citing|officials? (?:at|of|from)"
    r"|statement (?:by|from)|minister of|secretary of)"
    r"(?: the| an?)?(?: (?:u\.?s\.?|japanese|japan['’]s))? ",
    reach=36,
    spaced=True,
)


def _aside(s: Statement, m: Mention) -> bool:
    """A background word before the name in its sentence, or right behind it."""
    if not s.cues:
        return False
    low = bisect_right(s.cues, m.start - 60, key=_start)
    high = bisect_right(s.cues, m.start + 30, key=_start)
    return any(c.value == "background" for c in s.cues[low:high])


# "Sony executives", "an Amazon Web Services data center": the name only labels something else.
_OWNER = re.compile(
    r"(?:['’]s)? (?:analysts?|executives?|shares?|stock|spokes\w+|customers?|data cent(?:er|re) in)\b"
    r"|の?(?:アナリスト|株価|製)"
)
_USER = Before(
    r"(?:users?|customers?|clients?|rivals?|competitors?|compete\w* with|such as|like|unlike|including"
    r"|former\w*|studies by|spun out of|alumni of|adviser|advised by|law firm|analyst at|lost ground to"
    r"|(?:other|others|further|earlier) (?:[\w-]+ ){0,3}(?:are|include)|counts|inside|apps of)\b[\w\s,.]*",
    reach=40,
)
_SCHOOL = re.compile(r"University|MIT|大学|Laboratory|Stanford|Institute")

# Where people meet and papers are filed.
_SEAT = re.compile(r"White House|Prime Minister's Office|Exchange\b|Congress\Z")
_PLANT = re.compile(r"[a-z] LNG\Z|LNG Terminal|Energy Center|Crossing|Station\Z")  # named like its company


@lru_cache(1024)  # the same few names are in the news
def _called(name: str) -> Mapping[str, float]:
    """What a canonical name itself tells."""
    kinds = {"school": _SCHOOL, "office": _SEAT, "plant": _PLANT}
    return {kind: float(pattern.search(name) is not None) for kind, pattern in kinds.items()}


# "who left Google", "once president of Intel"
_CAREER = Before(
    r"(?:(?:once|former|formerly|previously|earlier)(?: an?| the)?(?: [\w-]+){1,4} (?:of|at|for|with)|ex-?"
    r"|left|came from|come from|worked (?:at|for)|years (?:at|with)|veteran of|career at"
    r"|hired from|alumni of) ",
    reach=48,
    spaced=True,
)
_ADVISES = re.compile(
    r"(?: LLP)?(?:[,;]? and [\w &]{3,40}?)?,? (?:(?:was|were|is|are|acted|served|serves|acts) )?(?:as )?"
    r"(?:advise[sd]? |advising |(?:(?:the|an?) )?(?:sole |exclusive |legal |financial |lead )*"
    r"(?:and (?:legal|financial) )?(?:advis[eo]rs?|counsel)\b)"
)

DEFAULT: Mapping[str, float] = {
    "bias": -1.0,
    "title": 2.0,
    "main": 1.5,
    "lead": 0.7,
    "aside": -1.0,
    "agency": -0.5,
    "label": -1.5,
    "school": -1.5,
}
