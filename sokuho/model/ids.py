"""Ids that stay the same for the same parts, on every machine."""

from __future__ import annotations

import hashlib
import re

_READER = "reader-"


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


def reader_id(address: str) -> str:
    """Of the one subscription that an address has from the pages; it tells nothing of the address."""
    return _READER + digest_id("reader", address.lower())


def is_reader_id(subscription: str) -> bool:
    """Whether a subscription's id was made for somebody who signed up, and never saw it."""
    return bool(re.fullmatch(_READER + "[0-9a-f]{16}", subscription))
