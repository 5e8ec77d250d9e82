from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from sokuho import logs
from sokuho.errors import ConfigError


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
    yield
    structlog.reset_defaults()
    logging.getLogger().handlers[:] = handlers
    logging.getLogger().setLevel(level)


def said(level: str = "info", **options: object) -> list[dict[str, object]]:
    out = io.StringIO()
    logs.setup(level, out=out, **options)  # type: ignore[arg-type]
    log = structlog.get_logger("sokuho.test")
    log.debug("thinking")
    log.info("followed", article="a1", story="s1", title="速報")
    logging.getLogger("somebody.else").warning("their words: %s", "SG.secret-key")
    logging.getLogger("httpx").info("GET https://example.com/?key=1")
    try:
        raise ValueError("bad key SG.secret-key")
    except ValueError as e:
        log.error("unexpected", exc_info=e)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_an_event_with_its_ids() -> None:
    first = said()[0]
    assert {k: first[k] for k in ("event", "article", "story", "title", "level")} == {
        "event": "followed",
        "article": "a1",
        "story": "s1",
        "title": "速報",
        "level": "info",
    }
    assert str(first["timestamp"]).endswith("Z")


def test_secrets_are_masked_wherever_they_turn_up() -> None:
    lines = said(secrets=["SG.secret-key"])
    assert [line["event"] for line in lines] == ["followed", "their words: ***", "unexpected"]
    assert "SG.secret-key" not in json.dumps(lines)
    assert "bad key ***" in str(lines[2]["exception"])


def test_the_level_holds_for_all() -> None:
    assert [line["event"] for line in said("error")] == ["unexpected"]
    assert said("debug")[0]["event"] == "thinking"


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ConfigError, match="one of debug, info, warning, error"):
        logs.setup("loud")
