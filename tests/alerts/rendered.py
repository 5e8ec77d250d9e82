"""Messages as readers get them, from stories made by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import handmade as made

from sokuho import resources, wording
from sokuho.alerts.links import Links
from sokuho.alerts.render import Renderer
from sokuho.deliver import clip
from sokuho.model import Message, Revision, Subscription

TEMPLATES = resources.defaults() / "templates"
WORDS = wording.load_words(Path("/no-home"))
LINKS = Links("https://sokuho.example", b"a key")
FROM = "Sokuho <alerts@sokuho.example>"
RENDERER = Renderer([TEMPLATES], WORDS, LINKS, FROM, {"JPY": 150})
ZONES = {"en": "America/New_York", "ja": "Asia/Tokyo"}
LANGUAGES = ("en", "ja")
STORIES = sorted(made.ALL)


def reader(language: str = "en", channel: str = "email", **more: object) -> Subscription:
    address = "C1" if channel == "slack" else "reader@example.com"
    return made.subscriber(
        language=language, channel=channel, address=address, timezone=ZONES[language], **more
    )


def alert(revision: Revision, sub: Subscription) -> Message:
    return fitted(RENDERER.alert(revision, sub, made.delivery(revision, sub)))


def fitted(message: Message) -> Message:
    """As senders clip it."""
    if message.channel != "slack":
        return message
    return replace(message, text=clip.clip(message.text, clip.FALLBACK), blocks=clip.fit(message.blocks))


def slack_text(message: Message) -> str:
    texts = []
    for block in message.blocks:
        found: list[object] = [block.get("text"), *(block.get("elements") or ())]  # type: ignore[misc]
        for item in found:
            if isinstance(item, dict):
                inner = item["text"]
                texts.append(inner["text"] if isinstance(inner, dict) else inner)
    return "\n".join(texts)
