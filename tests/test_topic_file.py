"""Fitted weights go into a topic's file; what else stands in it, comments too, stays."""

from __future__ import annotations

from bench.topic_file import with_weights

FILE = """\
name: one   # a topic
# Which sectors are the deal's own.
objects:
  {bias: 1.00,
   title: 2.00}

# How far it is.
stages: {}
"""


def test_only_the_named_blocks_change() -> None:
    text = with_weights(FILE, {"objects": {"title": 1.234, "bias": -0.5}})
    assert text == FILE.replace("  {bias: 1.00,\n   title: 2.00}\n", "  {bias: -0.50, title: 1.23}\n")


def test_the_same_weights_leave_the_file_as_it_is() -> None:
    once = with_weights(FILE, {"stages": {"words": {"title": 1.0}, "agreed": {"bias": 0.5}}})
    assert with_weights(once, {"stages": {"words": {"title": 1.0}, "agreed": {"bias": 0.5}}}) == once
    assert "stages:\n  words:\n    {title: 1.00}\n  agreed:\n    {bias: 0.50}\n" in once


def test_a_long_block_is_wrapped_and_a_missing_one_added() -> None:
    text = with_weights("name: one\n", {"parties": {f"feature_{i:02}": i / 10 for i in range(40)}})
    assert max(map(len, text.splitlines())) <= 118
    assert text.startswith("name: one\n\nparties:\n  {feature_00: 0.00, ")
