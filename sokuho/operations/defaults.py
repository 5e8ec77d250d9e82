"""What all DAGs share, set once. Imported while Airflow parses, so it imports next to nothing."""

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
