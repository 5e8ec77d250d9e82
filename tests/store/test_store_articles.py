from __future__ import annotations

from datetime import timedelta

import pytest

from sokuho.model import Outcome
from sokuho.store import Store
from tests import made
from tests.made import NOW


def test_an_article_comes_back_with_its_reading(store: Store) -> None:
    article = made.article(title="速報\u0000 $33.3bn 🗾")
    for _ in range(2):
        store.articles.save(article, made.reading(article))
    assert store.articles.article(article.id) == article
    assert store.articles.reading(article.id) == made.reading(article)
    assert store.articles.article("none") is store.articles.reading("none") is None


def test_the_first_outcome_stays(store: Store) -> None:
    store.articles.outcome("a1", Outcome.ALERTED, "opened a story", "s1")
    store.articles.outcome("a1", Outcome.JOINED, "repeats")
    store.articles.outcome("a1", Outcome.PARKED, "broken")
    ended = store.articles.ended("a1")
    assert ended is not None
    assert (ended.outcome, ended.story, ended.at) == (Outcome.ALERTED, "s1", NOW)


def test_parked_is_followed_by_what_came_of_it(store: Store) -> None:
    store.articles.outcome("a1", Outcome.PARKED, "broken")
    store.articles.outcome("a1", Outcome.OFF_TOPIC, "a car recall")
    assert store.articles.count() == {Outcome.OFF_TOPIC: 1}
    assert [(e.outcome, e.reason) for e in store.articles.list_ended()] == [
        (Outcome.OFF_TOPIC, "a car recall")
    ]


def test_a_span_comes_in_order_and_whole(store: Store) -> None:
    articles = [made.article(n, fetched=NOW + timedelta(seconds=n // 3)) for n in range(450)]
    with store.transaction() as tx:
        for article in articles:
            tx.articles.save(article, made.reading(article))
    found = list(store.articles.span(NOW, NOW + timedelta(seconds=140)))
    assert found == sorted(
        (a for a in articles if a.fetched < NOW + timedelta(seconds=140)), key=lambda a: (a.fetched, a.id)
    )


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    article = made.article()

    def half() -> None:
        with store.transaction() as tx:
            tx.articles.save(article, made.reading(article))
            tx.articles.outcome(article.id, Outcome.JOINED, "repeats")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        half()
    assert store.articles.article(article.id) is None
    assert store.articles.ended(article.id) is None
