"""Feeds' text and links made harmless: no markup, no control characters, only http(s)."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

_BLOCKS = {
    *("address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table"),
    *("td", "th", "tr", "ul"),
}
_SILENT = {"script", "style", "template", "noscript", "iframe", "object", "svg", "textarea", "title", "head"}
_MARKUP = re.compile(r"<[a-zA-Z/!?]|&[#a-zA-Z]")
_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)"""
    r"""|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]{0,30})(?:[^<>"']|"[^"<]{0,4000}"|'[^'<]{0,4000}'){0,200}+>"""
    r"""|<[!?][^<>]{0,4000}>""",
    re.S,
)
_HALF_TAG = re.compile(r"<[a-zA-Z/!][^<>]*\Z")
_LINES = re.compile(r"\s*\n\s*")
_SPACES = re.compile(r"[ \t\f\v\xa0]+")

#: characters of a field that are read; what is longer is no news item
_LONGEST = 100_000

_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
#: control characters; what reorders or hides what a reader sees (joiners stay, some scripts need them);
#: lone surrogates, tags and what is no character at all
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069"
    "\ufff9-\uffff\ud800-\udfff\ufdd0-\ufdef\U000e0000-\U000e007f]"
)


def plain(text: str) -> str:
    """Text without markup or control characters; paragraphs a line each, no empty lines.

    >>> plain("<p>JERA &amp; partners<script>x()</script></p><p>$3bn</p>")
    'JERA & partners\\n$3bn'
    """
    text = text[:_LONGEST]
    if _MARKUP.search(text):
        text = _shown_text(text)
    return _LINES.sub("\n", _SPACES.sub(" ", printable(text))).strip()


def _shown_text(markup: str) -> str:
    """What a reader would see, a block a line. One pass over tags: html.parser takes time that grows with
    the square of hostile input."""
    parts: list[str] = []
    at, silent = 0, 0
    for tag in _TAG.finditer(markup):
        if not silent:
            parts.append(markup[at : tag.start()])
        at = tag.end()
        name = (tag["name"] or "").lower()
        if name in _SILENT:
            silent = max(0, silent - 1) if tag["close"] else silent + (not tag[0].endswith("/>"))
        elif name in _BLOCKS and not silent:
            parts.append("\n")
    if not silent:
        parts.append(_HALF_TAG.sub("", markup[at:]))
    return unescape("".join(parts))


def line(text: str) -> str:
    """`plain`, on one line: for titles, which end up in mail headers.

    Japanese broken over lines is joined without a blank.
    """
    text = plain(text)
    text = re.sub(r"(?<=[\u3040-\u30ff\u4e00-\u9fff])\n(?=[\u3040-\u30ff\u4e00-\u9fff])", "", text)
    return text.replace("\n", " ")


def printable(text: str) -> str:
    """Without control characters, surrogates and direction marks; every kind of line end is a newline."""
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN.sub("", _ENDS.sub("\n", text))


def web_link(link: str, base: str) -> str | None:
    """The link made absolute if it is http(s) and has a host, else None.

    >>> web_link("/news/1", "https://example.org/feed"), web_link("javascript:alert(1)", "https://a.example")
    ('https://example.org/news/1', None)
    """
    link = "".join(c for c in printable(link) if not c.isspace())
    if not link:
        return None
    try:
        parts = urlsplit(urljoin(base, link))
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
        parts.port  # noqa: B018 - raises for an invalid port
    except ValueError:
        return None
    absolute = parts.geturl()
    if any(c in absolute for c in "<>\"'`\\^{|}"):
        absolute = re.sub(r"[<>\"'`\\^{|}]", lambda m: f"%{ord(m[0]):02X}", absolute)
    return absolute
