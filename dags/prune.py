"""
### Forget what is past its time

Daily. **count** shows how many rows of each table would go, **prune** removes them, some thousand at a time
so that nobody waits for it. How long each is kept stands in `operating:` of config/sokuho.yaml and in the
table of docs/operations.md. Kafka's topics prune themselves.

Stories stay, with their figures and sources; so does what somebody is still to be told, deliveries whose
outcome is unknown, and parked messages that nobody has replayed.

**Red** means that the store was away in spite of retries. Nothing else depends on this DAG: mend the store
and clear the task, or wait for tomorrow.
"""

from __future__ import annotations

from airflow.sdk import dag, task

from sokuho.operations.defaults import dag_defaults


@task
def count() -> dict[str, int]:
    from sokuho.operations.pruning import run_count
    from sokuho.operations.saying import in_lines, say

    found = run_count()
    say(in_lines(found))
    return found


@task
def prune() -> dict[str, int]:
    from sokuho.operations.pruning import run_prune

    return run_prune()


@dag(dag_id="prune", schedule="23 3 * * *", doc_md=__doc__, **dag_defaults())
def prune_dag() -> None:
    count() >> prune()


prune_dag()
