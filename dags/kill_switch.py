"""
### Stop what leaves, and let it go again

Started by hand, with a form; the same as `sokuho pause` and `sokuho resume`.

- **show**: what is paused now, since when and why.
- **pause** *alerts*: at once and on every machine, no mail, digest or message leaves. Feeds are polled,
  articles read, stories followed, and deliveries written down; they wait. A message that a provider was being
  handed at that moment can't be called back: the log names it.
- **pause** *polling*: no feed is asked. What feeds still show later is read when polling is resumed.
- **show what resuming does**: what would leave, and what would be held back.
- **resume**: what should have left within the last `fresh_hours` leaves, and digests; what is older is
  withheld and listed in the log, with the command that sends it after all.

While something is paused, `watch` is red and says so, and `sokuho doctor` and `sokuho run` show it.

**Red** says what was wrong with the form, or that the store is away: then nothing was switched.
"""

from __future__ import annotations

from airflow.sdk import Param, dag, get_current_context, task

from sokuho.operations.defaults import dag_defaults

CHOICES = ["show", "pause", "show what resuming does", "resume"]
FORM = {
    "act": Param("show", enum=CHOICES, title="What to do"),
    "what": Param(
        "alerts",
        enum=["alerts", "polling"],
        title="With what",
        description="alerts: all that leaves for readers. polling: asking the feeds.",
    ),
    "reason": Param(
        None,
        type=["null", "string"],
        title="Why",
        description="To pause. Others see it in watch and in sokuho doctor.",
    ),
    "fresh_hours": Param(
        None,
        type=["null", "number"],
        minimum=0,
        title="Fresh for (hours)",
        description="To resume. What should have left longer ago is held back; empty: as configured.",
    ),
}


@task(retries=0)
def switch() -> list[str]:
    from sokuho.operations.saying import say
    from sokuho.operations.switching import run_switch

    done = run_switch(get_current_context()["params"])
    say(done)
    return done


@dag(schedule=None, doc_md=__doc__, params=FORM, **dag_defaults())
def kill_switch() -> None:
    switch()


kill_switch()
