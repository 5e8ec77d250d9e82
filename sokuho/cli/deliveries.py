"""`sokuho deliveries`: what was sent to whom, and what was not."""

from __future__ import annotations

from typing import Annotated

import typer

from sokuho.cli.shared import opened, opened_store, plain
from sokuho.errors import ConfigError

deliveries = typer.Typer(no_args_is_help=True, help="What was sent to whom, and what was not.")

Id = Annotated[str, typer.Argument(help="As `sokuho deliveries list` shows it.")]


def register(app: typer.Typer) -> None:
    app.add_typer(deliveries, name="deliveries", rich_help_panel="Operating")


@deliveries.command("list")
def list_(
    state: Annotated[str | None, typer.Option(help="pending, sent, failed, withheld or unknown")] = None,
    unknown: Annotated[bool, typer.Option("--unknown", help="Short for --state unknown.")] = False,
    subscription: Annotated[str | None, typer.Option(help="Of one subscription only.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many at most.")] = 50,
) -> None:
    """Show deliveries, the latest first.

    Unknown ones may or may not have reached their reader (the line was cut after sending): look at the
    provider's log, then `sokuho deliveries settle`. Withheld ones were not to be sent any more: their reader
    had left, their story was muted, they came too late.

    Example:  sokuho deliveries list --unknown
    """
    from sokuho.model import WITHHELD, DeliveryState

    wanted, states = "unknown" if unknown else state, (*DeliveryState, "withheld")
    if wanted not in (None, *states):
        raise ConfigError(f"no state {wanted!r}; use one of {', '.join(states)}")
    withheld = None if wanted is None else wanted == "withheld"
    with opened() as pipeline:
        rows = pipeline.store.deliveries.list_deliveries(
            state=DeliveryState.FAILED if withheld else DeliveryState(wanted) if wanted else None,
            withheld=withheld,
            subscription=subscription,
            limit=limit,
        )
        for row in rows:
            due = f" due {row.not_before:%Y-%m-%d %H:%M} UTC" if row.state == "pending" else ""
            error = f"  {plain(row.error.removeprefix(WITHHELD))}" if row.error else ""
            print(f"{row.id}  {row.outcome:8}{due}  {row.subscription}  {row.revision}{error}")
        counts = pipeline.store.deliveries.count()
        print(", ".join(f"{n} {name}" for name, n in sorted(counts.items())) or "no deliveries yet")


@deliveries.command()
def show(delivery_id: Id) -> None:
    """Show one delivery: to whom, about what, what became of it, and what the provider reported since.

    Example:  sokuho deliveries show d0123456789abcdef
    """

    with opened_store() as store:
        found = store.deliveries.delivery(delivery_id)
        events = store.provider_events.of_delivery(delivery_id)
    if found is None:
        raise ConfigError(f"no delivery {delivery_id!r}; `sokuho deliveries list` shows their ids")
    facts = {
        "to": f"{found.channel} {found.address}, subscription {found.subscription}",
        "about": f"{found.kind} {found.revision}",
        "state": f"{found.outcome}, {found.attempts} attempt{'' if found.attempts == 1 else 's'}",
        "not before": f"{found.not_before:%Y-%m-%d %H:%M} UTC",
        "provider's id": found.provider_id,
        "error": found.error,
    }
    for name, value in facts.items():
        if value:
            print(f"{name:<14} {plain(value)}")
    for event in events:
        print(f"{event.at:%Y-%m-%d %H:%M} UTC  {plain(f'{event.event} {event.detail}')}")


@deliveries.command()
def settle(
    delivery_id: Id,
    sent: Annotated[bool, typer.Option("--sent", help="It did reach the reader.")] = False,
    again: Annotated[bool, typer.Option("--again", help="It did not: send it again.")] = False,
) -> None:
    """Say what became of a delivery whose outcome is unknown, or send a failed one again.

    Example:  sokuho deliveries settle d0123456789abcdef --again
    """
    from sokuho.model import DeliveryState, Receipt

    if sent == again:
        raise ConfigError("say either --sent or --again")
    with opened() as pipeline:
        table = pipeline.store.deliveries
        found = table.delivery(delivery_id)
        if found is None or found.state not in (DeliveryState.UNKNOWN, DeliveryState.FAILED):
            state = found.state if found else "not in the store"
            raise ConfigError(f"{delivery_id} is {state}; only unknown and failed deliveries can be settled")
        if sent:
            table.mark_sent(delivery_id, Receipt(None), pipeline.clock())
        else:
            table.reopen(delivery_id, pipeline.clock())
        print(f"{delivery_id}: {'sent' if sent else 'will be sent again'}")
