"""`sokuho demo`: the sample feeds through the whole pipeline, and what came of it as a table.

The demo has a store of its own under `var/demo/`, and no keys: nothing can leave the machine. The dates
of the samples count from its first start, so a second run finds every feed unchanged.
"""

from __future__ import annotations

import shutil
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sokuho import resources, run, settings
from sokuho.alerts.shown import StoryView
from sokuho.alerts.view import StoryViews
from sokuho.configuration import Feeds, Subscribers
from sokuho.demo.contents import write_contents
from sokuho.demo.server import FeedServer
from sokuho.errors import ConfigError
from sokuho.model import Delivery
from sokuho.pipeline import Pipeline, open_pipeline
from sokuho.settings import Secrets, Settings
from sokuho.wording import load_words

FOLDER = "var/demo"
STORE = f"{FOLDER}/sokuho.db"
ZONE = "UTC"


@dataclass(frozen=True, slots=True)
class Row:
    """A story for the demo's table, and the messages about it, the first first."""

    view: StoryView
    messages: tuple[Delivery, ...]

    @property
    def told(self) -> Mapping[str, int]:
        """The subscriptions, and how many messages each got."""
        return Counter(m.subscription for m in self.messages)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a run of the demo came to. `rows`: the stories, the newest first."""

    summary: run.Summary
    rows: tuple[Row, ...]
    settings: Settings


def demo(*, later: bool, fresh: bool, progress: Callable[[str], None]) -> Shown:
    """Run it in the home of the environment. `later` serves what the outlets publish afterwards, once they
    were served as they were before; `fresh` forgets earlier runs of the demo first."""
    home = settings.load().home
    if fresh:
        shutil.rmtree(home / FOLDER, ignore_errors=True)
    if later and not (home / STORE).exists():
        _round(home, ["feeds"], progress)
    return _round(home, ["feeds", "later"] if later else ["feeds"], progress)


def _round(home: Path, names: Sequence[str], progress: Callable[[str], None]) -> Shown:
    """One round over the samples of these folders, a later one's standing before an earlier one's."""
    with FeedServer([_samples(home, name) for name in names], base=_first_start(home)) as server:
        conf = _configured(home, server)
        stop = threading.Event()
        with open_pipeline(conf) as pipeline:
            summary = run.once(pipeline, stop, due_only=False, progress=progress)
            rows = tuple(_rows(pipeline))
            if summary.sent:
                languages = {s.id: s.language for s in conf.subscribers}
                write_contents(conf.outbox, [(r.view, r.messages) for r in rows], languages)
            return Shown(summary, rows, conf)


def _samples(home: Path, name: str) -> Path:
    return resources.find(home, f"config/demo/{name}")


def _configured(home: Path, server: FeedServer) -> Settings:
    """The person's settings, with the demo's feeds, readers, store, and no keys."""
    conf = settings.load({"SOKUHO_HOME": str(home)})
    feeds = resources.read_model(resources.find(home, "config/demo/feeds.yaml"), Feeds)
    readers = resources.read_model(resources.find(home, "config/demo/subscriptions.yaml"), Subscribers)
    place = f"127.0.0.1:{server.port}"
    return conf.model_copy(
        update={
            "store": f"sqlite:///{STORE}",
            "bus": conf.bus.model_copy(update={"kind": "local"}),
            "feeds": tuple(f.model_copy(update={"url": f.url.format(host=place)}) for f in feeds.feeds),
            "subscribers": readers.subscriptions,
            "secrets": Secrets(),
            "log_level": "error",
        }
    )


def _first_start(home: Path) -> datetime:
    """When the demo was first started in this home; now, if it never was."""
    path = home / FOLDER / "started"
    try:
        if path.exists():
            return datetime.fromisoformat(path.read_text(encoding="ascii"))
        path.parent.mkdir(parents=True, exist_ok=True)
        now = datetime.now(UTC)
        path.write_text(now.isoformat(), encoding="ascii")
        return now
    except ValueError as e:
        raise ConfigError("not a time; run `sokuho demo --fresh`", path=path) from e
    except OSError as e:
        raise ConfigError(f"cannot keep the demo's start ({e.strerror}); make it writable", path=path) from e


def _rows(pipeline: Pipeline) -> Iterator[Row]:
    views = StoryViews(load_words(pipeline.settings.home)["en"], ZONE)
    told: dict[str, dict[str, Delivery]] = defaultdict(dict)
    for delivery in reversed(pipeline.store.deliveries.list_deliveries(limit=1000)):
        if delivery.provider_id:  # revisions that one message told together have one
            told[delivery.story].setdefault(delivery.provider_id, delivery)
    for story in pipeline.store.stories.list_stories():
        latest = pipeline.store.stories.revisions_of(story.id)[-1]
        yield Row(views.story(replace(latest, story=story)), tuple(told[story.id].values()))
