"""When a project starts: dates that a sentence ties to opening, operation, production or supply.

A date belongs to the nearest word that says what happens then. Dates of ground-breaking, signing or
decision are left out, because readers ask when a plant runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sokuho.reading.text import Folded, fold, sentences

# A date and its word stand in one sentence and no further apart than this many characters.
REACH = 70
JA_REACH = 36
FIRST_YEAR, LAST_YEAR = 1990, 2079


@dataclass(frozen=True, slots=True)
class Start:
    """A date of start. `text` is its plain form: "2028", "May 2027", "fiscal year 2030", "mid-2026",
    "2030s"; [start, end) is where it stands in the text as given."""

    text: str
    year: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Date:
    text: str
    year: int
    start: int
    end: int


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_MONTH = {name[:3].lower(): name for name in _MONTHS}
_EN_DATE = re.compile(
    r"(?:(?P<month>\b(?:Jan(?:uary)?|Feb(?:ruary)?|March|Mar|April|Apr|May|June?|July?|Aug(?:ust)?|"
    r"Sept(?:ember)?|Sep|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.? (?:[0-9]{1,2}(?:st|nd|rd|th)?, ?|of )?)"
    r"|(?P<fiscal>\b(?:fiscal(?: year)?|FY) ?)|(?P<mid>\b[Mm]id[- ])|(?<![0-9.,$€£¥/-]))"
    r"(?P<year>(?:19|20)[0-9]{2})(?P<decade>s\b)?"
    r"(?![0-9年]|,[0-9]{3}|\.[0-9]| ?(?:yen|MW|GW|million|billion))"
)
_JA_DATE = re.compile(
    r"令和(?P<reign>[0-9]{1,2}|元)年(?P<reign_fiscal>度)?"
    r"|(?<![0-9.,])(?P<year>(?:19|20)[0-9]{2}|[1-7][0-9])年(?P<fiscal>度)?(?P<decade>代)?(?:1?[0-9]月)?"
    r"(?![間前後目分物産]|以内|以上|連続|ぶり|余|超|の歴史|契約|債)"
    r"|(?P<next>再来年|来年|今年|本年|年内|翌年)(?P<next_fiscal>度)?(?:1?[0-9]月)?"
    r"|(?<![0-9年~・])(?P<month>1[0-2]|[1-9])月(?=[にかまご末中上下頃])"
)
_HINT = re.compile(r"[12年月](?:(?<=1)9|(?<=2)0|(?<=[年月]))")  # no date without one of these
# Words of starting, and words of other things that dates are given for.
_BEGIN = r"(?:start|begin|began|begun|commenc|launch|resum)\w*"
_EN_STARTING = rf"""start(?:ing|s|ed)?[- ]?up|startup|operational|operating|in(?:to)? operation
in(?:to)? service
{_BEGIN} (?:\w+ ){{0,3}}?(?:operat|produc|deliver|suppl|ship|serv|generat|export|output|volume|mass)\w*
operations? (?:\w+ ){{0,5}}?(?:start|begin|commence|expected|scheduled|due)\w*|commercial operations?
on ?line|on[- ]stream|go(?:es)? live|commission(?:ed|ing)?|complet(?:e|es|ed|ion)|finish(?:ed)?
open(?:s|ed|ing)?|ready|running|be built|energi[sz]ed|from around
first (?:power|gas|LNG|cargo|deliver\w+|shipments?|production|unit|reactor|tape-outs?)
(?:mass|full|volume|commercial) production|deliver(?:y|ies|ed)|shipments?
suppl(?:y|ies) (?:\w+ )?(?:start|begin)\w*"""
_EN_OTHER = r"""construction|ground|groundbreaking
(?:works?|build\w*|digging|drilling) (?:to )?(?:begin|start)
final investment decision|FID|investment decision|sign(?:ed|ing)|agree(?:d|ment)|announced|clos(?:ing|e|ed)
acquir\w+|bought|purchased|founded|established|approv\w+|permit\w*|licen[cs]\w+|since|record|compared
revenue|profit|contract|published|copyright|demand|forecast"""
_EN_CUES = re.compile(
    rf"\b(?:(?P<yes>{_EN_STARTING})|(?P<no>{_EN_OTHER}))\b".replace("\n", "|"),
    re.I,
)
_JA_CUES = re.compile(
    r"(?P<yes>稼[働動]|操業|運転(?!資金)|運開"
    r"|(?:生産|製造|量産|出荷|供給|納入|発電|送電|輸出|引き渡し|提供|サービス|販売|営業|調達|受け入れ)[をがの]?(?:開始|始|スタート)"
    r"|量産|竣[工功]|完成|完工|開業|開所|開設|供用|引き取り|動[きくかけ]|できる|できあがる|出来上がる|引き上げ|本格化|実用化)"
    r"|(?P<no>着工|起工|造成|着手|投資決定|FID|契約|調印|署名|合意|発表|設立|買収|取得|締結|認可|承認|公表|決算|比)"
)


def find_starts(text: str | Folded, published: date | None = None) -> list[Start]:
    """Dates of start in `text`, in order. `published` settles "来年" and months without a year;
    without it these are left out."""
    folded = text if isinstance(text, Folded) else fold(text)
    found: list[Start] = []
    if not _HINT.search(folded.text):
        return found
    for start, end in sentences(folded.text):
        if not _HINT.search(folded.text, start, end):
            continue
        for d in _in_sentence(folded.text[start:end], published):
            found.append(Start(d.text, d.year, folded.start(start + d.start), folded.end(start + d.end)))
    return found


def _in_sentence(part: str, published: date | None) -> Iterable[_Date]:
    if len(part) > 4000:
        return []
    japanese = "年" in part or "月" in part
    dates = list(_japanese_dates(part, published) if japanese else _english_dates(part))
    if not dates:
        return []
    cues = [
        (m.start(), m.end(), m.lastgroup == "yes")
        for m in (_JA_CUES if japanese else _EN_CUES).finditer(part)
    ]
    reach = JA_REACH if japanese else REACH
    return [d for d in dates if _starts(part, d, cues, reach, ahead=japanese)]


def _starts(part: str, d: _Date, cues: list[tuple[int, int, bool]], reach: int, *, ahead: bool) -> bool:
    """Whether the cue nearest to the date is one of starting. Japanese names the act after the date,
    English more often before it; a comma in between sets them apart."""
    best: tuple[int, bool] | None = None
    for start, end, yes in cues:
        if start >= d.end:
            distance = (start - d.end) * (1 if ahead else 2)
            between = part[d.end : start]
        elif end <= d.start:
            distance = (d.start - end) * (2 if ahead else 1)
            between = part[end : d.start]
        else:
            continue
        distance += 12 * sum(map(between.count, ",;、"))
        if distance <= reach and (best is None or distance < best[0]):
            best = (distance, yes)
    return best is not None and best[1]


def _english_dates(part: str) -> Iterable[_Date]:
    for m in _EN_DATE.finditer(part):
        year = int(m["year"])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            continue
        text = m["year"]
        if m["decade"]:
            text += "s"
        elif m["fiscal"]:
            text = f"fiscal year {text}"
        elif m["month"]:
            text = f"{_MONTH[m['month'][:3].lower()]} {text}"
        elif m["mid"]:
            text = f"mid-{text}"
        yield _Date(text, year, m.start(), m.end())


def _japanese_dates(part: str, published: date | None) -> Iterable[_Date]:
    for m in _JA_DATE.finditer(part):
        year = _japanese_year(m, published)
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            continue
        text = f"{year}s" if m["decade"] else str(year)
        if m["fiscal"] or m["reign_fiscal"] or m["next_fiscal"]:
            text = f"fiscal year {year}"
        yield _Date(text, year, m.start(), m.end())


def _japanese_year(m: re.Match[str], published: date | None) -> int | None:
    if m["reign"]:
        return 2018 + (1 if m["reign"] == "元" else int(m["reign"]))
    if m["year"]:
        return int(m["year"]) + (0 if len(m["year"]) == 4 else 2000)
    if published is None:
        return None
    if m["month"]:  # the nearest month of that name, before or after
        ahead = int(m["month"]) - published.month
        return published.year + (-1 if ahead > 6 else 1 if ahead < -6 else 0)
    return published.year + {"来年": 1, "翌年": 1, "再来年": 2}.get(m["next"], 0)
