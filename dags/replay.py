"""
### Do something once more

Started by hand, with a form. **Dry run is on** unless you switch it off: the log of the task then shows
what would happen, and nothing does.

- **parked**: messages that were put aside go back to the topic they came from. Mend the cause first; what
  cannot be handled is parked again. `reason` picks those whose reason contains the text.
- **span**: articles fetched between two times are read with today's vocabulary. The log shows what reads
  differently; without dry run the articles go back to the bus, and what was off topic and no longer is
  becomes news, with alerts.
- **digest**: a digest that was sent before goes out once more, in a new message. It needs the
  subscription's id and the period as the deliveries table shows it, for example `2026-11-22`.

**Red** says what was wrong with the form, or that the store or the bus is away.
"""

from __future__ import annotations

from typing import Any

from airflow.sdk import Param, dag, get_current_context, task

from sokuho.operations.defaults import dag_defaults

# What may be left empty has to allow null: the form insists on every other field.
TEXT, TIME = {"type": ["null", "string"]}, {"type": ["null", "string"], "format": "date-time"}
FORM = {
    "what": Param("parked", enum=["parked", "span", "digest"], title="What to do again"),
    "dry_run": Param(True, type="boolean", title="Only show what would happen"),
    "reason": Param(None, **TEXT, title="Parked: reason contains", description="Empty: all of them."),
    "start": Param(None, **TIME, title="Span: fetched from", description="UTC."),
    "end": Param(None, **TIME, title="Span: fetched before", description="UTC; 92 days later at most."),
    "subscription": Param(None, **TEXT, title="Digest: subscription", description="Its id."),
    "period": Param(None, **TEXT, title="Digest: period", description="Such as 2026-11-22."),
}


@task(retries=0)
def again() -> dict[str, Any]:
    from sokuho.operations.replaying import run_replay
    from sokuho.operations.saying import in_lines, say

    done = run_replay(get_current_context()["params"])
    say(in_lines(done))
    return done


@dag(schedule=None, doc_md=__doc__, params=FORM, **dag_defaults())
def replay() -> None:
    again()


replay()
