"""Pictures of Airflow's own pages for docs/operations.md: `python -m tools.airflow_pictures [FOLDER]`.

Starts the Airflow of `make airflow` in a folder of its own and goes through situations of the runbook: each
is produced, seen in Chromium, mended from the same pages, and `watch` must then be green. So the runbook is
tried whenever the pictures are taken. Ends with an error where something does not go as written there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page

from sokuho import resources
from sokuho.demo.server import FeedServer
from sokuho.model import DeliveryState
from sokuho.pipeline import Pipeline, open_pipeline
from sokuho.settings import load
from tools import command
from tools.airflow_home import write_home
from tools.broker import Broker, start_any
from tools.browser import opened
from tools.local_airflow import USER, LocalAirflow
from tools.process import wait_until

ROOT = Path(__file__).parent.parent
DAGS = ("poll_feeds", "watch", "send_digests", "prune", "refresh_rates", "replay", "kill_switch")
WIDTH, HEIGHT = 1280, 720
LONG_SECONDS = 180


class Tour:
    """One Airflow, one browser; `folder` gets the pictures."""

    def __init__(
        self, airflow: LocalAirflow, broker: Broker, pipeline: Pipeline, page: Page, folder: Path
    ) -> None:
        self.airflow, self.broker, self.pipeline = airflow, broker, pipeline
        self.page, self.folder = page, folder

    def go(self) -> None:
        self._log_in()
        self.a_wrong_alert_went_out()
        self.what_was_polled()
        self.alerts_are_late()
        self.kafka_was_down()
        self.a_feed_went_silent()
        self.forms()

    # --- situations -----------------------------------------------------------------------------

    def a_wrong_alert_went_out(self) -> None:
        """Alerts are paused before the first poll, so everything that is found waits."""
        pause = {"act": "pause", "what": "alerts", "reason": "amounts looked wrong since 09:00"}
        self._run("kill_switch", pause)
        for dag in DAGS:
            self.airflow.switch_on(dag)
        self.airflow.ended("poll_feeds", seconds=LONG_SECONDS)
        self._until("deliveries are written down", lambda: self._count(DeliveryState.PENDING) > 0)
        self._until("all is read", lambda: self.pipeline.idle("articles") and self.pipeline.idle("stories"))
        must(self._count(DeliveryState.SENT) == 0, "nothing leaves while alerts are paused")
        self._red("alerts paused since", "watch-paused")
        self._run("kill_switch", {"act": "show what resuming does", "what": "alerts"})
        self._see_log("kill_switch", "switch", "messages would leave now", "kill-switch-shows")

    def what_was_polled(self) -> None:
        run = self.airflow.runs("poll_feeds")[0]["dag_run_id"]
        self._open(f"dags/poll_feeds/runs/{run}/tasks/poll/mapped")
        self.page.get_by_text("Task Instances [").first.wait_for()
        self._shoot("poll-hosts")
        failed = next(ti for ti in self._tasks("poll_feeds", run) if ti["state"] == "failed")
        self._open(f"dags/poll_feeds/runs/{run}/tasks/poll/mapped/{failed['map_index']}")
        self.page.get_by_text("gov-notices:").first.wait_for()
        self._fold()
        self._shoot("poll-failed")

    def alerts_are_late(self) -> None:
        """Alerts are resumed while no delivery consumer is up; the next look finds them standing still."""
        self.airflow.end("deliveries")
        self._configure("sokuho", lambda file: file["operating"].update(late_minutes=0.01))
        self._run("kill_switch", {"act": "resume", "what": "alerts"})
        self._red("deliveries stand still since", "watch-late")
        self.airflow.consume("deliveries")
        self._until("alerts have left", lambda: self.pipeline.store.switches.due(datetime.now(UTC)) == 0)
        must(self._count(DeliveryState.SENT) > 0, "what waited leaves")
        self._green()

    def kafka_was_down(self) -> None:
        """The broker stops; a feed that has a new name is due, so its poll has something to publish."""
        self._configure("feeds", lambda file: file["feeds"][0].update(name="met-again"))
        self.broker.stop()
        run = self.airflow.trigger("poll_feeds")

        def waits() -> bool:
            return any(ti["state"] == "up_for_retry" for ti in self._tasks("poll_feeds", run))

        self._until("the task that polls is tried again later", waits)
        self._open(f"dags/poll_feeds/runs/{run}/tasks/poll/mapped")
        self.page.get_by_text("Up For Retry").first.wait_for()
        self._shoot("poll-retried")
        self._red("the bus does not answer", "watch-kafka")
        self.broker.start()
        ended = self.airflow.ended("poll_feeds", run, LONG_SECONDS)
        must(ended["state"] == "success", "the poll is made up for by itself")
        self._until("what was polled is read", lambda: self.pipeline.idle("articles"))
        self._green()

    def a_feed_went_silent(self) -> None:
        """A feed's rhythm is set to seconds, as if it had been silent for long."""
        self._configure("feeds", lambda file: file["feeds"][0].update(rhythm=0.01))
        self._red("shows nothing new since", "watch-silent")
        self._configure("feeds", lambda file: file["feeds"][0].pop("rhythm"))
        self._green("watch-green")
        self._open("dags")
        self.page.get_by_text("watch", exact=True).first.wait_for()
        self.page.set_viewport_size({"width": WIDTH, "height": 1290})
        self._shoot("dags")
        self.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})

    def forms(self) -> None:
        for dag, height in (("replay", 1340), ("kill_switch", 1080)):
            self._open(f"dags/{dag}")
            self.page.set_viewport_size({"width": WIDTH, "height": height})
            self.page.get_by_role("button", name="Trigger").first.click()
            self.page.get_by_text("Run Parameters").first.wait_for()
            self._shoot(f"{dag.replace('_', '-')}-form")
        self.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})

    # --- looking --------------------------------------------------------------------------------

    def _red(self, reason: str, name: str) -> None:
        must(self._run("watch")["state"] == "failed", f"watch is red: {reason}")
        self._see_log("watch", "verdict", reason, name)

    def _green(self, name: str = "") -> None:
        run = self._run("watch")
        must(run["state"] == "success", "watch is green again")
        if name:
            self._open("dags/watch")
            self.page.get_by_text("Failed Runs").first.wait_for()
            self._shoot(name)

    def _see_log(self, dag: str, task: str, text: str, name: str) -> None:
        run = self.airflow.runs(dag)[-1]["dag_run_id"]
        self._open(f"dags/{dag}/runs/{run}/tasks/{task}")
        self.page.get_by_text(text).first.wait_for()
        self._fold()
        self._shoot(name)

    def _fold(self) -> None:
        """Fold the traceback that Airflow shows with every failure: it says nothing of ours."""
        for summary in self.page.get_by_text("AirflowFailException").all():
            summary.click()

    def _shoot(self, name: str) -> None:
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_timeout(1500)  # charts and sheets glide into their places
        self.page.screenshot(path=self.folder / f"{name}.png")
        print(f"{name}.png", flush=True)

    def _open(self, path: str) -> None:
        self.page.goto(f"{self.airflow.address}/{path}")

    def _log_in(self) -> None:
        self._open("")
        self.page.fill("input[name=username]", USER)
        self.page.fill("input[name=password]", self.airflow.password)
        self.page.click("button[type=submit]")
        self.page.get_by_text("Dags").first.wait_for()

    # --- acting ---------------------------------------------------------------------------------

    def _run(self, dag: str, form: Mapping[str, Any] | None = None) -> dict[str, Any]:
        run = self.airflow.ended(dag, self.airflow.trigger(dag, form), LONG_SECONDS)
        must(dag == "watch" or run["state"] == "success", f"{dag} with {form} succeeds")
        return run

    def _tasks(self, dag: str, run: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.airflow.call(f"dags/{dag}/dagRuns/{run}/taskInstances")[
            "task_instances"
        ]
        return found

    def _configure(self, name: str, change: Callable[[dict[str, Any]], object]) -> None:
        path = self.airflow.home / f"config/{name}.yaml"
        file = yaml.safe_load(path.read_text(encoding="utf-8"))
        change(file)
        path.write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")

    def _count(self, state: DeliveryState) -> int:
        return self.pipeline.store.deliveries.count().get(state, 0)

    def _until(self, what: str, true: Callable[[], bool]) -> None:
        must(wait_until(true, LONG_SECONDS, 0.5), what)


def must(true: bool, what: str) -> None:
    if not true:
        raise SystemExit(f"not so: {what}")


@contextmanager
def browsing() -> Iterator[Page]:
    with opened() as browser:
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB", timezone_id="UTC"
        )
        page.set_default_timeout(60_000)
        yield page


def main() -> None:
    folder = command(__doc__, "docs/img/airflow").parse_args().folder or ROOT / "docs/img/airflow"
    folder.mkdir(parents=True, exist_ok=True)
    samples = resources.defaults() / "config/demo/feeds"
    with (
        tempfile.TemporaryDirectory(prefix="sokuho-airflow-") as work,
        FeedServer([samples], base=datetime.now(UTC)) as feeds,
    ):
        broker = start_any(Path(work) / "kafka")
        airflow = LocalAirflow(Path(work) / "airflow", on=["kill_switch"], kafka=broker.address)
        write_home(airflow.home, feeds)
        try:
            airflow.start()
            conf = load({"SOKUHO_HOME": str(airflow.home), "SOKUHO_KAFKA": broker.address})
            with open_pipeline(conf) as pipeline, browsing() as page:
                Tour(airflow, broker, pipeline, page, folder).go()
        finally:
            airflow.stop()
            broker.stop()


if __name__ == "__main__":
    main()
