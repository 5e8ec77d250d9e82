"""
### What an operator should know

Every ten minutes: consumers that fall behind, feeds that are silent, failing or gone, polling that stands
still, parked messages, deliveries that stand still or whose outcome is unknown, and days without a story.

**look** finds the problems, **tell** tells the operators' Slack channel (`operating.slack_channel`): once
when a problem was seen several times in a row, once when it is over; that is remembered in the store, so
clearing a run tells nothing twice. **verdict is red as long as there is a problem**, and its log names
them. What to do about each is in the runbook, docs/operations.md.

Red **look** or **tell**: the configuration cannot be read, or Slack refuses the message.
"""

from __future__ import annotations

from typing import Any

from airflow.sdk import dag, task
from airflow.sdk.exceptions import AirflowFailException

from sokuho.operations.defaults import dag_defaults


@task
def look() -> dict[str, Any]:
    from sokuho.operations.watching import run_look

    return run_look()


@task
def tell(found: dict[str, Any]) -> dict[str, list[str]]:
    from sokuho.operations.telling import run_tell

    return run_tell(found)


@task
def verdict(found: dict[str, Any]) -> None:
    from sokuho.operations.saying import say

    problems = [problem["text"] for problem in found["problems"]]
    say(problems or ["all is well"], wrong=bool(problems))
    if problems:
        raise AirflowFailException(f"{len(problems)} to look at, named above")


@dag(schedule="3-59/10 * * * *", doc_md=__doc__, **dag_defaults())
def watch() -> None:
    found = look()
    tell(found) >> verdict(found)


watch()
