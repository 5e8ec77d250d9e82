"""Where a deal stands, as a machine: which step from one stage to another is news."""

from __future__ import annotations

from sokuho.stories.rules import Rules


def moves(old: str | None, new: str | None, rules: Rules) -> bool:
    """Whether `new` is a step on from `old`. A stage told late or more vaguely is none."""
    if new is None or new == old:
        return False
    return old is None or new in rules.stage_steps.get(old, ())


def later(old: str | None, new: str | None, rules: Rules) -> str | None:
    """The stage that a story shows after a report says `new`: never one that was left behind."""
    if old is None or new is None:
        return new or old
    return new if moves(old, new, rules) or rules.stages[new] > rules.stages[old] else old
