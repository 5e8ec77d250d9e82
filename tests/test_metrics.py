"""What a worker tells Prometheus and who asks whether it is well, over real HTTP."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families

from sokuho import metrics
from sokuho.bus import Lag
from sokuho.errors import ConfigError, Retry
from sokuho.metrics import Watched, serving
from sokuho.pulse import Pulse
from sokuho.worker import Tally


class Surroundings:
    """A bus and a store that may be away."""

    def __init__(self) -> None:
        self.away, self.asked = False, 0

    def lag(self) -> list[Lag]:
        self.asked += 1
        if self.away:
            raise Retry("Kafka is away")
        return [Lag("sokuho.articles", 0, "articles", 5, 12), Lag("sokuho.articles", 1, "articles", 7, 7)]


@pytest.fixture
def around() -> Surroundings:
    return Surroundings()


@pytest.fixture
def watched(around: Surroundings) -> Watched:
    tally = Tally(handled=41, parked=2, retried=3)
    return Watched("articles", tally, Pulse(), lag=around.lag, deliveries=lambda: {"sent": 9, "unknown": 1})


@pytest.fixture
def address(watched: Watched) -> Iterator[str]:
    with serving(watched, "127.0.0.1", 0) as port:
        yield f"http://127.0.0.1:{port}"


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as e:
        with e:
            return e.code, e.read().decode()


def samples(address: str) -> dict[tuple[str, ...], float]:
    """By the name of the sample and the values of its labels, in the order of their names."""
    status, text = get(f"{address}/metrics")
    assert status == 200
    families = text_string_to_metric_families(text)
    return {(s.name, *s.labels.values()): s.value for f in families for s in f.samples}


def test_metrics_tell_what_was_done_and_what_is_left(watched: Watched, address: str) -> None:
    watched.took(4, 0.012)
    found = samples(address)
    assert found["sokuho_handled_total", "articles"] == 41
    assert found["sokuho_parked_total", "articles"] == 2
    assert found["sokuho_retried_total", "articles"] == 3
    assert found["sokuho_message_seconds_count", "articles"] == 4
    assert found["sokuho_message_seconds_sum", "articles"] == pytest.approx(0.012)
    assert found["sokuho_lag", "articles", "0", "sokuho.articles"] == 7
    assert found["sokuho_lag", "articles", "1", "sokuho.articles"] == 0
    assert found["sokuho_deliveries", "sent"] == 9
    assert found["sokuho_deliveries", "unknown"] == 1
    assert ("process_resident_memory_bytes",) in found


def test_what_cannot_be_asked_is_left_out_and_not_zero(around: Surroundings, address: str) -> None:
    around.away = True
    found = samples(address)
    assert found["sokuho_handled_total", "articles"] == 41
    assert not any(name[0] in ("sokuho_lag", "sokuho_deliveries") for name in found)


def test_the_bus_is_not_asked_at_every_look(around: Surroundings, address: str) -> None:
    for _ in range(3):
        samples(address)
    assert around.asked == 1


def test_ready_once_it_works_and_not_while_the_bus_is_away(watched: Watched, address: str) -> None:
    assert get(f"{address}/health/ready")[0] == 503
    watched.pulse.beat()
    assert get(f"{address}/health/ready") == (200, '{"worker": "articles", "ok": true, "trouble": null}\n')
    watched.pulse.beat("Kafka is away")
    status, text = get(f"{address}/health/ready")
    assert (status, json.loads(text)["trouble"]) == (503, "Kafka is away")
    assert samples(address)["sokuho_ready", "articles"] == 0
    assert get(f"{address}/health/live")[0] == 200


def test_a_loop_that_stands_still_is_not_live(
    watched: Watched, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.pulse.beat()
    monkeypatch.setattr(metrics, "HANGS_SECONDS", -1.0)
    status, text = get(f"{address}/health/live")
    assert status == 503
    assert "stands still" in text


def test_other_addresses_say_what_there_is(address: str) -> None:
    assert get(f"{address}/")[0] == 404


def test_a_port_that_is_taken_is_the_persons_to_mend(watched: Watched, address: str) -> None:
    port = int(address.rpartition(":")[2])
    with pytest.raises(ConfigError, match="--metrics-port"), serving(watched, "127.0.0.1", port):
        pass
