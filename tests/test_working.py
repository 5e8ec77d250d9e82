"""One worker alone, as `sokuho work` runs it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from sokuho import settings, working
from sokuho.codec import encode
from sokuho.errors import Retry
from sokuho.model import Outcome
from sokuho.pipeline import Pipeline, open_pipeline
from sokuho.settings import Settings
from tests import made


@pytest.fixture
def conf(tmp_path: Path) -> Settings:
    return settings.load({"SOKUHO_HOME": str(tmp_path), "SOKUHO_METRICS_PORT": "0"})


def test_a_store_that_is_away_at_the_start_is_waited_for(
    conf: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []

    def away_twice(of: Settings) -> object:
        opened.append(1)
        if len(opened) < 3:
            raise Retry("the store cannot be reached")
        return open_pipeline(of)

    monkeypatch.setattr(working, "open_pipeline", away_twice)
    monkeypatch.setattr(working, "FIRST_WAIT", 0.001)
    stop = threading.Event()
    working.work(conf, "stories", stop, lambda wake: (stop.set(), wake()))
    assert len(opened) == 3


def test_told_to_stop_while_it_waits_it_stops(conf: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()

    def away(_: Settings) -> object:
        stop.set()
        raise Retry("the store cannot be reached")

    monkeypatch.setattr(working, "open_pipeline", away)
    working.work(conf, "stories", stop, lambda wake: None)


def test_a_message_of_a_newer_sokuho_is_parked_with_the_reason_and_the_next_one_done(conf: Settings) -> None:
    topic = conf.bus.topics.articles
    with open_pipeline(conf) as pipeline:
        pipeline.bus.publish(topic, "a1", b'{"v":99,"t":"Article","d":{}}')
        pipeline.bus.publish(topic, made.article(2).id, encode(made.article(2)))
        worker = pipeline.worker("articles", threading.Event())
        assert worker.drain(lambda: pipeline.behind("articles"))
        worker.close()
        (parked,) = pipeline.store.parking.list_parked()
        assert "newer" in parked.reason
        assert "update Sokuho" in parked.reason
        ended = pipeline.store.articles.ended(made.article(2).id)
    assert ended is not None
    assert ended.outcome is not Outcome.PARKED


def test_an_article_too_long_for_the_bus_is_parked_and_the_others_go_on(conf: Settings) -> None:
    long, short = made.article(1, id="a00000000000000f1", text="x" * 1_000_001), made.article(2)
    with open_pipeline(conf) as pipeline:
        assert isinstance(pipeline, Pipeline)
        pipeline.publish([long, short])
        ended = pipeline.store.articles.ended(long.id)
        assert ended is not None
        assert ended.outcome is Outcome.PARKED
        assert "bytes" in ended.reason
        worker = pipeline.worker("articles", threading.Event())
        worker.drain(lambda: pipeline.behind("articles"))
        worker.close()
        assert pipeline.store.articles.ended(short.id) is not None
