"""`outbox/index.html`: what the demo sent, by story, with the way to each message. The files themselves
are named by delivery, which tells a person nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from sokuho.alerts.shown import StoryView
from sokuho.errors import ConfigError
from sokuho.model import Delivery

_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Messages of the demo · Sokuho</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, "Hiragino Sans", "Noto Sans CJK JP", sans-serif; max-width: 46rem;
  margin: 2rem auto; padding: 0 1rem; }
h2 { font-size: 1.05rem; margin: 1.6rem 0 .2rem; }
ul { margin: 0; padding-left: 1.2rem; }
p { margin: .3rem 0; opacity: .8; }
</style>
</head>
<body>
<h1>Messages of the demo</h1>
<p>Nothing left this machine. Each message is a file of this folder.
The story that changed last stands first.</p>
"""

_LANGUAGES = {"en": "English", "ja": "Japanese"}
#: for each channel its name, and the files of a message with what they hold
_KINDS = {
    "email": ("E-mail", (("html", "page"), ("txt", "text"), ("eml", "file"))),
    "slack": ("Slack", (("txt", "notification"), ("json", "blocks"))),
}


def write_contents(
    folder: Path, sent: Sequence[tuple[StoryView, Sequence[Delivery]]], languages: Mapping[str, str]
) -> Path:
    """Write the page. `languages` of the subscriptions. Raises ConfigError where it cannot be written."""
    stories = [_story(view, sorted(messages, key=_reader), languages) for view, messages in sent if messages]
    path = folder / "index.html"
    try:
        path.write_text(f"{_HEAD}{''.join(stories)}</body>\n</html>\n", encoding="utf-8")
    except OSError as e:
        raise ConfigError(f"cannot be written ({e.strerror}); make it writable", path=path) from e
    return path


def _story(view: StoryView, messages: Sequence[Delivery], languages: Mapping[str, str]) -> str:
    lines, told = "", ""
    for message in messages:
        note = ", update" if message.subscription == told else ""
        told = message.subscription
        lines += f"<li>{_message(message, languages.get(told, ''), note)}</li>\n"
    figure = escape(view.figure or "no figure stated")
    return f"<h2>{figure} · {escape(view.title)}</h2>\n<ul>\n{lines}</ul>\n"


def _reader(message: Delivery) -> tuple[str, str]:
    return message.channel, message.subscription


def _message(message: Delivery, language: str, note: str) -> str:
    name = (message.provider_id or message.id).removeprefix("outbox:")
    way, kinds = _KINDS.get(message.channel, _KINDS["email"])
    reader = f"{message.subscription}, {_LANGUAGES.get(language, language)}{note}"
    said = escape(f"{way} to {message.address} ({reader})")
    links = " · ".join(
        f'<a href="{escape(name)}.{kind}" aria-label="{words}: {said}">{words}</a>' for kind, words in kinds
    )
    return f"{said}: {links}"
