from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import item, rss

from sokuho.feeds.parse import Document, parse


def _parse(body: bytes | str, language: str = "en", url: str = "https://wire.example/feed.xml") -> Document:
    return parse(body.encode() if isinstance(body, str) else body, "text/xml", url, language)


ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Grid &amp; Compute</title>
<link rel="self" href="https://grid.example/feed.atom"/><link href="https://grid.example/"/>
<entry><id>tag:grid.example,2026:1</id>
<title type="html">R&amp;amp;D &amp;lt;b&amp;gt;up&amp;lt;/b&amp;gt;</title>
<link rel="alternate" href="/1"/><published>2026-11-22T13:00:00+09:00</published>
<updated>2026-11-22T05:00:00Z</updated><summary>In short.</summary>
<content type="html">&lt;p&gt;First.&lt;/p&gt;&lt;p&gt;Second.&lt;/p&gt;</content></entry></feed>"""

RDF = """<?xml version="1.0"?><rdf:RDF xmlns="http://purl.org/rss/1.0/"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://keizai.example/index.rdf"><title>経済</title><link>https://keizai.example/</link></channel>
<item rdf:about="https://keizai.example/1"><title>東ガス、米で蓄電池</title><link>https://keizai.example/1</link>
<description>東京ガスが取得。</description><dc:date>2026-11-22T13:00:00+09:00</dc:date></item></rdf:RDF>"""


def test_atom() -> None:
    document = _parse(ATOM)
    (entry,) = document.entries
    assert (document.version, document.title, document.malformed) == ("atom10", "Grid & Compute", None)
    assert entry.guid == "tag:grid.example,2026:1"
    assert entry.link == "https://wire.example/1"
    assert entry.title == "R&D <b>up</b>"  # escaped twice: the reader is meant to see the brackets
    assert (entry.summary, entry.text) == ("In short.", "First.\nSecond.")
    assert entry.published == datetime(2026, 11, 22, 4, tzinfo=UTC)


def test_rdf() -> None:
    document = _parse(RDF, "ja")
    (entry,) = document.entries
    assert document.version == "rss10"
    assert (entry.link, entry.language) == ("https://keizai.example/1", "ja")
    assert entry.published == datetime(2026, 11, 22, 4, tzinfo=UTC)


def test_a_short_description_is_a_summary_and_a_long_one_the_text() -> None:
    short, long = _parse(rss(item(text="Short."), item(link="/2", text="Long. " * 100))).entries
    assert (short.summary, short.text) == ("Short.", "")
    assert (long.summary, long.text) == (None, ("Long. " * 100).strip())


def test_a_summary_that_only_repeats_is_dropped() -> None:
    content = '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">{}</content:encoded>'
    body = rss(
        item(text="JERA will build a plant…").replace(
            "</item>", content.format("JERA will build a plant in Ohio.") + "</item>"
        )
    )
    (entry,) = _parse(body).entries
    assert (entry.summary, entry.text) == (None, "JERA will build a plant in Ohio.")
    (entry,) = _parse(rss(item("Same words", text="Same words"))).entries
    assert (entry.title, entry.summary) == ("Same words", None)


def test_absent_parts() -> None:
    untitled, bare, empty = (
        "<item><description>Only words.</description></item>",
        "<item><link>https://w.example/9</link></item>",
        "<item/>",
    )
    first, second = _parse(rss(untitled, bare, empty)).entries
    assert (first.title, first.link, first.guid, first.published) == ("Only words.", None, "", None)
    assert (second.title, second.link) == ("", "https://w.example/9")


def test_an_id_that_is_an_address_stands_in_for_the_link() -> None:
    (entry,) = _parse(rss(item(link=None, guid="https://wire.example/77"))).entries
    assert entry.link == "https://wire.example/77"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_hostile_links_are_absent(link: str) -> None:
    (entry,) = _parse(rss(item(link=link))).entries
    assert entry.link is None


def test_markup_in_titles_goes() -> None:
    (entry,) = _parse(rss(item("<script>alert(1)</script><b>JERA</b> & Co"))).entries
    assert entry.title == "JERA & Co"


def test_the_language_is_what_is_written() -> None:
    titles = ("JERA builds", "ＪＥＲＡが建設", "東京電力発表")
    languages = [e.language for e in _parse(rss(*(item(t, text=t) for t in titles)), "ja").entries]
    assert languages == ["en", "ja", "ja"]


def test_a_stray_ampersand_is_put_right_and_told() -> None:
    document = _parse(rss(item("A & B", "https://w.example/?a=1&b=2")).replace(b"&amp;", b"&"))
    (entry,) = document.entries
    assert (entry.title, entry.link) == ("A & B", "https://w.example/?a=1&b=2")
    assert document.malformed == "an & that is not escaped"


def test_an_ampersand_in_cdata_is_right_as_it_is() -> None:
    body = rss("<item><title><![CDATA[A & B]]></title><link>https://w.example/1</link></item>")
    document = _parse(body)
    assert (document.entries[0].title, document.malformed) == ("A & B", None)


def test_an_entry_cut_in_two_is_left_out() -> None:
    whole = rss(item("One", "/1"), item("Two", "/2"), item("Three", "/3")).decode()
    document = _parse(whole[: whole.index("Three") + 3])
    assert [e.title for e in document.entries] == ["One", "Two"]
    assert document.cut
    document = _parse(whole[: whole.rindex("</channel>")])
    assert [e.title for e in document.entries] == ["One", "Two", "Three"]
    assert document.cut


def test_html_behind_a_200_is_named_with_the_feeds_it_points_to() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Just a moment...</title>"
        '<link rel="alternate" type="application/rss+xml" href="/real.xml"></head><body>x</body></html>'
    )
    document = _parse(page)
    assert document.version == ""
    assert document.instead == "an HTML page titled 'Just a moment...'"
    assert document.other_feeds == ("https://wire.example/real.xml",)


@pytest.mark.parametrize(
    ("body", "instead"),
    [
        ("", "an empty body"),
        ('{"version": "https://jsonfeed.org/version/1"}', "JSON"),
        ("<a/>", "no feed (RSS, RDF or Atom)"),
    ],
)
def test_other_things_than_feeds(body: str, instead: str) -> None:
    assert _parse(body).instead == instead


def test_a_feed_without_entries_is_a_feed() -> None:
    document = _parse(rss())
    assert (document.version, document.entries, document.instead) == ("rss20", (), "")


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_document(body: bytes) -> None:
    assert _parse(body).entries is not None


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_words_give_harmless_entries(title: str, link: str, guid: str, date: str) -> None:
    for entry in _parse(rss(item(title, link, guid, date))).entries:
        assert entry.link is None or entry.link.startswith(("http://", "https://"))
        assert "\n" not in entry.title


PIECES = ["&", "<", ">", "item", "<item>", "</item>", "<title>", "</title>", "<link>", "</link>", "<guid>"]
PIECES += [
    "</guid>",
    "<pubDate>",
    "</pubDate>",
    "<![CDATA[",
    "]]>",
    "http://",
    "[",
    "//a:9",
    "2025-01-01T",
    "年",
]
PIECES += ["<entry>", "</entry>", "<id>", "<updated>", "<content type='html'>", "<summary>", "\x00", " ", "é"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_heap_of_tags_gives_a_document(pieces: list[str]) -> None:
    for entry in _parse("<rss><channel>" + "".join(pieces)).entries:
        assert entry.link is None or entry.link.startswith(("http://", "https://"))
