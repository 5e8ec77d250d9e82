"""When a project starts: dates that a sentence ties to opening, operation, production or supply.

A date belongs to the nearest word that says what happens then. Dates of ground-breaking, signing or
decision are left out, because readers ask when a plant runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sokuho.reading.numbers import Run
from sokuho.reading.patterns import NO_WORD, choice, even, lower_case
from sokuho.reading.text import Folded, sentences

# A date and its word stand in one sentence and no further apart than this many characters.
REACH = 70
JA_REACH = 36
FIRST_YEAR, LAST_YEAR = 1990, 2079
# No more dates of one text are looked at.
MAX_DATES = 300


class Start(NamedTuple):
    """A date, of a start unless it is still to be judged. `text` is its plain form: "2028", "May 2027",
    "fiscal year 2030", "mid-2026", "2030s"; [start, end) is where it stands."""

    text: str
    year: int
    start: int
    end: int


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_MONTH = {name[:3].lower(): name for name in _MONTHS}
# A year as it stands in a sentence: no amount, no size. One class first, which the scan can look for.
YEAR = re.compile(
    r"[12](?<![\d.,$¥万億兆].)(?:(?<=1)9|(?<=2)0)\d\d(?!\d|,\d|[万億兆キメギトド円平人社件台基]|[ -]?[kMG]W)"
)
# Years begin where a run of digits does; what stands before them is looked at then.
_EN_YEAR = re.compile(
    r"[12][09][0-9]{2}(?P<decade>s\b)?(?![0-9年]|,[0-9]{3}|\.[0-9]| ?(?:yen|MW|GW|million|billion))"
)
# The same class first again; a letter begins a word.
_EN_BEFORE = re.compile(
    r"[JFMASONDfm0-9.,$€£¥/-](?:(?P<other>(?<=[0-9.,$€£¥/-]))|(?<!\w.)(?:(?P<month>(?:(?<=J)(?:an(?:uary)?|une?|uly?)"
    r"|(?<=F)eb(?:ruary)?|(?<=M)(?:arch|ar|ay)|(?<=A)(?:pril|pr|ug(?:ust)?)|(?<=S)ep(?:t(?:ember)?)?"
    r"|(?<=O)ct(?:ober)?|(?<=N)ov(?:ember)?|(?<=D)ec(?:ember)?)\.? (?:[0-9]{1,2}(?:st|nd|rd|th)?, ?|of )?)"
    r"|(?P<fiscal>(?:(?<=f)iscal(?: year)?|(?<=F)Y) ?)|(?P<mid>(?<=[Mm])id[- ])))\Z"
)
# "HOUSTON, Jan. 9, 2026 (Business Wire)", "Tokyo, July 18, 2024 - ": the day on which a release is dated.
_DAY = re.compile(r"\d,? ?\Z")
_SIGNED = re.compile(r" ?(?:[-–—|]|/PR|\([A-Z])")
_JA_DATE = re.compile(
    r"令和(?P<reign>[0-9]{1,2}|元)年(?P<reign_fiscal>度)?"
    r"|(?<![0-9.,])(?P<year>(?:19|20)[0-9]{2}|[1-7][0-9])年(?P<fiscal>度)?(?P<decade>代)?(?:1?[0-9]月)?"
    r"(?!度?(?:1?[0-9]月)?末?まで(?![にのを])|[間前後目分物産]|以内|以上|連続|ぶり|余|超|の歴史|契約|債)"
    r"|(?P<next>再来年|来年|今年|本年|年内|翌年)(?P<next_fiscal>度)?(?:1?[0-9]月)?"
    r"|(?<![0-9年~・])(?P<month>1[0-2]|[1-9])月(?=[にかまご末中上下頃])"
)
_JA_SIGN = re.compile("[年月]")
# Words of starting, and words of other things that dates are given for.
_BEGIN = r"(?:start|begin|began|begun|commenc|launch|resum)\w*"
_EN_STARTING = rf"""start(?:ing|s|ed)?[- ]?up|startup|operational|in(?:to)? operation
operating(?! (?:profit|income|loss|margin|expense|cost|cash))
in(?:to)? service|enter(?:s|ed|ing)? (?:commercial )?(?:service|operations?)
{_BEGIN} (?:\w+ ){{0,3}}?(?:operat|produc|deliver|suppl|ship|serv|generat|export|output|volume|mass)\w*
operations? (?:\w+ ){{0,5}}?(?:start|begin|commence|expected|scheduled|due)\w*|commercial operations?
operations? (?:\w+ ){{0,5}}?(?:target|plan|slated|aimed|eyed|set)\w*
(?:start|launch|opening)(?: date)?(?=:? (?:early |late |mid-?|fy ?|[a-z]+ )?20[0-9][0-9])
operations? (?:from|in|by|as early as)
start(?:s|ing)? (?:in|from|by|around)|in-service|generating|turning|run(?:s)? from
(?:should|will|to) run(?! (?:until|till|through|to|for)\b)
on ?line|on[- ]stream|go(?:es)? live|commission(?:ed|ing)?|complet(?:e|es|ed|ion)|finish(?:ed)?
open(?:s|ed|ing)?(?![ -]end)|ready|running|be built|energi[sz]ed|from around
handover|energi[sz]ation
first (?:power|gas|oil|fire|steam|lng|cargo|deliver\w+|shipments?|production|unit|reactor|tape-outs?)
(?:mass|full|full-scale|volume|commercial) production|deliver(?:y|ies|ed)|shipments?
suppl(?:y|ies) (?:\w+ )?(?:start|begin)\w*|switch(?:ed|es)? on|cod
produc(?:e|tion|ing) (?:\w+ ){{0,3}}?(?:start|begin)\w*|(?:power|electricity|gas) (?:will |is to )?flows?"""
_EN_OTHER = rf"""construction (?:\w+ ){{0,4}}?{_BEGIN}(?: in| by| from)?|construction|ground|groundbreaking
(?:works?|build\w*|digging|drilling|hiring|talks) (?:to |is to )?(?:begin|start)(?:s|ing)?(?: in| from)?
final investment decision|fid|investment decision|sign(?:ed|ing)|agree(?:d|ment)|announced|clos(?:ing|e|ed)
acquir\w+|bought|purchased|founded|established|approv\w+|permit\w*|licen[cs]\w+|since|record|compared
revenue|profit|contract|published|copyright|demand|forecast"""
_EN_CUES = re.compile(
    rf"{NO_WORD}(?:(?P<yes>{choice(lower_case(_EN_STARTING))})|(?P<no>{choice(lower_case(_EN_OTHER))}))\b"
)
_JA_CUES = re.compile(
    r"(?P<yes>稼[働動]|操業|運転(?!資金)|運開"
    r"|(?:生産|製造|量産|出荷|供給|納入|発電|送電|輸出|輸入|引き渡し|受け取り|提供|サービス|販売|営業|調達|受け入れ)"
    r"(?:[をがの]?(?:開始|始|スタート)|は(?=[0-9]{2,4}年[度内中春夏秋冬末]?(?:[0-9]{1,2}月)?末?(?:ごろ|頃)?"
    r"(?:から|とな|にな|に(?:開始|始)|の(?:予定|見)|を(?:予定|見|目指)|[。\n])))"
    r"|から(?:電力|電気|ガス|LNG)を(?:供給|送)|から[^、。0-9]{0,12}(?:出荷|供給|輸[出入]|生産|納入)(?:する|し)"
    r"|(?:契約)?期間は(?=20[0-9]{2}年(?:度|[0-9]{1,2}月)?から)"
    r"|立ち上が|立ち上げ|再出発|再開|(?:本格|フル)生産"
    r"|量産|竣[工功]|完成|完工|開業|開所|開設|供用|引き取り|動[きくかけ]|できる|できあがる|出来上がる|引き上げ|本格化|実用化)"
    r"|(?P<no>着工|起工|造成|着手|(?:建設|工事)[をがの]?(?:工事)?(?:を?開始|を?始)|投資決定|FID|契約|調印|署名|合意|発表|設立|買収|取得|締結|認可|承認|公表|決算|比)"
)


def find_starts(folded: Folded, published: date | None) -> list[Start]:
    """Dates of start, in order. `published` settles "来年" and months without a year; without it these are
    left out. Years before the one before publication are history, not starts."""
    text = folded.text
    dates = [(d, False) for d in _english_dates(text, folded.runs)]
    if "年" in text or "月" in text:
        dates += [(d, True) for d in _japanese_dates(text, published)]
        dates.sort(key=lambda found: found[0].start)
    earliest = max(FIRST_YEAR, published.year - 1 if published else 0)
    return [
        d
        for d, japanese in dates[:MAX_DATES]
        if earliest <= d.year <= LAST_YEAR and _starts(text, d, japanese)
    ]


def _starts(text: str, d: Start, japanese: bool) -> bool:
    """Whether the cue nearest to the date, in its sentence, is one of starting. Japanese names the act
    after the date, English more often before it; a comma in between sets them apart."""
    reach = JA_REACH if japanese else REACH
    low, high = _around(text, d, reach)
    cues = _cues(text, low, high, _JA_CUES if japanese else _EN_CUES)
    if True not in [yes for _, _, yes in cues]:
        return False
    for start, end in sentences(text[low:high]):
        if low + start <= d.start < low + end:
            low, high = low + start, low + end
            break
    near = [
        (far, yes)
        for start, end, yes in cues
        if low <= start and end <= high and (far := _distance(text, d, start, end, japanese)) <= reach
    ]
    return min(near, key=lambda cue: cue[0], default=(0, False))[1]


def _cues(text: str, low: int, high: int, pattern: re.Pattern[str]) -> list[tuple[int, int, bool]]:
    """(start, end, whether of starting) of the cues between two offsets; English ones are sought in lower
    case and with the character before them."""
    near = text[low - 1 : high] if low else " " + text[:high]
    if pattern is _EN_CUES:
        near = even(near)
    found = []
    for m in pattern.finditer(near):
        name = m.lastgroup or ""
        found.append((m.start(name) + low - 1, m.end() + low - 1, name == "yes"))
    return found


def _around(text: str, d: Start, reach: int) -> tuple[int, int]:
    """The stretch of the line around a date that its cue may stand in."""
    low, high = max(0, d.start - reach), min(len(text), d.end + reach)
    low = max(low, text.rfind("\n\n", low, d.start), text.rfind("。", low, d.start))
    for mark in ("\n\n", "。"):
        end = text.find(mark, d.end, high)
        high = end if end >= 0 else high
    return low, high


_NEXT = 30  # code points that a cue behind "and" is further away


def _distance(text: str, d: Start, start: int, end: int, japanese: bool) -> int:
    if start >= d.end:
        far, between = (start - d.end) * (1 if japanese else 2), text[d.end : start]
        if between.startswith(" and "):  # "in May and start shipments in 2028": of the next date
            far += _NEXT
    elif end <= d.start:
        far, between = (d.start - end) * (2 if japanese else 1), text[end : d.start]
    else:
        return 1000
    return far + 12 * sum(map(between.count, ",;、"))


def _english_dates(text: str, runs: Sequence[Run]) -> Iterator[Start]:
    for start, end in runs:
        year = _EN_YEAR.match(text, start) if end - start >= 4 else None
        if year is None:
            continue
        before = _EN_BEFORE.search(text, max(0, start - 22), start)
        said = before.lastgroup if before else None
        if said == "other" or (text[start - 1 : start].isalpha() and said != "fiscal"):
            continue
        if before and before["month"] and _DAY.search(before["month"]) and _SIGNED.match(text, year.end()):
            continue
        written = text[start : start + 4]
        if year["decade"]:
            plain = f"{written}s"
        elif before and said == "month":
            plain = f"{_MONTH[before.group()[:3].lower()]} {written}"
        else:
            plain = {"fiscal": f"fiscal year {written}", "mid": f"mid-{written}"}.get(said or "", written)
        yield Start(plain, int(written), before.start() if before else start, year.end())


def _japanese_dates(text: str, published: date | None) -> Iterator[Start]:
    at = 0
    for sign in _JA_SIGN.finditer(text):
        low = max(at, sign.start() - 6)
        m = _JA_DATE.search(text, low, sign.end() + 8) if sign.start() >= at else None
        if m is None or m.start() > sign.start():
            continue
        at = m.end()
        year = _japanese_year(m, published)
        if year is None:
            continue
        plain = f"{year}s" if m["decade"] else str(year)
        if m["fiscal"] or m["reign_fiscal"] or m["next_fiscal"]:
            plain = f"fiscal year {year}"
        yield Start(plain, year, m.start(), m.end())


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
