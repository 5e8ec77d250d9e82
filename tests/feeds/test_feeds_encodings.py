from __future__ import annotations

import codecs
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokuho.feeds.encodings import decode, to_utf8
from sokuho.feeds.parse import parse

TITLE = "ＪＥＲＡ、米国でガス火力発電所を建設へ"
FEED = (
    "<?xml version='1.0'{}?><rss version='2.0'><channel><title>電力時報</title>"
    f"<item><title>{TITLE}</title><link>https://a.example/1</link></item></channel></rss>"
)
CODECS = ["utf-8", "shift_jis", "euc_jp", "iso2022_jp"]


def _title(body: bytes, content_type: str = "text/xml", language: str = "ja") -> str:
    (entry,) = parse(body, content_type, "https://a.example/feed", language).entries
    return entry.title


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_japanese_that_nothing_declares(codec: str, language: str) -> None:
    assert _title(FEED.format("").encode(codec), language=language) == TITLE


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("cp932", "Shift_JIS"),
        ("cp932", "Windows-31J"),
        ("euc_jp", "EUC-JP"),
        ("iso2022_jp", "ISO-2022-JP"),
        ("utf-16", "UTF-16"),
        ("gb18030", "GB2312"),
    ],
)
def test_declared_in_the_document_or_by_the_server(codec: str, name: str) -> None:
    assert _title(FEED.format(f" encoding='{name}'").encode(codec)) == TITLE
    assert _title(FEED.format("").encode(codec), f"text/xml; charset={name}") == TITLE


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("wrong", ["utf-8", "ISO-8859-1", "us-ascii", "EUC-JP", "Shift_JIS", "no-such-thing"])
def test_declared_wrongly(codec: str, wrong: str) -> None:
    assert _title(FEED.format(f" encoding='{wrong}'").encode(codec)) == TITLE
    assert _title(FEED.format("").encode(codec), f"text/xml; charset={wrong}") == TITLE


def test_the_vendor_characters_of_shift_jis() -> None:
    body = FEED.replace("ＪＥＲＡ", "①㈱日立～髙").format(" encoding='Shift_JIS'").encode("cp932")
    assert _title(body).startswith("①㈱日立～髙")


def test_windows_1252_in_english() -> None:
    title = "“Café” – €5"
    body = FEED.replace(TITLE, title).replace("電力時報", "Grid").format(" encoding='ISO-8859-1'")
    assert _title(body.encode("cp1252"), language="en") == title


def test_a_byte_order_mark_wins() -> None:
    body = codecs.BOM_UTF8 + FEED.format(" encoding='Shift_JIS'").encode("utf-8")
    assert _title(body) == TITLE


def test_a_few_wrong_bytes_do_not_change_the_encoding() -> None:
    body = FEED.format(" encoding='Shift_JIS'").encode("shift_jis").replace(b"https", b"\xff\xffhttps")
    assert _title(body) == TITLE


@pytest.mark.parametrize("codec", CODECS)
def test_a_character_cut_in_two_at_the_end(codec: str) -> None:
    body = FEED.format("").encode(codec)
    start = body[: len(body) // 2]
    for end in range(len(start) - 4, len(start)):
        text, _ = decode(start[:end], "", "ja")
        assert "電力時報" in text


@pytest.mark.parametrize(
    "codec", ["zlib", "bz2", "hex", "rot13", "punycode", "idna", "unicode_escape", "undefined"]
)
def test_codecs_that_are_no_encodings_are_not_used(codec: str) -> None:
    """A body may be 5 MB; through the zlib codec it could become 5 GB."""
    bomb = zlib.compress(b"x" * 10_000_000)
    for content_type in (f"text/xml; charset={codec}", f"text/xml; charset={codec.upper()}"):
        text, used = decode(bomb, content_type, "en")
        assert len(text) <= len(bomb)
        assert used != codec
    assert _title(FEED.format(f" encoding='{codec}'").encode(), f"text/xml; charset={codec}") == TITLE


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "text/xml; charset=utf-16", "x; charset=\x00"]))
def test_any_bytes_become_utf8(body: bytes, content_type: str) -> None:
    converted, _ = to_utf8(body, content_type, "ja")
    converted.decode("utf-8")
