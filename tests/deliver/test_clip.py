"""Slack's limits are kept by clipping at sentence ends."""

from __future__ import annotations

import pytest

from sokuho.deliver import clip


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
