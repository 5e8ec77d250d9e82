"""Feeds as a publisher would write them, from a few words a test cares about."""

from __future__ import annotations

from xml.sax.saxutils import escape


def item(
    title: str = "JERA to build a plant",
    link: str | None = "https://wire.example/1",
    guid: str | None = None,
    date: str | None = "Sun, 22 Nov 2026 04:00:00 GMT",
    text: str = "JERA will build it.",
) -> str:
    parts = [f"<title>{escape(title)}</title>", f"<description>{escape(text)}</description>"]
    parts += [f"<link>{escape(link)}</link>"] if link is not None else []
    parts += [f'<guid isPermaLink="false">{escape(guid)}</guid>'] if guid is not None else []
    parts += [f"<pubDate>{date}</pubDate>"] if date is not None else []
    return f"<item>{''.join(parts)}</item>"


def rss(*items: str, link: str = "https://wire.example/", declared: str = "") -> bytes:
    declaration = f'<?xml version="1.0"{declared}?>'
    head = f"<title>Wire</title><link>{link}</link><description>d</description>"
    text = f'{declaration}<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'
    return text.encode()
