"""
### Send the digests that are due

Every hour: each subscription's digest at its own time of day, in its own time zone. A digest is one row
for a subscription and period, so a second run, a cleared task or a delivery consumer at the same moment
sends nothing twice; after an outage what is still waiting is sent in one digest, not in many.

**Red** means that the store was away in spite of retries, or that nothing can be sent because a key is
wrong; the log names it. A digest that the provider refused is `failed` and does not redden this page:
`sokuho deliveries list --state failed`. To send one digest again: the DAG **replay**.
"""

from __future__ import annotations

from airflow.sdk import dag, task

from sokuho.operations.defaults import dag_defaults


@task
def send() -> dict[str, int]:
    from sokuho.operations.digests import run_digests
    from sokuho.operations.saying import in_lines, say

    done = run_digests()
    say(in_lines(done))
    return done


@dag(schedule="7 * * * *", doc_md=__doc__, **dag_defaults())
def send_digests() -> None:
    send()


send_digests()
