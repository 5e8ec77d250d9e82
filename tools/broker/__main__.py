"""`python -m tools.broker`: one Apache Kafka broker until Ctrl-C, its data under var/kafka."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from tools.broker.broker import ApacheKafka
from tools.broker.jars import UnavailableError


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.broker", description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("var/kafka"), help="data, log and configuration")
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--heap", default="512m", help="memory for Java (default: 512m)")
    asked = parser.parse_args()
    # Both ways of stopping raise in the main thread, so that `finally` stops the broker.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    broker = ApacheKafka(asked.home.resolve(), port=asked.port, heap=asked.heap, optimise=True)
    print("starting (the first time fetches 43 MB from Maven Central) ...", file=sys.stderr, flush=True)
    try:
        broker.start()
        print(f"{broker.name} at {broker.address}", flush=True)
        print(f"export SOKUHO_KAFKA={broker.address}    # then: sokuho bus init", file=sys.stderr, flush=True)
        signal.pause()
    except UnavailableError as e:
        print(f"kafka: {e}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopping ...", file=sys.stderr, flush=True)
    finally:
        broker.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
