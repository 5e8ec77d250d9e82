"""Companies that the vocabulary lacks, found where the grammar around a name says so:
"Dallas-based Corvane Data Centers", "Japan's Sanyu Realty", 米コーベイン, 三優リアルティ, X LLC."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice

from sokuho.reading.layout import Layout, Line
from sokuho.reading.lexicon import Mention, Scan

_WORD = r"[A-Z][\w&'’+-]*(?:\.[A-Z]\.)?"
_NAME = rf"{_WORD}(?: (?:{_WORD}|&)){{0,4}}"
_LEGAL = r"(?:Inc|Corp|Corporation|Co|Ltd|LLC|L\.P|LP|PLC|Holdings)"
_LEGAL_END = re.compile(rf" {_LEGAL}\b\.?(?:,? (?:Ltd|Inc|LLC)\b\.?)?")
_LEGAL_NAME = re.compile(rf"(?<![\w.]){_WORD}(?: (?:{_WORD}|&)){{0,4}},?$")
# Behind a place: "Dallas-based developer NAME", "Japan's NAME", "U.S. operator NAME".
_AFTER_PLACE = re.compile(
    r"(?:['’]s|-based|-headquartered)? (?:(?!(?:in|of|and|to|on|for|by|as|is|was)\b)[a-z][\w-]* ){0,4}"
    rf"({_NAME})"
)
_POSSESSIVE = re.compile(r"['’]s |-based |-headquartered ")
# Before a place: "NAME of Dallas", "NAME, based in Texas", "NAME, a Houston developer".
_BEFORE_PLACE = re.compile(
    rf"({_NAME})(?: \([^)\n]{{1,24}}\))?,? (?:of|based in|headquartered in|an?|the) (?:the )?$"
)
_BEFORE_PLACES = (" of ", " in ", " a ", " an ", " the ")
_MOST = 300  # signs of a name that are followed up; a text with more is a list
_KANA_NAME = re.compile(
    r"(?:[一-龥ァ-ヴー・]{0,14}?(?:大手|会社|企業|新興|投資ファンド|ファンド|事業者|運営|開発|メーカー)(?:の)?)?"
    r"([ァ-ヴー・]{3,24}|[A-Z][A-Za-z0-9&. ]{2,24})(?=社|など|と|が|は|に|を|の|、|傘下|・|系|へ|[（(])"
)
_JP_END = re.compile(
    r"(?:ホールディングス|エナジー|リアルティ|電力|商事|物産|製作所|電機|化学工業|重工業|不動産|地所|フィナンシャルグループ"
    r"|電工|建設|海運|製鋼|キャピタル)(?!所|界|団体|会|用|株|部門|器|機|計画|費|中|地|現場|需要|網|量|線|契約|消費|業)"
)
_JP_NAME = re.compile(r"(?:[一-龥]{2,6}|[ァ-ヴー]{2,12}|[A-Z][A-Za-z]{1,10})$")
_JP_PLAIN = re.compile(
    r"工場|新棟|発電所|拠点|大規模|大型|施設|供給|消費|余剰|送配|再生|小売|産業|地域|規模|国内|海外|自然|分散|次世代|基幹|調達|余った"
)
# What a sentence starts with; words of other kinds stand in the lists as kind "no_name".
_OPENERS = re.compile(
    r"(?:The|An?|In|On|At|By|For|Of|And|But|Its?|He|She|They|We|This|That|These|Those|Now|Then|Here|There|When|Where"
    r"|While|With|Without|Some|Most|Many|More|Also|Their|His|Her|Both|Under|Who|What|Why|How|Which|If|As|After"
    r"|Before|Since|Yet|Still|Only|Even|Not|No|All|Each|One|Two|Three|Last|Next|First|Other|Another|Such|So)\b"
)


def strangers(layout: Layout, scan: Scan, countries: Sequence[str]) -> list[Mention]:
    """Mentions of companies unknown to the vocabulary, with the country that the text gives them."""
    body = layout.body
    taken = [(m.start, m.end) for m in scan.names]
    starts = [start for start, _ in taken]
    plain = {m.start for kind in ("sector", "no_name") for m in scan.of(kind)}
    found: dict[str, str | None] = {}
    headings: dict[int, bool] = {}  # by the start of the line

    def free(start: int, end: int) -> bool:
        i = bisect_right(starts, start)
        known = (i and taken[i - 1][1] > start) or (i < len(taken) and taken[i][0] < end)
        return not known

    def add(start: int, end: int, country: str | None) -> None:
        text = body[start:end].strip(" ,・")
        usual = start in plain or len(text) < 3 or _OPENERS.match(text) or _plain_word(body, start, text)
        if country in countries and not usual and free(start, start + len(text)):
            found.setdefault(text, country)

    if body.isascii() or re.search(r"[a-z]{4}", body):
        for end in islice(_LEGAL_END.finditer(body), _MOST):
            m = _LEGAL_NAME.search(body, max(0, end.start() - 60), end.start())
            if m:
                american = "LLC" in end[0] or "L.P" in end[0]
                add(m.start(), end.end(), "US" if american else _home(scan, m.start(), end.end()))
    for place in scan.names:
        if place.kind != "place" or place.country not in countries:
            continue
        line = layout.line(place.start)
        if line.start not in headings:
            headings[line.start] = _heading(body, line)
        if headings[line.start]:
            continue
        said = _POSSESSIVE.match(body, place.end) or _adjective(place.text)
        if said and (after := _AFTER_PLACE.match(body, place.end)):
            add(after.start(1), after.end(1), place.country)
        if body.endswith(_BEFORE_PLACES, 0, place.start) and place.text not in ("Tokyo", "Washington"):
            before = _BEFORE_PLACE.search(body, max(0, place.start - 70), place.start)
            if before:
                add(before.start(1), before.end(1), place.country)
        if place.text == "米" and (kana := _KANA_NAME.match(body, place.end)):
            add(kana.start(1), kana.end(1), place.country)
    if "JP" in countries and not body.isascii():
        for end in islice(_JP_END.finditer(body), _MOST):
            m = _JP_NAME.search(body, max(0, end.start() - 12), end.start())
            foreign = m and body[max(0, m.start() - 1) : m.start()] in ("米", "英", "仏", "独", "韓", "・")
            if m and not foreign and not _JP_PLAIN.search(m[0]):
                add(m.start(), end.end(), "JP")
    return _everywhere(body, found)


def _plain_word(body: str, start: int, text: str) -> bool:
    """Whether one word has a capital for another reason: it begins a sentence like a participle, or stands
    in small letters elsewhere ("Shareholders agreed. The shareholders ...")."""
    if " " in text or not text[-1:].islower():
        return False
    opens = body[max(0, start - 2) : start].strip(' "“‘(') in ("", ".", "\n", "!", "?", ":")
    return (opens and text.endswith("ing")) or re.search(rf"\b{re.escape(text.lower())}\b", body) is not None


def _heading(body: str, line: Line) -> bool:
    """Whether most words of the line are capitalised, so that a capital says nothing."""
    if line.end - line.start > 200:
        return False
    words = re.findall(r"[A-Za-z][\w'’-]{3,}", body[line.start : line.end])
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.6 * len(words)


def _adjective(text: str) -> bool:
    return text in ("Japanese", "American", "U.S.", "US", "Texan", "Californian", "Korean", "South Korean")


def _home(scan: Scan, start: int, end: int) -> str | None:
    """The country named beside a company's name, if any."""
    near = [
        m
        for m in scan.names
        if m.kind == "place" and m.country and -40 < m.start - end < 60 and m.end != start
    ]
    return min(near, key=lambda m: min(abs(m.start - end), abs(start - m.end))).country if near else None


def _everywhere(body: str, found: dict[str, str | None]) -> list[Mention]:
    mentions = []
    for text, country in found.items():
        at = body.find(text)
        while at >= 0:
            mentions.append(Mention(at, at + len(text), text, "company", text, country, None))
            at = body.find(text, at + len(text))
            if len(mentions) > 200:
                return sorted(mentions)
    return sorted(mentions)
