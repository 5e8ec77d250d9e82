"""What Slack gets, held against its rules: every story, both languages, and whatever feeds may write."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import handmade as made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendered import LANGUAGES, RENDERER, reader

from sokuho.deliver import clip
from sokuho.model import Message

#: characters, by Slack's reference; what stands in all of a message was found by its users
BLOCKS, HEADER, SECTION, CONTEXT, BUTTON, URL, ALL = 50, 150, 3000, 2000, 75, 3000, 13_200
ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")
LINK = re.compile(r"<(https?://[^\s<>|]+)\|([^<>|]+)>")
CALL = re.compile(r"@(channel|here|everyone|subteam)", re.IGNORECASE)
WORDS = st.text(st.sampled_from("<>&|!@*_~`\\ ab.。@channel<!here>速\n"), max_size=300)


def wrong(message: Message) -> list[str]:
    """What Slack would refuse, or would do to people that nobody meant."""
    blocks: list[Any] = list(clip.fit(message.blocks))
    texts, found = [clip.clip(message.text, clip.FALLBACK)], []
    if not 1 <= len(blocks) <= BLOCKS:
        found.append(f"{len(blocks)} blocks")
    for block in blocks:
        kind = block["type"]
        if kind == "header":
            texts.append(plain(block["text"], HEADER, found))
        elif kind == "section":
            texts.append(mrkdwn(block["text"], SECTION, found))
        elif kind == "context":
            if not 1 <= len(block["elements"]) <= 10:
                found.append("context of too many or no elements")
            texts += [mrkdwn(element, CONTEXT, found) for element in block["elements"]]
        elif kind == "actions":
            for button in block["elements"]:
                texts.append(plain(button["text"], BUTTON, found))
                if button["type"] != "button" or not 0 < len(button["url"]) <= URL:
                    found.append("a button that leads nowhere")
        elif kind != "divider":
            found.append(f"a block of type {kind}")
    if sum(map(len, texts)) > ALL:
        found.append(f"{sum(map(len, texts))} characters in all")
    return found + unsafe(texts[0]) if texts[0].strip() else ["no fallback text"]


def plain(text: dict[str, Any], limit: int, found: list[str]) -> str:
    if text["type"] != "plain_text" or not 0 < len(text["text"]) <= limit:
        found.append(f"plain text of {len(text['text'])}")
    return str(text["text"])


def mrkdwn(text: dict[str, Any], limit: int, found: list[str]) -> str:
    if text["type"] != "mrkdwn" or text.get("verbatim") is not True or not 0 < len(text["text"]) <= limit:
        found.append(f"text of {len(text['text'])}")
    found += unsafe(text["text"])
    return str(text["text"])


def unsafe(text: str) -> list[str]:
    """Links that are none, entities cut through, people called."""
    found = ["an entity cut through"] if ENTITY.search(text) else []
    rest = re.sub(r"^> ", "", LINK.sub(r"\2", text), flags=re.MULTILINE)  # a quotation's mark
    if "<" in rest or ">" in rest:
        found.append(f"a link cut through: {rest[max(0, rest.find('<') - 20) :][:60]!r}")
    if CALL.search(rest):
        found.append("somebody is called")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(made.ALL))
def test_every_alert_is_one_that_slack_takes(name: str, language: str) -> None:
    revision, sub = made.ALL[name](), reader(language, "slack")
    assert wrong(RENDERER.alert(revision, sub, made.delivery(revision, sub))) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 40])
def test_every_digest_is_one_that_slack_takes(count: int, language: str) -> None:
    sub = reader(language, "slack", cadence="daily")
    stories = [build() for build in made.ALL.values()]
    told = [
        replace(r, story=replace(r.story, id=f"s{n}"))
        for n, r in enumerate((stories * (count // len(stories) + 1))[:count])
    ]
    assert wrong(RENDERER.digest(told, sub, made.digest_delivery(sub))) == []


@settings(max_examples=60, deadline=None)
@given(title=WORDS, quote=WORDS, name=WORDS, outlet=WORDS)
def test_whatever_feeds_write(title: str, quote: str, name: str, outlet: str) -> None:
    source = replace(made.BOLD, outlet=outlet, title=title)
    gas = replace(
        made.GAS, names={"en": name}, amounts=(replace(made.GAS.amounts[0], quote=quote, source=source),)
    )
    story = replace(made.AKAZAWA, titles={"en": title}, lead=quote, projects=(gas,), headline=gas.amounts[0])
    sub = reader("en", "slack")
    revision = made.revision(story)
    assert wrong(RENDERER.alert(revision, sub, made.delivery(revision, sub))) == []


PIECES = (
    "A sentence ends. ", "word ", "文が終わる。", "&amp; ", "&lt;b&gt; ", "<https://a.example/x?y|a label> ",
    "\n",
)  # fmt: skip
SAFE = st.lists(st.sampled_from(PIECES), max_size=120).map("".join)


@settings(max_examples=200, deadline=None)
@given(text=SAFE, limit=st.integers(60, 900))
def test_clipping_cuts_through_nothing(text: str, limit: int) -> None:
    short = clip.clip(text, limit)
    assert len(short) <= limit
    assert unsafe(short) == []
    if len(text) > limit:
        assert short.endswith("…")
        assert text.startswith(short[:-1])


def test_clipping_ends_with_a_sentence() -> None:
    text = "The first sentence is here. The second one is here. The third goes on and on and on."
    assert clip.clip(text, 60) == "The first sentence is here. The second one is here.…"
    assert (
        clip.clip("一つ目の文です。二つ目の文です。三つ目の文はまだ続きます", 20)
        == "一つ目の文です。二つ目の文です。…"
    )


def test_the_rules_can_be_broken() -> None:
    """The measure finds each fault."""

    def post(*blocks: dict[str, object], text: str = "t") -> list[str]:
        return wrong(Message("d", "slack", "C1", "s", text, blocks=blocks))

    section = {"type": "section", "text": {"type": "mrkdwn", "text": "fine", "verbatim": True}}
    assert post(section) == []
    assert post(section, text=" ") == ["no fallback text"]
    assert post() == ["0 blocks"]
    for text in ("<!channel>", "a & b", "<https://a.example|cut", "@here", "<@U1>"):
        assert post({"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}})
    assert post({"type": "image"}) == ["a block of type image"]
