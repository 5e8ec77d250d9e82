"""The lists that are shipped: the real feeds, and those of the demo, fetched for real."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from pathlib import Path

import pytest

from sokuho import resources, settings
from sokuho.configuration import Feeds, Polling
from sokuho.demo.server import FeedServer
from sokuho.errors import ConfigError
from sokuho.feeds.fetch import FeedClient
from sokuho.feeds.identity import canonical
from sokuho.feeds.poll import poll
from sokuho.model import Article, Outcome
from sokuho.store import Store

SHIPPED = resources.defaults() / "config"


def test_only_feeds_that_were_seen_alive_are_switched_on() -> None:
    feeds = resources.read_model(SHIPPED / "feeds.yaml", Feeds).feeds
    assert len(feeds) > 40
    assert {f.name for f in feeds if f.enabled} == {f.name for f in feeds if f.verified}
    assert len({canonical(f.url) for f in feeds}) == len(feeds)
    assert not any(f.allow_private for f in feeds)
    assert all(f.url.startswith("https://") for f in feeds)
    assert {f.language for f in feeds if f.enabled} == {"en", "ja"}


def test_two_feeds_of_one_name_are_refused(tmp_path: Path) -> None:
    entry = "  - {name: a, url: 'https://a.example', source: A, language: en, kind: wire}\n"
    (tmp_path / "config").mkdir()
    (tmp_path / "config/feeds.yaml").write_text("feeds:\n" + entry * 2)
    with pytest.raises(ConfigError, match=r"feeds\.yaml:1: feeds: .*two feeds are called 'a'"):
        settings.load({"SOKUHO_HOME": str(tmp_path)})


@pytest.fixture
def demo_feeds() -> Feeds:
    return resources.read_model(SHIPPED / "demo/feeds.yaml", Feeds)


def test_the_sample_feeds(
    store: Store, client: FeedClient, demo_feeds: Feeds, rules: Polling, now: datetime
) -> None:
    published: list[Article] = []
    with FeedServer([SHIPPED / "demo/feeds"], base=now) as server:
        host = f"127.0.0.1:{server.port}"
        feeds = [f.model_copy(update={"url": f.url.format(host=host)}) for f in demo_feeds.feeds]

        def round_() -> dict[str, str]:
            report = poll(feeds, store.feeds, published.extend, now, client, rules, due_only=False)
            return {r.name: r.status for r in report.results}

        first, second = round_(), round_()
    assert sorted(first.values()) == ["failed"] + ["new"] * (len(feeds) - 1)
    assert first["gov-notices"] == "failed"
    assert second == dict.fromkeys(first, "unchanged") | {
        "gov-notices": "failed",
        "harbor-business": "nothing_new",
    }
    assert len(published) >= 75
    assert store.articles.count()[Outcome.BASELINE] >= 5
    assert {a.lang for a in published} == {"en", "ja"}
    assert all(a.url.startswith("https://") and ".example/" in a.url for a in published)
    assert not any("\ufffd" in a.body or "{{" in a.body for a in published)
    for words in (("Akazawa", "$33.3"), ("赤沢", "33"), ("JERA", "2028")):
        told = [a.source for a in published if all(w in unicodedata.normalize("NFKC", a.body) for w in words)]
        assert len(set(told)) >= 2, words
