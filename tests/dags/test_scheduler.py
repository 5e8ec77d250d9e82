"""End to end with the real scheduler: it starts, polls by itself, says so with the asset's event, and the
readers have their alerts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sokuho.model import DeliveryState
from sokuho.pipeline import open_pipeline
from sokuho.settings import load
from tests.newsstand import READERS, edition, furnish, newsstand
from tools.local_airflow import LocalAirflow
from tools.process import wait_until

DEALS, READER_COUNT = 4, READERS.count("id:")


@pytest.mark.slow
def test_the_scheduler_polls_and_the_readers_have_their_alerts(tmp_path: Path) -> None:
    with newsstand({"wire": edition(DEALS, 3)}) as stand:
        airflow = LocalAirflow(tmp_path / "airflow", on=["poll_feeds"])
        furnish(airflow.home, stand)
        with open_pipeline(load({"SOKUHO_HOME": str(airflow.home)})) as pipeline:
            try:
                airflow.start()
                run = airflow.ended("poll_feeds")
                tasks = airflow.call(f"dags/poll_feeds/dagRuns/{run['dag_run_id']}/taskInstances")
                events = airflow.call("assets/events")["asset_events"]
                told = DEALS * READER_COUNT
                wait_until(lambda: pipeline.store.deliveries.count() == {DeliveryState.SENT: told}, 120, 0.2)
            finally:
                airflow.stop()
            assert (run["state"], run["run_type"]) == ("success", "scheduled")
            shown = {(ti["task_id"], ti["rendered_map_index"]) for ti in tasks["task_instances"]}
            host = stand.address.removeprefix("http://")
            assert shown == {("due", None), ("poll", host), ("count", None)}
            assert [event["extra"]["new"] for event in events] == [DEALS + 3]
            assert [path for path, _ in stand.requests] == ["/wire.xml"]
            assert pipeline.store.deliveries.count() == {DeliveryState.SENT: told}
            kinds = Counter(path.suffix for path in pipeline.settings.outbox.iterdir())
            assert (kinds[".eml"], kinds[".json"]) == (DEALS, DEALS)
