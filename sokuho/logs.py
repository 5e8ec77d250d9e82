"""Structured logs: a line an event, with ids; JSON unless a person watches. No secret leaves in one."""

from __future__ import annotations

import logging
import sys
from collections.abc import Collection, MutableMapping
from typing import Any, TextIO

import structlog

from sokuho.errors import ConfigError

LEVELS = ("debug", "info", "warning", "error")
_QUIET = (
    "alembic",
    "httpx",
    "httpcore",
    "trafilatura",
    "htmldate",
    "urllib3",
    "slack_sdk",
    "python_http_client",
)


def setup(level: str = "info", *, secrets: Collection[str] = (), out: TextIO | None = None) -> None:
    """Send all logs, ours and the libraries', to `out` (standard error). Raises ConfigError for an
    unknown level. `secrets` are masked wherever they might turn up."""
    if level.lower() not in LEVELS:
        raise ConfigError(f"unknown log level {level!r} in SOKUHO_LOG; use one of {', '.join(LEVELS)}")
    out = out or sys.stderr
    hidden = sorted((s for s in secrets if len(s) > 3), key=len, reverse=True)

    def mask(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {name: _masked(value, hidden) for name, value in event.items()}

    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        mask,
    ]
    watched = out.isatty()
    last = (
        structlog.dev.ConsoleRenderer(colors=True)
        if watched
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(out)
    chain = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, last]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=chain, foreign_pre_chain=shared))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # what a broker's absence means to us is logged by us; the client tells each try, as an error
    logging.getLogger("kafka").setLevel(root.level if root.level < logging.INFO else logging.CRITICAL)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def _masked(value: Any, secrets: Collection[str]) -> Any:
    if isinstance(value, str):
        for secret in secrets:
            value = value.replace(secret, "***")
    return value
