"""Articles from a file: JSON lines, or one plain text whose first line is the title."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from sokuho import codec
from sokuho.errors import ConfigError
from sokuho.model import Article

_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


def read_records(name: str) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file of JSON lines, or of standard input for "-".

    Raises ConfigError with the line where a line is no JSON object, and where the file can't be read.
    """
    for number, line in enumerate(_load(name).splitlines(), 1):
        if line.strip():
            yield _record(line, name, number)


def read_articles(name: str) -> Iterator[Article]:
    """The articles of a file of JSON lines or of one text file; "-" is standard input.

    A JSON line needs "title" or "text"; id, url, summary, lang, source, published and fetched may be
    absent. A text's first line is the title. Raises ConfigError with the line of what can't be used.
    """
    data = _load(name)
    bare = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    lines = Path(name).suffix in (".jsonl", ".ndjson", ".json")
    if not bare and (lines or name == "-"):
        return  # a stream without articles
    if not lines and not bare.startswith(b"{"):
        yield _from_text(data, name)
        return
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip(b"\xef\xbb\xbf \t\r"):
            yield article_of(_record(line, name, number), f"{name}:{number}")


def article_of(record: Mapping[str, Any], where: str = "") -> Article:
    """An article from plain data, with what is absent filled in. Raises ConfigError naming the field."""
    for field in ("id", "url", "title", "text", "summary", "lang", "source", "published", "fetched"):
        if not isinstance(record.get(field) or "", str):
            raise ConfigError(f"{field!r} is not a string", path=where)
    title, text = record.get("title") or "", record.get("text") or ""
    if not title and not text:
        raise ConfigError("an article needs a 'title' or a 'text'", path=where)
    published = _time(record, "published", where) or _NO_TIME
    return Article(
        id=record.get("id") or where or "article",
        url=record.get("url") or record.get("source_url") or "",
        title=title,
        summary=record.get("summary"),
        text=text,
        lang=record.get("lang") or language_of(title + text),
        source=record.get("source") or "",
        published=published,
        fetched=_time(record, "fetched", where) or published,
    )


def language_of(text: str) -> str:
    """ "ja" where kana stand in the first 2,000 code points, else "en"."""
    return "ja" if any("\u3041" <= c <= "\u30fa" for c in text[:2000]) else "en"


def _from_text(data: bytes, name: str) -> Article:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise ConfigError(f"not UTF-8 (byte {e.start}): save the file as UTF-8", path=name) from e
    title, _, rest = text.replace("\r\n", "\n").strip().partition("\n")
    return article_of({"id": Path(name).stem, "title": title.strip(), "text": rest.strip()}, name)


def _record(line: bytes, name: str, number: int) -> dict[str, Any]:
    try:
        record = orjson.loads(line.lstrip(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as e:
        raise ConfigError(f"not JSON: {e}", path=name, line=number) from e
    if not isinstance(record, dict):
        raise ConfigError("not a JSON object", path=name, line=number)
    return record


def _load(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as e:
        raise ConfigError(e.strerror or str(e), path=name) from e


def _time(record: Mapping[str, Any], field: str, where: str) -> datetime | None:
    value = record.get(field)
    if not value:
        return None
    try:
        return codec.parse_time(value)
    except ValueError as e:
        raise ConfigError(f"{field}: {e}", path=where) from e
