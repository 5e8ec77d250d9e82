"""The companies and agencies that an article names, each with all its mentions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.names import naming
from sokuho.reading.names.runs import NO_NAMES
from sokuho.reading.names.strangers import Stranger
from sokuho.reading.patterns import at_end, before, words_before

# What may follow a name and belongs to it, as written.
_TAIL = re.compile(
    r"(?=,? [A-Z&p])(?:,? (?:(?:& )?Co|Inc|Corp|Ltd|LLC|LP|L\.P|PLC|plc|KK|K\.K)\b\.?"
    r"(?:, (?:Ltd|Inc|LLC)\b\.?)?"
    r"|(?: (?:Group|Holdings|Corporation|Company|Limited|Americas?|USA|Ventures|Capital|Partners)"
    r"(?![\w-]))){1,4}"
    r"|・?(?:エナジー・?|エネルギー・?)?(?:トレーディング|アメリカズ?|USA|インターナショナル|マネジメント|パートナーズ"
    r"|ベンチャーズ|テクノロジーズ)(?![ァ-ヴーの])"
    r"|ホールディングス|インベストメンツ?|リソーシズ|ディベロップメント|グループ(?!会社|企業|内|全体|の|は|が|と)|HD"
)


# A part of a company that is named beside the whole: Osaka Gas and Osaka Gas USA.
_ARM = re.compile(
    r"\b(?:Americas?|U\.S\.A?|International|Ventures|Capital|Trading|Development|Infrastructure|Nuclear|Institute"
    r"|Manufacturing|Europe|Asia|Japan|Renewables|Investments?|Partners)\b"
    r"|アメリカ|米国|北米|USA|インターナショナル|トレーディング|キャピタル|ベンチャーズ|ジャパン|マネジメント"
)
_CALLED = re.compile(
    r"\.?(?:,? (?:Ltd|Inc|LLC|LP)\b\.?)?\s?[(（]"
    r"(?:以下、?「?|[\"「']?(?=[A-Z]{2,6}\b)|(?:the )?[\"「『'])"
)  # the name, then its initials in brackets
_BRACKET = 24  # code points between them at most


class Actor(NamedTuple):
    """One company or agency with all its mentions; `text` as the article's own text first writes it."""

    text: str
    name: str
    country: str | None
    kind: str
    value: str | None
    mentions: tuple[Mention, ...]
    sure: float = 1.0  # how likely it is a company at all: one that the vocabulary lacks


def actors(layout: Layout, scan: Scan, unknown: Mapping[str, Stranger]) -> list[Actor]:
    """Every company and agency of the article proper, with those that the vocabulary lacks, in order of first
    mention."""
    found: dict[str, list[Mention]] = {}
    names = scan.names
    if unknown:
        new = [m for stranger in unknown.values() for m in stranger.mentions]
        inside = {m.start for m in new}
        names = sorted([*(m for m in names if m.start not in inside), *new])
    last: Mention | None = None
    called: dict[str, str] = {}  # short names, "Diamond Generating Corp. (DGC)", by what they stand for
    people = {m.text for m in names if m.kind == "company" and _holds_office(layout.body, m)}
    for m in layout.own(names):
        if m.kind in ("company", "agency") and m.text not in people and not _writes(layout.body, m):
            full = _with_tail(layout.body, m)
            near = last is not None and m.name != last.name and m.start - last.end <= _BRACKET
            short = _CALLED.match(layout.body, last.end) if last is not None and near else None
            if last is not None and short and short.end() == m.start:
                whole = naming.without_form(last.text) if _is_arm(last) else last.name
                called[m.name] = called.get(whole, whole)
            found.setdefault(m.name, []).append(full)
            last = full
    for name in [name for name, mentions in found.items() if len(mentions) > 1]:
        arms = [m for m in found[name] if _is_arm(m)]
        if arms and len(arms) < len(found[name]):
            found[name] = [m for m in found[name] if m not in arms]
            for m in arms:
                found.setdefault(naming.without_form(m.text), []).append(m)
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
        text = next((m.text for m in mentions if m.start >= layout.below), first.text)
        text = text.removeprefix("Japan's ")
        if text.isupper() and text.isascii():
            text = _in_full(layout.body, mentions) or text
        sure = unknown[name].sure if name in unknown else 1.0
        out.append(Actor(text, name, first.country, first.kind, first.value, tuple(mentions), sure))
    return out


def _is_arm(m: Mention) -> bool:
    """Whether a mention names a part of its company, unless that is the company: no "MHI America" of
    Mitsubishi Heavy Industries America."""
    arm = _ARM.search(m.text.removeprefix(m.name)) if m.kind == "company" and m.text not in m.name else None
    return arm is not None and arm[0] not in m.name and not _ARM.search(m.name)


# "data centre operator Switch": a name that is a word, too, stands for a company behind its trade.
_TRADER = words_before(
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
_BY = at_end(r"(?:reporting|reported|editing|edited|writing|written|photo|story) by (?:[\w.'-]+ ){0,2}")
_BYLINE = 48  # code points before a name

_FOR_WHOM = re.compile(
    r",? (?:Reuters|Bloomberg|AP|AFP|Nikkei|Kyodo|Jiji)\b|, (?:Nikkei )?(?:staff|correspondent)"
)
_GIVEN = re.compile(r"(?:\A|\n)[ \t]*(?:By )?[A-Z][a-z]+ \Z")


def _writes(body: str, m: Mention) -> bool:
    """Whether the name is a reporter's."""
    if not m.text.isascii() or " " in m.text:
        return False
    near = before(body, m.start, m.start - _BYLINE)
    if "by " in near and _BY(near):
        return True
    signed = _FOR_WHOM.match(body, m.end) is not None
    return signed and _GIVEN.search(body, max(0, m.start - 24), m.start) is not None


# "Governor Greg Abbott": whom a company is not.
_OFFICE = words_before(
    r"(?:gov|governor|president|minister|secretary|sen|senator|rep|representative|mayor|mr|ms|mrs|judge"
    r"|ambassador|commissioner|congressman|congresswoman)\.?"
    r" (?:(?!(?:of|at|from|for|in|to|and|said|says|the|with|on|by|has|whose|that|who) )[a-z][\w.'-]* ){0,2}",
    reach=44,
    spaced=True,
)


# "Jim Williams, vice president", "Sonia Williams, who speaks for Mitsubishi"
_FIRST_NAME = re.compile(r"(?<![\w&.'-])([A-Z][a-z]+) (?:[A-Z]\. )?\Z")
_INTRODUCED = re.compile(r", who\b")


def _holds_office(body: str, m: Mention) -> bool:
    """Whether a listed company's name of one word is an office holder's here, or somebody's who is
    introduced."""
    if not (m.text.isascii() and m.text.isalpha()) or m.text.isupper():
        return False
    if body[m.end : m.end + 1] not in (" ", ",", ".", ":", "'", ""):
        return False
    return _OFFICE(body, m.start) or _is_introduced(body, m)


def _is_introduced(body: str, m: Mention) -> bool:
    """Whether a first name stands before it and "who" or an office behind it."""
    if body[m.end : m.end + 2] != ", ":
        return False
    if not (_INTRODUCED.match(body, m.end) or naming.after(body, m.end, False) == "person"):
        return False
    first = _FIRST_NAME.search(body, max(0, m.start - _BYLINE), m.start)
    return first is not None and first[1] not in NO_NAMES


def _with_tail(body: str, m: Mention) -> Mention:
    tail = _TAIL.match(body, m.end)
    return m._replace(end=tail.end(), text=body[m.start : tail.end()]) if tail else m
