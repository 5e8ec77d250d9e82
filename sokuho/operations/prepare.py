"""`python -m sokuho.operations.prepare`: the store at its version, the topics made. Runs before the rest.

Waits for a store or broker that is still starting. Safe to run again, and by several at once.
"""

from __future__ import annotations

import sys
import time

from sokuho import logs, settings
from sokuho.errors import ConfigError, Retry, SokuhoError
from sokuho.pipeline import open_pipeline
from sokuho.settings import Settings

PATIENCE_SECONDS = 120
PAUSE_SECONDS = 2


def prepare(conf: Settings) -> list[str]:
    """Make what is missing. Returns what was done, a line each. Raises Retry, ConfigError."""
    with open_pipeline(conf) as pipeline:
        done = [f"store {pipeline.store.place} is up to date"]
        if conf.bus.kind == "kafka":
            from sokuho.bus.kafka import KafkaBus

            assert isinstance(pipeline.bus, KafkaBus)
            for state in pipeline.bus.create_topics():
                differs = f"differs: {'; '.join(state.differences)}" if state.differences else "as configured"
                done.append(f"topic {state.topic.name} {differs if state.exists else 'made'}")
    return done


def main() -> int:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            conf = settings.load()
            logs.setup(conf.log_level)
            for line in prepare(conf):
                print(line, flush=True)
            return 0
        except Retry as e:
            if time.monotonic() > deadline:
                return _fail(e, 1)
            print(f"not yet: {e}", file=sys.stderr, flush=True)
            time.sleep(PAUSE_SECONDS)
        except SokuhoError as e:
            return _fail(e, 2 if isinstance(e, ConfigError) else 1)


def _fail(error: SokuhoError, code: int) -> int:
    print(f"sokuho: {error}", file=sys.stderr)
    return code


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)  # as a shell has it
