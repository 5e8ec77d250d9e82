"""Runs in a process of its own, since importing Airflow changes logging and the environment for good.

`python airflow_side.py RUNS.json OUT.json`: describe every DAG, then run those asked for, one after the
other, with `dag.test()`; what came of it goes to OUT.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def main(asked: Path, out: Path) -> None:
    from airflow.dag_processing.dagbag import DagBag
    from airflow.utils.db import initdb

    initdb()
    dags_folder = Path(__file__).parents[2] / "dags"
    bag = DagBag(str(dags_folder))
    found: dict[str, Any] = {
        "errors": {str(path): str(error) for path, error in bag.import_errors.items()},
        "seconds": {path.name: parse_once_more(path) for path in sorted(dags_folder.glob("*.py"))},
        "dags": {name: describe(dag) for name, dag in bag.dags.items()},
        "package_imported": sorted(name for name in sys.modules if name.startswith("sokuho")),
        "runs": [],
    }
    _make_pool()
    for run in json.loads(asked.read_text()):
        found["runs"].append(carry_out(bag.dags[run["dag"]], run))
    found["asset_events"] = _asset_events()
    out.write_text(json.dumps(found, default=str))


def parse_once_more(path: Path) -> float:
    """Seconds of processor time that the file takes, as in each round of the DAG processor, Airflow being
    there already. What a busy machine does meanwhile is not counted."""
    for name in [name for name in sys.modules if name.startswith("sokuho")]:
        del sys.modules[name]
    started = time.process_time()
    runpy.run_path(str(path))
    return time.process_time() - started


def describe(dag: Any) -> dict[str, Any]:
    from sokuho.errors import ConfigError, Retry

    return {
        "doc": dag.doc_md,
        "schedule": str(getattr(dag.timetable, "summary", dag.timetable)),
        "tags": sorted(dag.tags),
        "catchup": dag.catchup,
        "max_active_runs": dag.max_active_runs,
        "timeout": dag.dagrun_timeout,
        "form": {name: dag.params.get_param(name).schema for name in dag.params},
        "defaults": {name: dag.params[name] for name in dag.params},
        "edges": sorted([task.task_id, below] for task in dag.tasks for below in task.downstream_task_ids),
        "tasks": {
            task.task_id: {
                "owner": task.owner,
                "retries": task.retries,
                "on_mistake": str(task.retry_policy.evaluate(ConfigError("line 3"), 1, 3).action.value),
                "on_outage": str(task.retry_policy.evaluate(Retry("the broker is away"), 1, 3).action.value),
                "timeout": task.execution_timeout,
                "pool": task.pool,
                "mapped": bool(task.is_mapped),
            }
            for task in dag.tasks
        },
    }


def carry_out(dag: Any, asked: Mapping[str, Any]) -> dict[str, Any]:
    """`asked`: the form in `conf`; `feeds`, what stands in the file of feeds while it runs."""
    for task in dag.tasks:
        task.retries = 0  # waiting for a retry proves nothing here
    feeds = Path(os.environ["SOKUHO_HOME"]) / "config/feeds.yaml"
    before = feeds.read_text(encoding="utf-8")
    feeds.write_text(asked.get("feeds", before), encoding="utf-8")
    run = dag.test(run_conf=asked.get("conf"))
    feeds.write_text(before, encoding="utf-8")
    tasks = [
        {
            "task": ti.task_id,
            "map_index": ti.map_index,
            "shown": ti.rendered_map_index,
            "state": str(ti.state),
            "returned": _returned(ti),
        }
        for ti in run.get_task_instances()
    ]
    return {"dag": dag.dag_id, "state": str(run.state), "tasks": tasks}


def _returned(ti: Any) -> Any:
    return ti.xcom_pull(task_ids=ti.task_id, map_indexes=ti.map_index)


def _make_pool() -> None:
    from airflow.models.pool import Pool

    from sokuho.operations.defaults import FEEDS_POOL

    Pool.create_or_update_pool(FEEDS_POOL, slots=4, description="feeds asked", include_deferred=False)


def _asset_events() -> list[dict[str, Any]]:
    from airflow.models.asset import AssetEvent
    from airflow.utils.session import create_session

    with create_session() as session:
        return [dict(event.extra) for event in session.query(AssetEvent).order_by(AssetEvent.id)]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
