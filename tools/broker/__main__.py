"""`python -m tools.broker`: one Apache Kafka broker until Ctrl-C, its data under var/kafka."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from tools.broker.broker import ApacheKafka
from tools.broker.jars import UnavailableError
from tools.process import until_interrupted


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.broker", description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("var/kafka"), help="data, log and configuration")
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--heap", default="512m", help="memory for Java (default: 512m)")
    asked = parser.parse_args()
    broker = ApacheKafka(asked.home.resolve(), port=asked.port, heap=asked.heap, optimise=True)
    try:
        with until_interrupted():
            _say("starting (the first time fetches 43 MB from Maven Central) ...")
            broker.start()
            print(f"{broker.name} at {broker.address}", flush=True)
            _say(f"export SOKUHO_KAFKA={broker.address}    # then: sokuho bus init")
            signal.pause()
    except UnavailableError as e:
        _say(f"kafka: {e}")
        return 1
    except KeyboardInterrupt:
        _say("stopping ...")
    finally:
        broker.stop()
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
