"""The dates of feeds, as they are found: RFC 822, ISO 8601, epoch seconds, Japanese forms.

feedparser reads "JST" and "CEST" as UTC and Japanese dates as the first of the month, so the written
date is read here, and feedparser's reading serves only where this fails.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

JST = timezone(timedelta(hours=9), "JST")

#: hours east of Greenwich of the zone names that feeds use; ambiguous ones as in US news (CST, IST left out)
_ZONES = {
    **{"UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MET": 1},
    **{"CEST": 2, "MEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "SGT": 8, "HKT": 8, "AWST": 8, "PHT": 8},
    **{"JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13},
    **{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7},
    **{"AKST": -9, "AKDT": -8, "HST": -10, "AST": -4, "ADT": -3},
}
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_JAPANESE = re.compile(
    r"(?:(?P<era>令和|平成|昭和)\s*(?P<eray>\d{1,2}|元)|(?P<year>\d{4}))\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"
    r"(?:\s*[(][^)]{1,3}[)])?"
    r"(?:\s*(?P<half>午前|午後|AM|PM)?\s*(?P<hour>\d{1,2})\s*(?:時\s*(?:(?P<minute>\d{1,2})\s*分)?|:(?P<minute2>\d{2}))(?::?\s*(?P<second>\d{2})\s*秒?)?)?"
)
_NUMERIC = re.compile(
    r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})"
    r"(?:[T ]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<zone>Z|[A-Za-z]{1,5}|[+-]\d{2}:?\d{2}|[+-]\d{2})?\s*$"
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?$")
_OFFSET = re.compile(r"\b(?:GMT|UTC)([+-])(\d{1,2})(?::?00)?\b")
_SIGNED = re.compile(r"[+-]\d{4}$")
_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(hours=24)


def read_date(text: str, language: str = "en") -> datetime | None:
    """A written date as UTC, or None. Without a zone it is Japanese time in Japanese feeds, else UTC.

    >>> read_date("Tue, 04 Nov 2025 10:00:00 JST").isoformat()
    '2025-11-04T01:00:00+00:00'
    >>> read_date("令和7年11月4日 午後3時05分").isoformat()
    '2025-11-04T06:05:00+00:00'
    """
    text = unicodedata.normalize("NFKC", text).strip()[:80]
    home = JST if language == "ja" else UTC
    try:
        found = _epoch(text) or _japanese(text) or _numeric(text, home) or _rfc822(text, home)
        return found.astimezone(UTC) if found else None
    except (ValueError, OverflowError):
        return None


def plausible(when: datetime | None, now: datetime) -> datetime | None:
    """The date if a news item may carry it; up to a day ahead (zones mixed up) counts as now, else None."""
    if when is None or not _EARLIEST <= when <= now + _AHEAD:
        return None
    return min(when, now)


def _epoch(text: str) -> datetime | None:
    if not _EPOCH.match(text):
        return None
    value = float(text)
    return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)


def _japanese(text: str) -> datetime | None:
    m = _JAPANESE.search(text)
    if not m:
        return None
    in_era = 1 if m["eray"] == "元" else int(m["eray"] or 0)
    year = _ERAS[m["era"]] + in_era if m["era"] else int(m["year"])
    hour = int(m["hour"] or 0)
    if m["half"] in ("午後", "PM") and hour < 12:
        hour += 12
    day = datetime(year, int(m["month"]), int(m["day"]), tzinfo=JST)
    # "24時" and later hours are the night that belongs to the day before
    return day + timedelta(
        hours=min(hour, 30), minutes=int(m["minute"] or m["minute2"] or 0), seconds=int(m["second"] or 0)
    )


def _numeric(text: str, home: timezone) -> datetime | None:
    m = _NUMERIC.match(text)
    if not m:
        return None
    zone = _zone(m["zone"]) if m["zone"] else home
    day = datetime(int(m["year"]), int(m["month"]), int(m["day"]), tzinfo=zone or home)
    hours, minutes, seconds = (int(m[k] or 0) for k in ("hour", "minute", "second"))
    return day + timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _rfc822(text: str, home: timezone) -> datetime | None:
    text = _OFFSET.sub(lambda m: f"{m[1]}{m[2]:0>2}00", text)
    words = text.replace("(", " ").replace(")", " ").split()
    named = next((w for w in reversed(words[1:]) if w.upper() in _ZONES), None)
    if named:
        words.remove(named)
    parsed = parsedate_tz(" ".join(words))
    if parsed is None:
        return None
    # parsedate_tz takes a missing zone for UTC, so its offset counts only where one is written
    if any(_SIGNED.match(w) for w in words[1:]):
        zone = timezone(timedelta(seconds=parsed[9] or 0))
    else:
        zone = timezone(timedelta(hours=_ZONES[named.upper()])) if named else home
    day = datetime(parsed[0], parsed[1], parsed[2], tzinfo=zone)
    return day + timedelta(hours=parsed[3], minutes=parsed[4], seconds=parsed[5])


def _zone(written: str) -> timezone | None:
    if written[0] in "+-":
        digits = written[1:].replace(":", "").ljust(4, "0")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        return timezone(timedelta(minutes=-minutes if written[0] == "-" else minutes))
    hours = _ZONES.get(written.upper())
    return timezone(timedelta(hours=hours)) if hours is not None else None
