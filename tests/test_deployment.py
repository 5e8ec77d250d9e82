"""docker-compose.yml, Dockerfile and config/env.example agree with each other and with the code; what the
services run, runs here, too."""

from __future__ import annotations

import base64
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography.fernet import Fernet

from sokuho import settings
from sokuho.bus.kafka import KafkaBus, wanted
from sokuho.errors import Retry
from tools.broker import Broker
from tools.broker.jars import version
from tools.process import Child, wait_until

ROOT = Path(__file__).parents[1]
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(COMPOSE_TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
EXAMPLE = (ROOT / "config/env.example").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
CONSUMERS = ("articles", "stories", "deliveries")
ONE_SHOT = {"prepare", "airflow-prepare"}
SECRET = re.compile(r"PASSWORD$|SECRET|TOKEN|_KEY$|CONN$|STORE$|WEBHOOK")


def environment(service: dict[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in service.get("environment", {}).items()}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_nothing_is_published_beyond_loopback(name: str) -> None:
    assert all(str(port).startswith("127.0.0.1:") for port in SERVICES[name].get("ports", ()))


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_secrets_come_from_the_environment(name: str) -> None:
    for variable, value in environment(SERVICES[name]).items():
        if SECRET.search(variable):
            assert "${" in value, variable


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_has_limits_and_comes_back(name: str) -> None:
    service = SERVICES[name]
    assert service["mem_limit"]
    assert service["restart"] == ("no" if name in ONE_SHOT else "unless-stopped")


def test_whatever_others_wait_for_can_be_waited_for() -> None:
    for service in SERVICES.values():
        for needed, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[needed]
            else:
                assert needed in ONE_SHOT


def test_images_are_pinned_and_the_broker_is_the_one_we_test_on() -> None:
    assert SERVICES["kafka"]["image"] == f"apache/kafka:{version()}"
    for service in SERVICES.values():
        assert "build" in service or re.search(r":v?\d", service["image"])


def test_airflow_knows_every_option_that_it_is_given() -> None:
    spec = importlib.util.find_spec("airflow")
    assert spec is not None
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0])
    known = yaml.safe_load((folder / "config_templates/config.yml").read_text(encoding="utf-8"))
    given = {v for service in SERVICES.values() for v in environment(service) if v.startswith("AIRFLOW__")}
    assert given
    for variable in given:
        _, section, option = variable.lower().split("__")
        assert option in known[section]["options"], variable


def test_the_example_names_every_variable() -> None:
    named = set(re.findall(r"^#?([A-Z][A-Z_]+)=", EXAMPLE, re.MULTILINE))
    asked = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", COMPOSE_TEXT))
    assert asked <= named
    assert set(settings.ENVIRONMENT) <= named


def test_the_example_holds_no_value_that_could_be_a_secret() -> None:
    values = dict(re.findall(r"^([A-Z][A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))
    assert set(values.values()) == {""}


def test_the_key_made_as_the_example_says_is_one_that_airflow_takes() -> None:
    size = re.search(r"`openssl rand -base64 (\d+)`\.\nAIRFLOW_FERNET_KEY=", EXAMPLE)
    assert size
    Fernet(base64.b64encode(os.urandom(int(size[1]))))


def test_the_image_is_built_from_what_is_there() -> None:
    copied = [
        source
        for line in re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, re.MULTILINE)
        for source in line.split()[:-1]
    ]
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for source in copied:
        assert (ROOT / source).exists(), source
        assert source in let_in, source
    targets = set(re.findall(r" AS ([a-z-]+)$", DOCKERFILE, re.MULTILINE))
    for service in SERVICES.values():
        if "build" in service:
            assert service["build"]["target"] in targets


def test_the_image_installs_with_the_same_uv_as_make() -> None:
    pinned = re.search(r"uv==([\d.]+)", DOCKERFILE)
    made = re.search(r"UV_VERSION := ([\d.]+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert pinned
    assert made
    assert pinned[1] == made[1]


# --- what the services run ----------------------------------------------------------------------


@pytest.fixture
def natively(apache_kafka: Broker, tmp_path: Path) -> dict[str, str]:
    """The consumers' environment as the file gives it, with this machine's addresses."""
    given = environment(SERVICES["articles"])
    assert given["SOKUHO_KAFKA"] == "kafka:9092"
    shutil.copytree(ROOT / "config", tmp_path / "config")
    names = {
        "articles": tmp_path.name + "-a",
        "stories": tmp_path.name + "-s",
        "parked": tmp_path.name + "-p",
    }
    topics = "".join(f"    {name}: {value}\n" for name, value in names.items())
    (tmp_path / "config/sokuho.yaml").write_text(f"bus:\n  topics:\n    partitions: 2\n{topics}")
    here = {
        "SOKUHO_HOME": str(tmp_path),
        "SOKUHO_STORE": f"sqlite:///{tmp_path}/store.db",
        "SOKUHO_KAFKA": apache_kafka.address,
    }
    here["SOKUHO_METRICS_PORT"] = "0"
    plain = {name: "" if "${" in value else value for name, value in given.items()}
    return {**os.environ, **plain, "SOKUHO_LOG": "info", "PYTHONPATH": str(ROOT), **here}


def start(name: str, env: dict[str, str], folder: Path) -> Child:
    """The service's command; on this machine ports are free ones."""
    program, *words = SERVICES[name]["command"]
    assert program in ("python", "sokuho")
    words = ["0" if word == "8800" else word for word in words if not word.startswith("${")]
    if program == "sokuho":
        words = ["-c", "from sokuho.cli import main; main()", *words[: words.index("--proxies")]]
    return Child([sys.executable, *words], folder / f"{name}.log", env=env, cwd=folder)


def groups(bus: KafkaBus) -> set[str]:
    """Those that have met; none while the broker makes its own topics, which it does for the first group."""
    try:
        return {lag.group for lag in bus.lag()}
    except Retry:
        return set()


def health_of(child: Child) -> bool:
    """What the service's health check asks for, at the port that it has here."""
    found = re.search(r"metrics at http://[\d.]+:(\d+)/", child.said())
    if not found:
        return False
    probe = SERVICES["articles"]["healthcheck"]["test"][-1].replace(":9100/", f":{found[1]}/")
    return subprocess.run([sys.executable, "-c", probe], timeout=30).returncode == 0


def test_services_start_in_order_and_leave_when_told(natively: dict[str, str], tmp_path: Path) -> None:
    prepare = start("prepare", natively, tmp_path)
    assert wait_until(lambda: prepare.ended is not None, 120)
    assert prepare.ended == 0, prepare.said()
    assert prepare.said().count(" made") == 3

    services = [start(name, natively, tmp_path) for name in (*CONSUMERS, "serve")]
    conf = settings.load(natively)
    try:
        with KafkaBus(conf.bus.servers, wanted(conf.bus.topics)) as bus:
            joined = wait_until(lambda: groups(bus) >= {"articles", "stories"}, 180, pause=0.2)
            assert joined, [child.said()[-3000:] for child in services]
        assert wait_until(lambda: "serving on" in services[-1].said(), 60), services[-1].said()
        assert all(health_of(child) for child in services[:-1])
        assert [child.ended for child in services] == [None] * 4
    finally:
        for child in services:
            child.ask()
        for child in services:
            child.wait(60)
    assert [child.ended for child in services] == [0] * 4, [c.said()[-500:] for c in services]
