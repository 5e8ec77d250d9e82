"""Feed bytes to plain values. feedparser does the reading; everything it hands on is cleaned here.

What comes out is text without markup, links that are http(s) or absent, dates as UTC or absent. What is
wrong with the document is said in the `Document`; nothing here raises for bad input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import feedparser

from sokuho.feeds import clean, encodings
from sokuho.feeds.dates import read_date

#: entries beyond these are left alone; a feed lists its newest first and none needs more
MAX_ENTRIES = 2000
_SHORT = 400
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_OPENING = re.compile(r"<(?:[a-z]+:)?(?:item|entry)[\s>/]", re.I)
_CLOSED = re.compile(r"</(?:[a-z]+:)?(?:item|entry)\s*>|<(?:[a-z]+:)?(?:item|entry)\b[^>]*/>", re.I)
_FINISHED = re.compile(r"</(?:[a-z]+:)?(?:rss|feed|rdf)\s*>", re.I)
_STRAY = re.compile(r"&(?!#\d+;|#[xX][0-9a-fA-F]+;|[A-Za-z][A-Za-z0-9]{0,31};)")
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]", re.I)
_HTML_TITLE = re.compile(r"<title[^<>]*>([^<]*)", re.I)
_LINK = re.compile(r"<link\b[^<>]*>", re.I)
_OF_FEED = re.compile(r"application/(?:rss|atom|rdf)\+xml", re.I)
_HREF = re.compile(r"href\s*=\s*[\"']([^\"']+)", re.I)
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the feed gave it, cleaned. `link` is absolute http(s) or None."""

    guid: str
    link: str | None
    title: str
    summary: str | None
    text: str
    published: datetime | None
    language: str


@dataclass(frozen=True, slots=True)
class Document:
    """What a body turned out to be.

    `version` is feedparser's ("rss20", "atom10", "rss10", ...) and empty where it is not a feed; then
    `instead` says what it is. `malformed` says what is wrong with the XML; `cut` is set where the end is
    missing (an entry cut in two is left out). `other_feeds`: feeds that an HTML page points to.
    """

    version: str
    title: str
    link: str | None
    entries: tuple[Entry, ...]
    encoding: str
    malformed: str | None = None
    cut: bool = False
    instead: str = ""
    other_feeds: tuple[str, ...] = ()


def parse(body: bytes, content_type: str, url: str, language: str) -> Document:
    """The document in `body`, fetched from `url`; `language` ("en", "ja") is the feed's usual one."""
    decoded, encoding = encodings.to_utf8(body, content_type, language)
    text = _CONTROL.sub("", decoded.decode("utf-8")).lstrip()
    if not _OPENING.search(text) and not re.search(r"<(?:[a-z]+:)?(?:rss|feed|rdf)\b", text, re.I):
        return _not_a_feed(text, url, encoding)
    text, cut = _whole_entries(_without_entities(text))
    text, repaired = _escape_stray_ampersands(text)
    parsed = feedparser.parse(
        text.encode(),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.version:
        return _not_a_feed(text, url, encoding)
    link = clean.web_link(_written(parsed.feed, "link"), url)
    return Document(
        version=parsed.version,
        title=clean.line(_written(parsed.feed, "title")),
        link=link,
        entries=tuple(_entries(parsed.entries, url, language)),
        encoding=encoding,
        malformed=_complaint(parsed) or ("an & that is not escaped" if repaired else None),
        cut=cut,
    )


def _without_entities(text: str) -> str:
    """No feed needs entities of its own, and hostile ones unfold to gigabytes."""
    start = text.find("<!DOCTYPE")
    if start < 0 or "<!ENTITY" not in text:
        return text
    end = text.find("]>", start)
    return text[:start] + (text[end + 2 :] if end > 0 else "")


def _whole_entries(text: str) -> tuple[str, bool]:
    """The text without an entry that was cut in two, and whether its end is missing.

    Half an entry would be taken for another article once the feed is whole again.
    """
    openings = [m.start() for m in _OPENING.finditer(text)]
    if len(openings) > MAX_ENTRIES:
        text, openings = text[: openings[MAX_ENTRIES]], openings[:MAX_ENTRIES]
        return text, False
    if not openings or _FINISHED.search(text, openings[-1]):
        return text, False
    return (text if _CLOSED.search(text, openings[-1]) else text[: openings[-1]]), True


def _escape_stray_ampersands(text: str) -> tuple[str, bool]:
    """The commonest mistake of all, put right outside CDATA: what is well-formed otherwise stays with
    the strict parser, which alone keeps every field."""
    first, *rest = text.split("<![CDATA[")
    parts, repairs = [], 0
    for i, part in enumerate([first, *rest]):
        inside, closing, outside = part.partition("]]>") if i else ("", "", part)
        fixed, n = _STRAY.subn("&amp;", outside)
        repairs += n
        parts.append(inside + closing + fixed)
    return "<![CDATA[".join(parts), repairs > 0


def _entries(raw: list[Any], base: str, language: str) -> Iterator[Entry]:
    for item in raw:
        entry = _entry(item, base, language)
        if entry.title or entry.link or entry.text or entry.summary:
            yield entry


def _entry(item: Any, base: str, language: str) -> Entry:
    guid = clean.line(_written(item, "id"))
    link = clean.web_link(_written(item, "feedburner_origlink") or _written(item, "link"), base)
    if link is None and guid.startswith(("http://", "https://")):
        link = clean.web_link(guid, base)
    summary = clean.plain(_written(item, "summary"))
    text = max((clean.plain(_written(c, "value")) for c in item.get("content", ())), key=len, default="")
    title = clean.line(_written(item, "title")) or clean.line(summary or text)[:120]
    if not text and len(summary) > _SHORT:
        summary, text = "", summary
    if text.startswith(summary.rstrip("…. ")) or summary == title:
        summary = ""
    return Entry(
        guid=guid,
        link=link,
        title=title,
        summary=summary or None,
        text=text,
        published=_published(item, language),
        language=_language(f"{title}\n{summary}\n{text[:2000]}", language),
    )


def _written(part: Any, name: str) -> str:
    """feedparser leaves None, or something else than text, where broken XML left nothing to read."""
    value = part.get(name)
    return value if isinstance(value, str) else ""


def _published(item: Any, language: str) -> datetime | None:
    for name in ("published", "updated", "created"):
        # feedparser answers with `updated` where `published` is missing, so look at what is really there
        if dict.__contains__(item, name):
            if found := read_date(_written(item, name), language):
                return found
            if parts := item.get(f"{name}_parsed"):
                try:
                    year, month, day, hour, minute = parts[:5]
                    return datetime(year, month, day, hour, minute, tzinfo=UTC)
                except ValueError:
                    continue
    return None


def _language(text: str, usual: str) -> str:
    """Kana make it Japanese; no Chinese character at all makes it English; else as the feed usually is."""
    if _KANA.search(text):
        return "ja"
    return usual if _HAN.search(text) else "en"


def _complaint(parsed: Any) -> str | None:
    if not parsed.bozo:
        return None
    return clean.line(str(parsed.get("bozo_exception", "not well-formed")))[:160]


def _not_a_feed(text: str, url: str, encoding: str) -> Document:
    title, others = "", []
    if not text.strip():
        instead = "an empty body"
    elif _HTML.search(text[:2000]):
        found = _HTML_TITLE.search(text[:50_000])
        title = clean.line(found[1])[:120] if found else ""
        instead = f"an HTML page titled {title!r}" if title else "an HTML page"
        links = (_HREF.search(tag) for tag in _LINK.findall(text[:200_000]) if _OF_FEED.search(tag))
        others = [w for m in links if m and (w := clean.web_link(m[1], url))]
    elif text[0] in "{[":
        instead = "JSON"
    else:
        instead = "no feed (RSS, RDF or Atom)"
    return Document("", title, None, (), encoding, instead=instead, other_feeds=tuple(others))
