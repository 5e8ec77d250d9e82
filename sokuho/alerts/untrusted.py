"""Text from feeds is written by strangers. What each kind of output needs before it may be shown.

HTML is escaped by Jinja2's autoescape; everything goes through `plain` first.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

from markupsafe import Markup

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[P^_X][^\x1b]*(?:\x1b\\)?|.)?")
_MENTION = re.compile(r"@(?=channel|here|everyone|subteam)", re.IGNORECASE)
_KEEP_ESCAPED = "%/:?=&;+,@#!$'()*~-._[]"


def plain(text: str | None, limit: int | None = None) -> str:
    """Visible text on one line: no control, escape, bidirectional or zero-width characters, no tags'
    shadows, blanks folded. With `limit`, clipped to that many characters. Safe for a terminal."""
    if not text:
        return ""
    text = text[:200_000]  # far beyond any real title: keeps hostile input from costing time
    if not text.isprintable():  # most are: nothing hides in them, and only blanks separate
        text = "".join(_visible(c) for c in _ANSI.sub("", text))
    line = " ".join(text.split())
    return shorten(line, limit) if limit else line


def header(text: str, limit: int = 998) -> str:
    """A value that may stand in a mail header: `plain`, so it cannot begin another header."""
    return plain(text, limit)


def link(url: str | None) -> str | None:
    """The address if it is an http(s) link to a host, with all that could break out of it quoted;
    else None. Names before an "@" are refused: they pass for hosts."""
    if not url or len(url) > 4000 or not url.strip().isprintable():
        return None
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    if re.search(r"[\s<>\"'`|\\]", parts.netloc):
        return None
    return parts._replace(
        path=quote(parts.path, _KEEP_ESCAPED.replace("'", "")),
        query=quote(parts.query, _KEEP_ESCAPED.replace("'", "")),
        fragment=quote(parts.fragment, _KEEP_ESCAPED.replace("'", "")),
    ).geturl()


def mrkdwn(text: object) -> str:
    """Text for Slack: the three characters escaped that open links and mentions, and a written
    "@channel" kept from calling anybody."""
    safe = str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MENTION.sub("@\u200b", safe)


def mrkdwn_link(url: str | None, label: str) -> Markup:
    """A Slack link with its label, or the label alone where the address is not one to link to."""
    shown, address = mrkdwn(plain(label)).replace("|", "¦"), link(url)
    if not address:
        return Markup(shown)  # noqa: S704 - escaped for Slack above
    escaped = address.replace("&", "&amp;").replace("|", "%7C")
    named = shown or mrkdwn(urlsplit(address).netloc)
    return Markup(f"<{escaped}|{named}>")  # noqa: S704 - escaped for Slack


def shorten(text: str, limit: int) -> str:
    """The text within `limit` characters, cut at a word's end where one is near, with an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: max(limit - 1, 0)]
    space = head.rfind(" ")
    if space > limit * 0.5:
        head = head[:space]
    return head.rstrip(" ,;:、。・-") + "…"


def _visible(c: str) -> str:
    """The character, a blank for what separates, nothing for what hides."""
    if c.isspace():
        return " "
    if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return ""
    return c
