"""What strangers write stays text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import HOSTILE

from sokuho.alerts import clip
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


# --- Slack's limits -------------------------------------------------------------------------------


def test_clip_ends_at_a_sentence() -> None:
    assert clip.clip("One sentence here. Another one that is long.", 30) == "One sentence here.…"
    assert clip.clip("最初の文である。次の文はとても長い。", 12) == "最初の文である。…"
    assert clip.clip("short", 30) == "short"


def test_clip_never_cuts_a_link_or_an_entity() -> None:
    text = "word " * 5 + "<https://a.example/very/long/path|A label that is long>" + " tail &amp; more" * 5
    for limit in range(10, len(text)):
        cut = clip.clip(text, limit)
        assert len(cut) <= limit
        assert cut.count("<") == cut.count(">")
        assert cut.count("&") == cut.count("&amp;")


def section(text: str) -> clip.Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


BUTTON: clip.Block = {
    "type": "actions",
    "elements": [
        {"type": "button", "text": {"type": "plain_text", "text": "b" * 200}, "url": "https://a.example"}
    ],
}


@pytest.mark.parametrize(
    "blocks",
    [
        [section("line\n" * 4000)],
        [section("x" * 50_000)],
        [section("one. " * 100)] * 200,
        [section("一文である。" * 2000)] * 5,
        [{"type": "header", "text": {"type": "plain_text", "text": "h" * 1000}}, section("s")],
        [{"type": "context", "elements": [{"type": "mrkdwn", "text": "c" * 9000}] * 30}],
    ],
)
def test_fit_keeps_all_limits_and_the_button(blocks: list[clip.Block]) -> None:
    fitted = clip.fit([*blocks, BUTTON])
    assert 0 < len(fitted) <= 50
    assert fitted[-1]["type"] == "actions"
    assert len(fitted[-1]["elements"][0]["text"]["text"]) <= 75
    for block in fitted[:-1]:
        limit = {"section": 3000, "header": 150}.get(block["type"], 2000)
        texts = [block["text"]["text"]] if "text" in block else [e["text"] for e in block["elements"]]
        assert all(0 < len(t) <= limit for t in texts)
        assert len(texts) <= 10


def test_fit_leaves_what_fits_alone() -> None:
    blocks = [
        section("one"),
        BUTTON | {"elements": [BUTTON["elements"][0] | {"text": {"type": "plain_text", "text": "Go"}}]},
    ]
    assert list(clip.fit(blocks)) == blocks
