"""
### Fetch the reference exchange rates

Daily, after the source (`operating.rates_url`, the European Central Bank unless changed) has published.
Rates only compare figures of different currencies, with each other and with a subscription's minimum; no
reader ever sees a converted figure. They are kept in `var/rates.yaml`, after the shipped, dated ones.

**Red** means that the source did not answer, sent something else, or names a rate that differs too much
from the last to be believed. The rates stay as they were; nothing else is affected.
"""

from __future__ import annotations

from airflow.sdk import dag, task

from sokuho.operations.defaults import dag_defaults


@task
def refresh() -> dict[str, str]:
    from sokuho.operations.rates import run_refresh

    return run_refresh()


@dag(schedule="37 15 * * 1-5", doc_md=__doc__, **dag_defaults())
def refresh_rates() -> None:
    refresh()


refresh_rates()
