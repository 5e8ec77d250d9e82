"""Two followers at once: one story, no figure lost, no revision twice."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ThreadPoolExecutor

import pytest
from following_store import follow_all, follow_in, outlet

from sokuho.store import Store, open_store

WORKERS, EACH = 4, 5
NAMES = [f"o{i}" for i in range(WORKERS * EACH)]


def told_everything(store: Store) -> None:
    """One story with every report and every figure, and one revision for each number."""
    (story,) = store.stories.list_stories()
    assert sorted(r.source.article_id for r in story.reports) == sorted(NAMES)
    figures = {s.article_id for p in story.projects for m in p.capacity for s in (m.source, *m.also)}
    assert figures == set(NAMES)
    revisions = store.stories.revisions_of(story.id)
    assert [r.story.number for r in revisions] == list(range(1, story.number + 1))
    assert len({r.article_id for r in revisions}) == len(revisions)


def test_threads_that_share_a_store(store: Store) -> None:
    with ThreadPoolExecutor(WORKERS) as pool:
        for done in [pool.submit(follow_in, store, outlet(name)) for name in NAMES]:
            done.result()
    told_everything(store)


@pytest.mark.slow
def test_processes_on_one_store(url: str) -> None:
    open_store(url).close()
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=follow_all, args=(url, NAMES[i::WORKERS])) for i in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * WORKERS
    with open_store(url) as store:
        told_everything(store)


def test_the_same_article_by_two_workers_counts_once(store: Store) -> None:
    with ThreadPoolExecutor(WORKERS) as pool:
        done = [pool.submit(follow_in, store, outlet("o0")) for _ in range(WORKERS)]
        answers = [d.result() for d in done]
    assert len({a.state.story.id for a in answers}) == 1
    assert sorted(a.again for a in answers) == [False, True, True, True]
    (story,) = store.stories.list_stories()
    assert len(story.reports) == 1
