"""
### Ask the feeds for news

Every five minutes the feeds that are due are asked, grouped by host; what is new goes to the bus. Each
square of **poll** is named for its host. The asset `sokuho_articles` gets an event with the counts of
every run that asked somebody: polled, unchanged, new, failed.

**A red square of poll** names feeds that could not be read: their server failed, moved or sent something
else than a feed. The other feeds are not affected, and the feed is asked again by itself, at longer and
longer intervals. `watch` tells you if it lasts. To look closer: `sokuho feeds check NAME`.

**A square that is retried** (yellow) means that the bus or the store was away. Nothing is lost: entries
count as seen only after they are on the bus.

**Clearing** a task asks the feeds of its batch that are still due, and nobody twice.
"""

from __future__ import annotations

from typing import Any

from airflow.sdk import Asset, TriggerRule, dag, get_current_context, task
from airflow.sdk.exceptions import AirflowFailException

from sokuho.operations.defaults import FEEDS_POOL, dag_defaults

ARTICLES = Asset(name="sokuho_articles", uri="x-sokuho://articles")


@task
def due() -> list[dict[str, Any]]:
    from sokuho.operations.polling import run_due

    return run_due()


@task(
    pool=FEEDS_POOL, map_index_template="{{ task.op_kwargs['batch']['host'] }}", max_active_tis_per_dagrun=4
)
def poll(batch: dict[str, Any]) -> None:
    from sokuho.operations.polling import run_poll
    from sokuho.operations.saying import say

    context = get_current_context()
    counts = run_poll(batch["feeds"])
    say([f"{counts['polled']} polled, {counts['unchanged']} unchanged, {counts['new']} new articles"])
    context["ti"].xcom_push(key="counts", value=counts)
    if counts["failed"]:
        say((f"{name}: {error}" for name, error in counts["failed"].items()), wrong=True)
        raise AirflowFailException(f"not read: {', '.join(counts['failed'])}")


@task(outlets=[ARTICLES], trigger_rule=TriggerRule.ALL_DONE_MIN_ONE_SUCCESS)
def count(batches: list[dict[str, Any]]) -> dict[str, Any]:
    from sokuho.operations.polling import total

    context = get_current_context()
    parts = context["ti"].xcom_pull(task_ids="poll", key="counts", map_indexes=list(range(len(batches))))
    counts = total(parts or (), len(batches))
    context["outlet_events"][ARTICLES].extra = counts
    return counts


@dag(schedule="*/5 * * * *", doc_md=__doc__, **dag_defaults())
def poll_feeds() -> None:
    batches = due()
    poll.expand(batch=batches) >> count(batches)


poll_feeds()
