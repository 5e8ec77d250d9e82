"""Lines of a task's log that can be read in Airflow's page."""

from __future__ import annotations

import logging

import pytest

from sokuho.operations.saying import WIDTH, in_lines, say


def test_long_lines_are_wrapped_and_marked(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        say(["wire: " + "no complete answer " * 20], wrong=True)
        say(["all is well"])
    *parts, last = caplog.records
    assert len(parts) > 3
    assert all(len(part.getMessage()) <= WIDTH for part in parts)
    assert {part.levelno for part in parts} == {logging.ERROR}
    assert (last.getMessage(), last.levelno) == ("all is well", logging.INFO)


def test_what_is_in_lists_stands_on_lines_of_its_own() -> None:
    found = {"messages": 2, "reasons": {"not JSON": 2}, "examples": ["a", "b"], "left": []}
    assert list(in_lines(found)) == [
        "messages: 2", "reasons:", "- not JSON: 2", "examples:", "- a", "- b", "left: none",
    ]  # fmt: skip
