"""What all DAGs share, set once. Imported while Airflow parses, so it imports next to nothing.

The one place outside `dags/` that knows Airflow: `dag_defaults` makes its policy of retries.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

#: one pool for all polling, so that the number of feeds asked at a time has one knob
FEEDS_POOL = "feeds"

TASK_DEFAULTS: dict[str, Any] = {
    "owner": "sokuho",
    "retries": 3,
    "retry_delay": timedelta(seconds=30),
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(minutes=5),
    "execution_timeout": timedelta(minutes=10),
}

DAG_DEFAULTS: dict[str, Any] = {
    "start_date": datetime(2026, 1, 1, tzinfo=UTC),
    # After an outage one run does what is due; the missed ones would find nothing more.
    "catchup": False,
    "max_active_runs": 1,
    "dagrun_timeout": timedelta(minutes=30),
    "default_args": TASK_DEFAULTS,
    "tags": ["sokuho"],
}

#: a person must mend these first; trying again only delays the red square
FOR_A_PERSON = ["sokuho.errors.ConfigError", "sokuho.errors.Reject"]


def dag_defaults() -> dict[str, Any]:
    """The arguments of every DAG. Mistakes of a person fail at once, everything else is retried."""
    from airflow.sdk import ExceptionRetryPolicy, RetryAction, RetryRule

    rule = RetryRule(exception=list(FOR_A_PERSON), action=RetryAction.FAIL, reason="to be mended by a person")
    policy = ExceptionRetryPolicy(rules=[rule])
    return DAG_DEFAULTS | {"default_args": TASK_DEFAULTS | {"retry_policy": policy}}
