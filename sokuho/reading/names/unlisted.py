"""Names that the vocabulary lacks: runs of capitals or of katakana which are no listed name, each with its
places in the text and whose country's it seems to be."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from sokuho.reading.layout import Layout, Line
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.names.naming import ADJECTIVE, FOREIGN, LEGAL, OFFICES, TAILS
from sokuho.reading.names.plain_words import CAPITALISED, LOANWORDS
from sokuho.reading.wordlists import words

_MOST_RUNS = 400  # runs of capitals that are looked at; a text with more is a list
_MOST = 40  # different names
_MOST_SPANS = 80  # mentions of a name
_GENERIC = 3  # so many general words make a name: Global Compute Infrastructure
LOOKED_AT = 4  # mentions of a name

_CHAR = "A-Za-z0-9À-ɏ"
_WORD = (
    r"(?:[A-ZÀ-Þ]|[a-z](?=[A-Z])|[0-9](?=[A-Z][a-z]))"
    rf"(?:[{_CHAR}+]++|&(?=[A-Z])|-(?=[A-Z0-9])|\.(?=[{_CHAR}])|['’](?!s\b)(?=[A-Za-z]))*"
)
# With the character before it, which is sought first: words have fewer beginnings than letters.
_RUN = re.compile(rf"[^{_CHAR}.@/&$£€-]({_WORD}(?: (?:(?:&|&amp;|St\.|Mt\.) )?{_WORD}){{0,5}})")
_KANJI_ENDS = r"電力|証券|銀行|重工業|重工|建設|商事|不動産|地所|電機|電工|製作所|製薬|化学|工業"
_KANA = re.compile(
    r"(?<![ァ-ヴーA-Za-zＡ-Ｚａ-ｚ・&＆])(?:[A-ZＡ-Ｚ][A-Za-zＡ-Ｚａ-ｚ0-9０-９&＆]{0,9})?"
    rf"[ァ-ヴ](?:[ァ-ヴー・＝]|[&＆](?=[ァ-ヴ])){{2,30}}(?:[A-ZＡ-Ｚ]{{2,4}})?(?:{_KANJI_ENDS})?(?![ァ-ヴー])"
)
_KANA_SIGN = re.compile("[ぁ-んァ-ヴ]")
_JP_END = re.compile(
    rf"(?:ホールディングス|エナジー|リアルティ|(?<!発)(?:{_KANJI_ENDS})|物産|フィナンシャルグループ|海運|製鋼|キャピタル|倉庫|商会"
    r"|電鉄|瓦斯|精機|紡績|製紙|金属|鉱業|石油開発|化成|電子)"
    r"(?!所|界|団体|会|用|株|部門|器|機|計画|費|中|地|現場|需要|網|量|線|契約|消費|業|田|火力|発電|団|取引|価格|供給"
    r"|事業|製|部品|融資|系|等)"
)
_JP_NAME = re.compile(r"(?:[一-龥]{2,6}|[ァ-ヴー]{2,12}|[A-Z][A-Za-z]{1,10}|[A-Z]{1,4}[一-龥]{1,4})$")
_JP_PLAIN = re.compile(
    r"会社|工場|新棟|発電所|拠点|大規模|大型|施設|供給|消費|余剰|送配|再生|小売|産業|地域|規模|国内|海外|自然|分散|次世代"
    r"|基幹|調達|余った|天然|都市|液化|地方|大手|信託|投資|協力|中央|世界|電力|政府|民間|各|系|日米|外国|主要|複数"
    r"|温室|排|燃料|原子|火力|太陽|風力|今回|同|当|両|全|新"
)
_KABU = re.compile(
    r"(?:株式会社|合同会社|特定目的会社|㈱|（株）)([^\sぁ-ん、。「」『』（）()：:・／/]{2,24})"
)
_OPENERS = words(
    """
    The A An In On At By For Of And But It Its He She They We I You This That These Those Now Then
    Here There When Where While With Without Some Most Many More Also Their His Her Our My Your Both
    Under Who What Why How Which If As After Before Since Yet Still Only Even Not No All Each One
    Two Three Four Five Six Seven Eight Nine Ten Half Last Next First Other Another Such So From To
    Over About Nearly Until Because Though Although However Meanwhile Neither Nor Or Through During
    Between Among Today Every Any Once Later Earlier Again Like Just
    """
)
_ALONE_PLAIN = CAPITALISED | _OPENERS
# "Plant Barry", "Fort Bend", "Lake Charles": no companies, unless their end says so.
_LAND = words("Lake Port Fort Mount Cape Camp")
_CALLED_AFTER = _LAND | words("Plant Unit Project Hurricane Interstate Route")
_LISTED = re.compile(
    r"(?: (?:Inc|Corp|Co|LLC|Ltd)\.?)?(?:,? and |, (?:and )?| & |, with |、|と|・|や|及び|および| or "
    r"| with |との)(?:the |米|the US |Japan's )?"
)
_ALIAS = re.compile(r" ?[(（][\"“‘'「]?(?:hereinafter |以下、?)?[\"“「]?\Z")
_TICKER = re.compile(r"[A-Z]{3,6}(?![A-Za-z])")
_ROMAJI = re.compile(
    r"(?:[KkSsTtNnHhMmRrGgZzDdBbPpFfJj]?[yh]?[aiueo]|[Tt]su|[YyWw][aou]|n(?![aiueoy])|kk|tt|pp|ss){3,}"
)
_POSSESSIVE = re.compile(
    r"(?:['’]s|-based|-headquartered|-listed)? "
    r"(?:(?!(?:in|of|and|to|on|for|by|as|is|was)\b)[a-z][\w-]* ){0,4}\Z"
)
_TIED = ("'s ", "’s ", "-based", "-head", "-list")
_SEATED = re.compile(
    r"(?: ?\([^)\n]{1,24}\))?(?:,| of| in)? (?:(?:a|an|the|is|based|headquartered|of|in) ){0,3}\Z"
)
_FIRM = re.compile("社(?![会長員債内])")
_PARTICLE = re.compile("[はがをにで、。]")
_ARMS = ("子会社", "子会社の", "子会社「", "傘下の")
# By which a text goes on to call a company: グリーンリバー of グリーンリバー・パワー, QRT of QRTエナジー.
_OPENING = re.compile(r"[ァ-ヴー]{3,}(?=・)|[A-Z]{2,}(?=[ァ-ヴ])")


@dataclass(slots=True)
class Name:
    """A name that no list knows, wherever it stands. `kin`: it begins with a listed company's name."""

    text: str
    japanese: bool
    spans: list[tuple[int, int]] = field(default_factory=list)
    country: str | None = None
    kin: bool = False


class Listed:
    """The names of the vocabulary by place."""

    def __init__(self, scan: Scan) -> None:
        self.names = scan.names
        self.starts = [m.start for m in scan.names]
        companies = [m.text for m in scan.names if m.kind == "company"]
        self.short = {_initials(text) for text in companies if " " in text}
        self.short.update(m[0] for text in companies if (m := _OPENING.match(text)))
        self.things = {m.start for m in scan.of("sector")}

    def over(self, start: int, end: int) -> list[Mention]:
        """Those that overlap [start, end)."""
        first = bisect_right(self.starts, start) - 1
        if first < 0 or self.names[first].end <= start:
            first += 1
        return self.names[first : bisect_left(self.starts, end)]

    def ending(self, at: int) -> Mention | None:
        """The company of more than a letter that ends there."""
        i = bisect_left(self.starts, at) - 1
        last = self.names[i] if i >= 0 else None
        found = last is not None and last.end == at and last.kind == "company" and len(last.text) > 1
        return last if found else None

    def beside(self, body: str, start: int, end: int) -> bool:
        """Whether a listed company stands next to it in a list of names."""
        i = bisect_left(self.starts, start)
        for m in self.names[max(0, i - 1) : i + 1]:
            gap = body[m.end : start] if m.end <= start else body[end : m.start]
            if m.kind in ("company", "agency") and len(gap) <= 12 and _LISTED.fullmatch(gap):
                return True
        return False

    def seat(self, body: str, start: int, end: int) -> str | None:
        """The country of the place that a mention is said to be of: "Dallas-based X", "X of Ohio", 米X."""
        i = bisect_left(self.starts, start)
        m = self.names[i - 1] if i else None
        if m and m.kind == "place" and m.country and start - m.end < 48:
            gap = body[m.end : start]
            if (gap.startswith(_TIED) or ADJECTIVE.search(m.text)) and _POSSESSIVE.fullmatch(gap):
                return m.country
            if len(m.text) == 1 and len(gap) < 16 and not _PARTICLE.search(gap):
                return m.country
        m = self.names[i] if i < len(self.names) else None
        if m and m.kind == "place" and m.country and m.start >= end and m.start - end < 32:
            gap = body[end : m.start]
            if (_SEATED.fullmatch(gap) and gap.strip() not in ("in", "")) or gap in ("（", "(", "（米", " ("):
                return m.country
        return None

    def town(self, body: str, end: int) -> bool:
        """Whether nothing but a comma parts it from a place: "Kawatana, Nagasaki prefecture"."""
        if body[end : end + 2] != ", ":
            return False
        i = bisect_left(self.starts, end + 2)
        return i < len(self.names) and self.names[i].start == end + 2 and self.names[i].kind == "place"


def unlisted(layout: Layout, listed: Listed) -> list[Name]:
    """The names of an article that no list knows, in order; of a list without end the first."""
    body = layout.body
    japanese = not body.isascii() and _KANA_SIGN.search(body) is not None
    names: dict[str, Name] = {}
    headings: dict[int, bool] = {}
    for start, end, kin in sorted([*_latin(body, listed), *(_japanese(body, listed) if japanese else ())]):
        key = LEGAL.sub("", body[start:end]).replace("&amp;", "&")
        if key not in names:
            line = layout.line(start)
            if line.start not in headings:
                headings[line.start] = line.noise or _heading(body, line)
            if headings[line.start]:
                continue
            if len(names) == _MOST:
                break
            names[key] = Name(body[start:end], japanese, [], kin, kin is not None)
        if len(names[key].spans) < _MOST_SPANS:
            names[key].spans.append((start, end))
    _join(body, names, listed)
    for name in names.values():
        name.country = name.country or _country(body, listed, name)
    return list(names.values())


Run = tuple[int, int, str | None]  # start, end, country of the listed company that it begins with


def _latin(body: str, listed: Listed) -> Iterator[Run]:
    for run in islice(_RUN.finditer(" " + body), _MOST_RUNS):
        if run[1] in _ALONE_PLAIN:
            continue  # most runs are the first word of a sentence
        start, end = run.start(1) - 1, run.end(1) - 1
        over = listed.over(start, end)
        if len(over) == 1 and over[0].start <= start and over[0].end >= end:
            continue  # and most of the others a name that is listed
        others = [m for m in over if m.kind != "place"]
        if others and not _extends(body, others, start, end):
            continue
        if (
            not others
            and over
            and over[0].start == start
            and (over[0].end >= end or ADJECTIVE.search(over[0].text))
        ):
            start = over[0].end + 1
        piece = _trimmed(body, start, end, listed) if start < end else None
        if piece is None or (over and any(m.start <= piece[0] and m.end >= piece[1] for m in over)):
            continue
        legal = LEGAL.match(body, piece[1])
        first = start if others else piece[0]  # of "Tokyo Gas Renewables" all is the name
        yield first, legal.end() if legal else piece[1], others[0].country if others else None


def _extends(body: str, listed: list[Mention], start: int, end: int) -> bool:
    """Whether a run is a listed company's name with more of a name behind it: Sumitomo Electric Lightwave."""
    first = listed[0]
    if len(listed) > 1 or first.start != start or first.end >= end or first.kind != "company":
        return False
    rest = body[first.end : end].strip().removeprefix("& ").removeprefix("&amp; ")
    return rest.rpartition(" ")[2] in TAILS and not LEGAL.fullmatch(" " + rest)


def _trimmed(body: str, start: int, end: int, listed: Listed) -> tuple[int, int] | None:
    """A run of capitals without the words at its ends that are no part of a name; None if nothing is left."""
    if " " not in body[start:end]:
        return _alone(body[start:end], start, listed)
    spans = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", body[start:end])]
    said = [body[slice(*s)] for s in spans]
    plain = [
        (word in CAPITALISED or s[0] in listed.things) and not _of_place(listed, s)
        for word, s in zip(said, spans, strict=True)
    ]
    low, high = 0, len(spans)
    office = next((i for i, word in enumerate(said) if word.strip(".") in OFFICES), None)
    if office is not None:
        if office < high - 1:
            return None  # a person
        high = office
    called = said[low] in _CALLED_AFTER
    if called and not (
        LEGAL.match(body, end)
        or LEGAL.match(body, spans[-2][1])
        or (said[low] in _LAND and said[-1] in TAILS and spans[-1][0] not in listed.things)
    ):
        return None
    while low < high and (
        said[low] in _OPENERS or (plain[low] and not called and (high - low == 1 or said[low] not in TAILS))
    ):
        low += 1
    while low < high and plain[high - 1] and said[high - 1] not in TAILS:
        high -= 1
    kept = range(low, high)
    if len(kept) < _GENERIC and all(said[i] in TAILS or plain[i] for i in kept):
        return None
    first, last = spans[low][0], spans[high - 1][1]
    return None if last - first < 3 or LEGAL.fullmatch(", " + body[first:last]) else (first, last)


def _of_place(listed: Listed, span: tuple[int, int]) -> bool:
    """Whether a word is part of a place's longer name: South Carolina Electric & Gas."""
    return any(m.kind == "place" and (m.start, m.end) != span for m in listed.over(*span))


def _alone(word: str, start: int, listed: Listed) -> tuple[int, int] | None:
    """The same for a single word, which most runs are."""
    usual = word in CAPITALISED or word in TAILS or start in listed.things or word.strip(".") in OFFICES
    if usual or len(word) < 3 or word in _OPENERS or LEGAL.fullmatch(", " + word):
        return None
    return start, start + len(word)


def _japanese(body: str, listed: Listed) -> Iterator[Run]:
    for run in islice(_KANA.finditer(body), _MOST_RUNS):
        start, end = run.start(), run.start() + len(run[0].rstrip("・＝"))
        over = listed.over(start, end)
        firm = _FIRM.match(body, end) is not None  # ソーラー・パワー・パートナーズ社
        if not over and (firm or not _plain(body[start:end])) and (firm or start not in listed.things):
            whole = listed.ending(start)  # 東芝ニュークリア・エナジー・システムズ
            house = body.endswith(_HOUSES, max(0, start - 2), start)
            first = whole.start if whole else start - 2 * house
            yield first, end, whole.country if whole else "JP" if house else None
        elif (
            len(over) == 1
            and over[0].start == start
            and over[0].kind == "company"
            and end - over[0].end > 2
            and body[over[0].end : end] != "グループ"
        ):
            yield start, end, over[0].country
    for stop in islice(_JP_END.finditer(body), _MOST_RUNS):
        m = _JP_NAME.search(body, max(0, stop.start() - 12), stop.start())
        if (
            m
            and not _JP_PLAIN.search(m[0])
            and m[0] not in LOANWORDS
            and not listed.over(m.start(), stop.end())
        ):
            yield m.start(), stop.end(), None
    for m in islice(_KABU.finditer(body), _MOST):
        if not listed.over(m.start(1), m.end(1)):
            yield m.start(1), m.end(1), None


_AROUND = re.compile(
    rf"[A-Za-zＡ-Ｚａ-ｚ0-9０-９&＆]*([ァ-ヴー・＝]+)(?:[A-ZＡ-Ｚ]{{2,4}})?(?:{_KANJI_ENDS})?"
)
_HOUSES = ("三井", "三菱", "住友")  # no companies by themselves, but of a company's name
_LOAN = 12  # code points of the longest plain word that is looked for


def _plain(text: str) -> bool:
    """Whether a run of katakana is made of plain words: データセンター, フェーズII, クラウドサービス."""
    run = _AROUND.fullmatch(text)
    core = run[1] if run else text
    if core in LOANWORDS:
        return True
    ends = [0]
    for end in range(2, len(core) + 1):
        if any(end - start <= _LOAN and core[start:end] in LOANWORDS for start in ends):
            ends.append(end)
    return ends[-1] == len(core)


def _heading(body: str, line: Line) -> bool:
    """Whether most words of the line are capitalised, so that a capital says nothing."""
    if line.end - line.start > 200 or body[line.end - 1 : line.end] in tuple('.?"”'):
        return False
    if not body.isascii() and _KANA_SIGN.search(body, line.start, line.end):
        return False
    said = re.findall(r"[A-Za-z][\w'’-]{3,}", body[line.start : line.end])
    return len(said) > 3 and sum(w[0].isupper() for w in said) > 0.6 * len(said)


def _join(body: str, names: dict[str, Name], listed: Listed) -> None:
    """Puts short names to the long ones that they stand for (Nexx to Nexx Systems, IDT to what stands before
    its bracket) and drops those of listed companies."""
    by_end = {end: name for name in names.values() for _, end in name.spans}
    longer: dict[str, Name] = {}
    for key, name in names.items():
        if " " in key and name.text.rpartition(" ")[2].strip(".") in TAILS:
            longer.setdefault(key.partition(" ")[0], name)
            longer.setdefault(_initials(key), name)
        elif name.japanese and (opening := _OPENING.match(key)) and not _arm(body, name):
            longer.setdefault(opening[0], name)
    for key in [key for key in names if " " not in key]:
        name = names[key]
        if key in listed.short or any(_follows(body, listed, start) for start, _ in name.spans):
            del names[key]
            continue
        openings = (_ALIAS.search(body, max(0, start - 16), start) for start, _ in name.spans)
        called = next((by_end[m.start()] for m in openings if m and m.start() in by_end), None)
        whole = called or longer.get(key)
        if whole is not None and whole is not name:
            whole.spans = sorted([*whole.spans, *names.pop(key).spans])


def _arm(body: str, name: Name) -> bool:
    """Whether a name is said to be a subsidiary's: what it begins with is its owner's."""
    return any(body.endswith(_ARMS, max(0, start - 5), start) for start, _ in name.spans)


def _initials(text: str) -> str:
    """Osaka Gas USA: OGUSA."""
    return "".join(w if w.isupper() else w[0] for w in text.split() if w[0].isupper())


def _follows(body: str, listed: Listed, start: int) -> bool:
    """Whether a short name only follows a listed company's as its abbreviation or ticker."""
    opening = _ALIAS.search(body, max(0, start - 16), start)
    at = opening.start() if opening else start - 1
    if opening is None and not (body[at : at + 1] == " " and _TICKER.match(body, start)):
        return False
    return any(m.kind == "company" for m in listed.over(at - 1, at))


def _country(body: str, listed: Listed, name: Name) -> str:
    """Whose company it is: as the text says; else one with a Japanese name is Japanese, others American."""
    for start, end in name.spans[:LOOKED_AT]:
        if FOREIGN.match(body, end):
            return "XX"
        inside = next((m.country for m in listed.over(start, end) if m.value == "country"), None)
        if said := inside or listed.seat(body, start, end):
            return said
    own = re.search("[一-龥]", name.text) or _ROMAJI.fullmatch(name.text.split(" ")[0])
    return "JP" if own else "US"
