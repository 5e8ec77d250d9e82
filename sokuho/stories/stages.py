"""Where a deal stands, as a machine: which step from one stage to another is news."""

from __future__ import annotations

from sokuho.stories.rules import Rules


def moves(old: str | None, new: str | None, days: float, rules: Rules) -> bool:
    """Whether `new` is a step on from `old`, in a story opened so many days ago. A stage told late or
    more vaguely is none, nor is one that cannot have been reached by then."""
    if new is None or new == old or days < rules.stage_days.get(new, 0.0):
        return False
    return old is None or new in rules.stage_steps.get(old, ())


def later(old: str | None, new: str | None, days: float, rules: Rules) -> str | None:
    """The stage that a story shows after a report says `new`: never one that was left behind."""
    if old is None:
        return new
    return new if moves(old, new, days, rules) else old
