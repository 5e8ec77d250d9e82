"""What strangers write stays text."""

from __future__ import annotations

import unicodedata

import pytest
from handmade import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from sokuho.alerts.untrusted import header, link, mrkdwn, mrkdwn_link, plain, shorten


def test_plain_keeps_what_can_be_seen() -> None:
    assert plain("  JERA、\u3000300億円 – “AI” é 🙂\n\tnext ") == "JERA、 300億円 – “AI” é 🙂 next"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("\x9b31mred", "31mred"),
        ("gnp.\u202eexe\u202c\u2066x\u2069", "gnp.exex"),
        ("pay\u200bpal\ufeff\u00ad", "paypal"),
        ("a\r\nBcc: b", "a Bcc: b"),
        ("nul\x00\x7f", "nul"),
        ("tags\U000e0041", "tags"),
        ("\ud800lone", "lone"),
        (None, ""),
    ],
)
def test_plain_drops_what_hides_or_acts(text: str | None, seen: str) -> None:
    assert plain(text) == seen


@given(st.text())
def test_plain_is_one_visible_line(text: str) -> None:
    shown = plain(text, 100)
    assert len(shown) <= 100
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for c in shown)
    assert plain(shown) == shown


def test_huge_text_costs_little() -> None:
    assert len(plain("\x1b[" * 5_000_000 + "x" * 5_000_000, 200)) <= 200


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd",
        "//no.example/x",
        "https://", "https://user@evil.example/", "https://bank.example\\@evil.example", "https://[bad", "",
        "https://a.example:port/", "https://a.example/\x1b[31m", "https://a.example/\u202e", None,
        "https://a.example/" + "x" * 5000, "https://<b>.example/",
    ],
)  # fmt: skip
def test_links_that_are_none(url: str | None) -> None:
    assert link(url) is None


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/p?q=1&r=2#s", "https://a.example/p?q=1&r=2#s"),
        (" http://a.example/x ", "http://a.example/x"),
        ("https://a.example/%E6%97%A5?a=%20", "https://a.example/%E6%97%A5?a=%20"),
        ("https://a.example/日本", "https://a.example/%E6%97%A5%E6%9C%AC"),
        ("https://a.example/\"><img>'|", "https://a.example/%22%3E%3Cimg%3E%27%7C"),
    ],
)
def test_links_that_are_quoted(url: str, safe: str) -> None:
    assert link(url) == safe


def test_header_cannot_begin_another() -> None:
    assert "\n" not in header(HOSTILE)
    assert "\r" not in header(HOSTILE)
    assert header("a\r\nBcc: victim@example.com") == "a Bcc: victim@example.com"


def test_mrkdwn_calls_nobody() -> None:
    assert mrkdwn("<!channel> & <@U1> <https://x|y>") == (
        "&lt;!channel&gt; &amp; &lt;@U1&gt; &lt;https://x|y&gt;"
    )
    assert "@channel" not in mrkdwn("@channel @HERE @everyone")
    assert "@here" not in mrkdwn("@channel @HERE @everyone").lower()


def test_slack_link_keeps_to_its_label() -> None:
    assert mrkdwn_link("https://a.example/?a=1&b=2", "Say <b> | c") == (
        "<https://a.example/?a=1&amp;b=2|Say &lt;b&gt; ¦ c>"
    )
    assert mrkdwn_link("javascript:x", "Say <b>") == "Say &lt;b&gt;"


def test_shorten_ends_at_a_word() -> None:
    assert shorten("one two three four", 12) == "one two…"
    assert shorten("日本企業が米国に投資する計画を発表した", 10) == "日本企業が米国に投…"
    assert shorten("short", 12) == "short"
