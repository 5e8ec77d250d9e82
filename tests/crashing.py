"""Death at chosen moments: a process that runs rounds and ends itself, as kill -9 would, at a named call.

    python -m tests.crashing < commands      (SOKUHO_HOME is the home)

A command is `NAME WHEN NTH`: run one round in a child that dies `before` or `after` the NTH call of the
function NAME; or `whole`: run one round to its end. The child's exit code is answered on a line.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Callable
from importlib import import_module
from typing import Any

#: every place where work turns durable or leaves the process, as module:Class.method
MOMENTS = (
    ("sokuho.bus.local:LocalBus.publish_all", "before", 1),
    ("sokuho.bus.local:LocalBus.publish_all", "after", 1),
    ("sokuho.store.feeds:Feeds.record_poll", "after", 1),
    ("sokuho.store.articles:Articles.save_all", "after", 1),
    ("sokuho.store.stories:Stories.add_revision", "after", 1),
    ("sokuho.store.articles:Articles.outcomes", "after", 1),
    ("consumers.articles:publish_pending", "before", 1),
    ("sokuho.bus.local:LocalBus.publish_all", "after", 2),
    ("sokuho.store.stories:Stories.mark_published", "after", 1),
    ("sokuho.bus.local_group:LocalConsumer.commit", "before", 2),
    ("sokuho.bus.local_group:LocalConsumer.commit", "after", 2),
    ("sokuho.store.deliveries:Deliveries.add_deliveries", "after", 1),
    ("sokuho.store.deliveries:Deliveries.claim", "after", 1),
    ("sokuho.store.deliveries:Deliveries.start_all", "before", 1),
    ("sokuho.store.deliveries:Deliveries.start_all", "after", 1),
    ("sokuho.deliver.outbox:_replace", "after", 2),
    ("sokuho.deliver.outbox:Outbox.send", "after", 1),
    ("sokuho.store.deliveries:Deliveries.settle_all", "before", 2),
    ("sokuho.store.deliveries:Deliveries.settle_all", "after", 2),
)
DIED = 9


def rig(name: str, when: str, nth: int) -> None:
    """Make the function end the process at its nth call."""
    module, _, path = name.partition(":")
    *owners, last = path.split(".")
    owner: Any = import_module(module)
    for step in owners:
        owner = getattr(owner, step)
    original: Callable[..., Any] = getattr(owner, last)
    calls = 0

    def rigged(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == nth and when == "before":
            os._exit(DIED)
        result = original(*args, **kwargs)
        if calls == nth and when == "after":
            os._exit(DIED)
        return result

    setattr(owner, last, rigged)


def one_round(command: str) -> None:
    from sokuho import logs, run, settings
    from sokuho.pipeline import open_pipeline

    if command != "whole":
        name, when, nth = command.split()
        rig(name, when, int(nth))
    logs.setup("error")
    with open_pipeline(settings.load()) as pipeline:
        run.once(pipeline, threading.Event(), due_only=False)


def preload() -> None:
    """Load what takes long once, not in each child."""
    from sokuho import following, settings, vocabulary

    home = settings.load().home
    reader, follower = vocabulary.load_reader(home), following.load_follower(home)
    vocabulary.load_reader = lambda *_: reader
    following.load_follower = lambda *_: follower


def main() -> None:
    import_module("sokuho.run")
    import_module("sokuho.outgoing")
    preload()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            code = 1
            try:
                one_round(line.strip())
                code = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(code)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
