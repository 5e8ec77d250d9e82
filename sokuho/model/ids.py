"""Ids that stay the same for the same parts, on every machine."""

from __future__ import annotations

import hashlib


def digest_id(*parts: str) -> str:
    """16 hexadecimal digits."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def article_id(feed: str, key: str) -> str:
    """`key` is what makes the entry this entry: see `sokuho.feeds.parse`."""
    return "a" + digest_id(feed, key)


def story_id(first_article: str) -> str:
    return "s" + digest_id(first_article)


def delivery_id(subscription: str, story: str, revision: str) -> str:
    return "d" + digest_id(subscription, story, revision)
