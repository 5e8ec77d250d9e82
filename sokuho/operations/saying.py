"""What an operator reads in a task's log: short lines, for Airflow's page shows each cut off at its width."""

from __future__ import annotations

import logging
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

#: fits beside the time and the level on a small screen
WIDTH = 80

log = logging.getLogger(__name__)


def say(lines: Iterable[str], *, wrong: bool = False) -> None:
    """Each line, wrapped, as an entry of the log of its own; `wrong` ones in red."""
    level = logging.ERROR if wrong else logging.INFO
    for line in lines:
        for part in textwrap.wrap(line, WIDTH, subsequent_indent="  ", break_on_hyphens=False):
            log.log(level, "%s", part)


def in_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """A dictionary for a person: what is in lists and dictionaries on lines of its own."""
    for name, value in found.items():
        if isinstance(value, list):
            yield f"{name}:" if value else f"{name}: none"
            yield from (f"- {item}" for item in value)
        elif isinstance(value, dict):
            yield f"{name}:" if value else f"{name}: none"
            yield from (f"- {key}: {item}" for key, item in value.items())
        else:
            yield f"{name}: {value}"
