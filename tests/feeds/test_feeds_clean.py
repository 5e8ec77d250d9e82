from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokuho.feeds.clean import line, plain, web_link


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<b>JERA</b> &amp; partners", "JERA & partners"),
        ("AT&T <script>alert(1)</script>rises", "AT&T rises"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("one<br/>two", "one two"),
        ("日本<br>語", "日本語"),
        ('<img src=x onerror="a > b">picture', "picture"),
        ("<!-- hidden -->shown<!-- open", "shown"),
        ("cut in a tag <a href='htt", "cut in a tag"),
        ("tab\tand\nline\r\nends\u2028here", "tab and line ends here"),
        ("\u202eright to left\u202c\ufeff\u200b", "right to left"),
        ("nul\x00bell\x07escape\x1b[0m\x9bdel\x7f", "nulbellescape[0mdel"),
        ("\ud800lone", "lone"),
        ("&lt;b&gt; stays words", "<b> stays words"),
        ("&#36;3bn &yen;5 &nbsp; x", "$3bn ¥5 x"),
    ],
)
def test_titles(written: str, shown: str) -> None:
    assert line(written) == shown


def test_paragraphs_become_lines() -> None:
    assert plain("<p>one</p>\n\n<p> two <i>three</i></p><ul><li>four</li></ul>") == "one\ntwo three\nfour"


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("https://a.example/1", "https://a.example/1"),
        ("/news/1", "https://wire.example/news/1"),
        ("?id=1", "https://wire.example/feed?id=1"),
        (" https://a.example/ 1\n", "https://a.example/1"),
        ("//a.example/1", "https://a.example/1"),
        ("HTTP://A.example/1", "http://A.example/1"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
        ("https://例え.example/記事", "https://例え.example/記事"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("\x01javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("mailto:a@b.example", None),
        ("file:///etc/passwd", None),
        ("http://", None),
        ("http://a.example:99999/", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_links(link: str, absolute: str | None) -> None:
    assert web_link(link, "https://wire.example/feed") == absolute


@settings(deadline=None)
@given(st.text())
def test_no_title_breaks_a_line_or_hides_characters(written: str) -> None:
    shown = line(written)
    assert all(c == " " or (c.isprintable() or c in "\u200c\u200d\u3000\xad") or ord(c) > 0x7F for c in shown)
    assert "\n" not in shown
    assert "\r" not in shown


@settings(deadline=None)
@given(st.text(), st.text())
def test_links_are_web_links_or_nothing(link: str, base: str) -> None:
    found = web_link(link, base)
    assert found is None or found.lower().startswith(("http://", "https://"))
