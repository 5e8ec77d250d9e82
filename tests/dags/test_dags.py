"""Every DAG imports, none is forgotten, all share the defaults; each runs against real parts: a feed server
on loopback, the local bus, SQLite."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sokuho import settings
from sokuho.operations.defaults import DAG_DEFAULTS, FEEDS_POOL, TASK_DEFAULTS
from sokuho.pipeline import open_pipeline
from sokuho.store import Parked
from tests.made import NOW
from tests.newsstand import edition, newsstand

ROOT = Path(__file__).parents[2]
SIDE = Path(__file__).with_name("airflow_side.py")
EDGES = {
    "poll_feeds": [["due", "count"], ["due", "poll"], ["poll", "count"]],
    "send_digests": [],
    "watch": [["look", "tell"], ["look", "verdict"], ["tell", "verdict"]],
    "replay": [],
    "prune": [["count", "prune"]],
    "refresh_rates": [],
    "kill_switch": [],
}
RUNS: list[dict[str, Any]] = [
    {"dag": "poll_feeds"},
    {"dag": "poll_feeds"},
    {"dag": "watch"},
    {"dag": "send_digests"},
    {"dag": "prune"},
    {"dag": "replay", "conf": {"what": "parked", "dry_run": True}},
    {"dag": "replay", "conf": {"what": "parked", "dry_run": False}},
    {"dag": "replay", "conf": {"what": "digest", "subscription": "nobody", "period": "2026-01-01"}},
    {"dag": "refresh_rates"},
    {"dag": "kill_switch", "conf": {"act": "pause", "what": "polling", "reason": "asked to"}},
    {"dag": "poll_feeds"},
    {"dag": "kill_switch", "conf": {"act": "resume", "what": "polling"}},
    {"dag": "poll_feeds", "feeds": "feeds:\n  - name: wire\n    colour: red\n"},
]


@dataclass(frozen=True)
class Seen:
    """What the process with Airflow in it found, and the home it worked in."""

    found: dict[str, Any]
    home: Path

    def dag(self, name: str) -> dict[str, Any]:
        dag: dict[str, Any] = self.found["dags"][name]
        return dag

    def run(self, number: int) -> dict[str, Any]:
        run: dict[str, Any] = self.found["runs"][number]
        return run

    def states(self, number: int) -> dict[str, str]:
        return {f"{t['task']} {t['shown'] or ''}".strip(): t["state"] for t in self.run(number)["tasks"]}


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    home = tmp_path_factory.mktemp("operators")
    with newsstand({"wire": edition(deals=2, idles=3)}) as stand:
        (home / "config").mkdir()
        feeds = stand.config()
        broken = feeds.removeprefix("feeds:\n").replace("name: wire", "name: gone")
        broken = broken.replace("wire.xml", "nothing.xml").replace("127.0.0.1", "localhost")
        rates = f"operating: {{rates_url: '{stand.address}/rates.xml', rates_private: true}}"
        for name, text in (("feeds", feeds + broken), ("subscriptions", ""), ("sokuho", rates)):
            (home / "config" / f"{name}.yaml").write_text(text)
        conf = settings.load({"SOKUHO_HOME": str(home)})
        with open_pipeline(conf) as pipeline:
            pipeline.store.parking.park(Parked("sokuho.articles", 0, 1, "k", b"?", "not JSON", NOW))
        yield Seen(_in_airflow(home), home)


def _in_airflow(home: Path) -> dict[str, Any]:
    asked, out, airflow = home / "runs.json", home / "out.json", home / "airflow"
    asked.write_text(json.dumps(RUNS))
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("AIRFLOW", "SOKUHO"))} | {
        "SOKUHO_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "AIRFLOW_HOME": str(airflow),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{airflow}/airflow.db",
    }
    airflow.mkdir()
    done = subprocess.run(
        [sys.executable, str(SIDE), str(asked), str(out)],
        env=environment,
        cwd=home,
        capture_output=True,
        text=True,
    )
    assert out.exists(), done.stdout[-3000:] + done.stderr[-3000:]
    found: dict[str, Any] = json.loads(out.read_text())
    return found


# --- the files ----------------------------------------------------------------------------------


def test_every_file_is_a_dag_of_its_name(seen: Seen) -> None:
    assert seen.found["errors"] == {}
    assert set(seen.found["dags"]) == {path.stem for path in (ROOT / "dags").glob("*.py")} == set(EDGES)


def test_parsing_is_cheap_and_imports_no_more_of_the_package_than_it_needs(seen: Seen) -> None:
    assert set(seen.found["package_imported"]) <= {
        "sokuho",
        "sokuho.errors",
        "sokuho.operations",
        "sokuho.operations.defaults",
    }
    assert len(seen.found["seconds"]) == len(EDGES)
    assert max(seen.found["seconds"].values()) <= 0.5, "of processor time, each"


@pytest.mark.parametrize("name", sorted(EDGES))
def test_edges_are_as_drawn(seen: Seen, name: str) -> None:
    assert seen.dag(name)["edges"] == EDGES[name]


@pytest.mark.parametrize("name", sorted(EDGES))
def test_defaults_are_shared(seen: Seen, name: str) -> None:
    dag = seen.dag(name)
    assert dag["catchup"] is False
    assert dag["max_active_runs"] == DAG_DEFAULTS["max_active_runs"]
    assert dag["timeout"] == str(DAG_DEFAULTS["dagrun_timeout"])
    assert dag["tags"] == DAG_DEFAULTS["tags"]
    for task in dag["tasks"].values():
        assert task["owner"] == TASK_DEFAULTS["owner"]
        assert task["timeout"] == str(TASK_DEFAULTS["execution_timeout"])
        assert (task["on_mistake"], task["on_outage"]) == ("fail", "default"), "outages are tried again"


@pytest.mark.parametrize("name", sorted(EDGES))
def test_the_page_says_what_red_means(seen: Seen, name: str) -> None:
    doc = seen.dag(name)["doc"]
    assert doc.strip().startswith("### ")
    assert "red" in doc.casefold()


def test_polling_is_mapped_within_its_pool(seen: Seen) -> None:
    poll = seen.dag("poll_feeds")["tasks"]["poll"]
    assert (poll["pool"], poll["mapped"]) == (FEEDS_POOL, True)


def test_the_form_of_replay_asks_for_all_that_it_needs(seen: Seen) -> None:
    assert set(seen.dag("replay")["form"]) == {
        "what", "dry_run", "reason", "start", "end", "subscription", "period",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["replay", "kill_switch"])
def test_a_form_can_be_sent_as_it_opens_and_does_no_harm_so(seen: Seen, name: str) -> None:
    """Airflow's form insists on every field that does not allow null, and takes an empty text for none."""
    dag = seen.dag(name)
    for field, schema in dag["form"].items():
        assert "null" in schema.get("type", ()) or dag["defaults"][field] not in (None, ""), field
    assert dag["defaults"].get("dry_run", dag["defaults"].get("act")) in (True, "show")


# --- the runs -----------------------------------------------------------------------------------


def test_a_broken_feed_shows_by_name_and_reddens_nothing_else(seen: Seen) -> None:
    states = seen.states(0)
    (well,) = (state for name, state in states.items() if name.startswith("poll 127.0.0.1"))
    (broken,) = (state for name, state in states.items() if name.startswith("poll localhost"))
    assert (well, broken) == ("success", "failed")
    assert seen.run(0)["state"] == "success"


def test_the_asset_event_carries_the_counts(seen: Seen) -> None:
    first = seen.found["asset_events"][0]
    assert (first["polled"], first["batches_undone"]) == (2, 0)
    assert set(first["failed"]) == {"gone"}
    conf = settings.load({"SOKUHO_HOME": str(seen.home)})
    with open_pipeline(conf) as pipeline:
        consumer = pipeline.bus.consumer(conf.bus.topics.articles, "test")
        assert len(consumer.poll(0)) >= first["new"]
        consumer.close()


def test_a_run_with_nothing_due_is_green_and_asks_nobody(seen: Seen) -> None:
    assert seen.run(1)["state"] == "success"
    assert len(seen.found["asset_events"]) == 1


def test_a_mistake_in_the_feed_file_reddens_the_run_and_no_dag(seen: Seen) -> None:
    assert seen.states(12)["due"] == "failed"
    assert seen.found["errors"] == {}, "the files are read without the configuration"


def test_watch_is_red_with_the_reason(seen: Seen) -> None:
    assert seen.states(2) == {"look": "success", "tell": "success", "verdict": "failed"}
    (look,) = (task["returned"] for task in seen.run(2)["tasks"] if task["task"] == "look")
    assert [problem["key"] for problem in look["problems"]] == ["parked"]


def test_replay_shows_first_and_does_then(seen: Seen) -> None:
    shown, done = (seen.run(n)["tasks"][0]["returned"] for n in (5, 6))
    assert (shown["messages"], shown["published"]) == (1, 0)
    assert (done["messages"], done["published"], done["left"]) == (1, 1, 0)


def test_a_wrong_form_and_a_silent_source_are_red(seen: Seen) -> None:
    assert seen.states(7) == {"again": "failed"}
    assert seen.states(8) == {"refresh": "failed"}


def test_the_form_pauses_and_resumes(seen: Seen) -> None:
    paused, resumed = (seen.run(n)["tasks"][0]["returned"] for n in (9, 11))
    assert "polling paused since" in paused[0]
    assert "asked to" in paused[0]
    assert "goes on" in resumed[0]
    assert seen.run(10)["state"] == "success", "a run while polling is paused asks nobody, and is green"


@pytest.mark.parametrize("number", [3, 4])
def test_the_quiet_ones_are_green(seen: Seen, number: int) -> None:
    assert seen.run(number)["state"] == "success"
