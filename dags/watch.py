"""
### What an operator should know

Every ten minutes: consumers that fall behind, feeds that are silent, failing or gone, polling that stands
still, parked messages, deliveries that stand still or whose outcome is unknown, and days without a story.

**look** finds the problems, **tell** tells the operators' Slack channel (`operating.slack_channel`): once
when a problem was seen several times in a row, once when it is over. **verdict is red as long as there is a
problem**, and its log's last line says which. What to do about each is in the runbook, docs/operations.md.

Red **look** or **tell**: the configuration cannot be read, or Slack refuses the message.
"""

from __future__ import annotations

from typing import Any

from airflow.sdk import dag, get_current_context, task
from airflow.sdk.exceptions import AirflowFailException

from sokuho.operations.defaults import DAG_DEFAULTS


@task
def look() -> list[dict[str, str]]:
    from sokuho.operations.watching import run_look

    return run_look()


@task
def tell(problems: list[dict[str, str]]) -> dict[str, dict[str, Any]]:
    from sokuho.operations.watching import run_tell

    memory = get_current_context()["ti"].xcom_pull(task_ids="tell", include_prior_dates=True)
    return run_tell(memory, problems)


@task
def verdict(problems: list[dict[str, str]]) -> None:
    if problems:
        raise AirflowFailException("; ".join(problem["text"] for problem in problems))


@dag(schedule="3-59/10 * * * *", doc_md=__doc__, **DAG_DEFAULTS)
def watch() -> None:
    problems = look()
    tell(problems) >> verdict(problems)


watch()
