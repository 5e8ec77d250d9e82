"""The text of an article's page, where a feed gives a summary only and its entry permits fetching pages.

What is no article is never taken for one: challenge pages, consent walls, paywall notices. Then the
feed's own summary stays all there is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sokuho.feeds import clean
from sokuho.feeds.encodings import decode
from sokuho.feeds.fetch import Answer, FeedClient
from sokuho.model import Article

_SHORTEST = {"en": 250, "ja": 120}
_LONGEST = 50_000
#: trafilatura's time grows with the square of some pages' tags; articles have some thousands
_MOST_TAGS = 20_000
_CHALLENGE = re.compile(
    r"just a moment\.\.\.|checking your browser|attention required|verify (that )?you are (a )?human"
    r"|enable javascript and cookies|access denied|are you a robot|captcha|request unsuccessful"
    r"|アクセスが拒否|ロボットではありません|javascriptを有効に",
    re.I,
)
_PAYWALL = re.compile(
    r"subscribe (now |today )?to (continue|read|unlock)|subscribers only|to continue reading"
    r"|already a subscriber|sign in to read|register (for free )?to (read|continue)"
    r"|this (article|content) is for|start your (free )?trial|unlock this article"
    r"|this premium (article|content)|your free articles"
    r"|会員限定|有料会員|続きを読むには|この記事は有料|ログインして続き|残り\s*\d+\s*文字|無料会員登録|購読(申し込み|のお申)",
    re.I,
)


def enrich(article: Article, client: FeedClient, *, allow_private: bool = False) -> Article:
    """The article with its page's text, or as it was where the page has no usable text."""
    answer = client.get(article.url, allow_private=allow_private)
    if not isinstance(answer, Answer) or answer.status != 200:
        return article
    text = page_text(answer.body, answer.content_type, article.lang, article.title)
    if text is None or len(text) <= len(article.text):
        return article
    return replace(article, text=text)


def page_text(body: bytes, content_type: str, language: str, title: str = "") -> str | None:
    """The main text of an HTML page, a paragraph a line; None if there is none that can be trusted."""
    if content_type and not re.search(r"html|xml|^text/plain", content_type, re.I):
        return None
    import trafilatura  # 0.3 s to import, and most feeds do without

    markup, _ = decode(body, content_type, language)
    if markup.count("<") > _MOST_TAGS:
        return None
    head = markup[:3000]
    if _CHALLENGE.search(head) and len(clean.plain(markup)) < 2000:
        return None
    found = trafilatura.extract(
        markup, include_comments=False, include_tables=False, favor_precision=True, deduplicate=False
    )
    text = clean.plain(found or "")[:_LONGEST]
    heading, _, rest = text.partition("\n")
    if rest and (
        heading.casefold() in title.casefold() or (title and title.casefold() in heading.casefold())
    ):
        text = rest
    return text if is_article(text, language) else None


def is_article(text: str, language: str) -> bool:
    """Whether a page's text is more than a notice: long enough, and not cut off by a paywall.

    A paywall's words in the last lines of a long text are a banner; in a short text they are all there is.
    """
    shortest = _SHORTEST.get(language, 250)
    if len(text) < shortest:
        return False
    if _CHALLENGE.search(text) and len(text) < shortest * 4:
        return False
    return not (_PAYWALL.search(text) and len(text) < shortest * 6)
