"""
### Forget what is past its time

Daily. **count** shows how many rows would go, **prune** removes them. Remembered feed entries go when their
feed stopped showing them `operating.keep_seen_days` ago, records of the local bus after `keep_bus_days`.
Kafka's topics keep their own time. Stories, deliveries and what was told to whom stay.

**Red** means that the store was away in spite of retries. Nothing else depends on this DAG: mend the store
and clear the task, or wait for tomorrow.
"""

from __future__ import annotations

from airflow.sdk import dag, task

from sokuho.operations.defaults import dag_defaults


@task
def count() -> dict[str, int]:
    from sokuho.operations.pruning import run_count

    return run_count()


@task
def prune() -> dict[str, int]:
    from sokuho.operations.pruning import run_prune

    return run_prune()


@dag(dag_id="prune", schedule="23 3 * * *", doc_md=__doc__, **dag_defaults())
def prune_dag() -> None:
    count() >> prune()


prune_dag()
