"""`sokuho subscriptions`: who gets what, where and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sokuho.cli.shared import opened
from sokuho.errors import ConfigError

if TYPE_CHECKING:
    from sokuho.model import Subscription
    from sokuho.pipeline import Pipeline

subscriptions = typer.Typer(no_args_is_help=True, help="Who gets what, where and when.")

Words = list[str] | None


def register(app: typer.Typer) -> None:
    app.add_typer(subscriptions, name="subscriptions", rich_help_panel="Operating")


@subscriptions.command("list")
def list_(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show all subscriptions: those of config/subscriptions.yaml and those added by command.

    Example:  sokuho subscriptions list
    """
    from sokuho.codec import to_json

    with opened(quiet=True) as pipeline:
        store = pipeline.store.subscriptions
        found = [(s, store.origin(s.id) or "") for s in store.list_subscriptions()]
    if as_json:
        for subscription, _ in found:
            print(to_json(subscription))
        return
    _table(found)


@subscriptions.command()
def add(
    name: Annotated[str, typer.Argument(metavar="ID", help="lower-case letters, digits, hyphens")],
    email: Annotated[str | None, typer.Option(help="Mail address.")] = None,
    slack: Annotated[str | None, typer.Option(help="Channel id, or `webhook`.")] = None,
    language: Annotated[str | None, typer.Option(help="en or ja")] = None,
    topic: Annotated[Words, typer.Option(help="e.g. japan-us-energy-ai")] = None,
    sector: Annotated[Words, typer.Option(help="e.g. gas_power, data_centers")] = None,
    direction: Annotated[Words, typer.Option(help="japan_to_us or us_to_japan")] = None,
    company: Annotated[Words, typer.Option(help="e.g. JERA")] = None,
    stage: Annotated[Words, typer.Option(help="e.g. agreed")] = None,
    reports_in: Annotated[Words, typer.Option(help="Only stories with a report in en or ja.")] = None,
    min_amount: Annotated[float | None, typer.Option(help="e.g. 1e9")] = None,
    min_currency: Annotated[str | None, typer.Option(help="USD or JPY")] = None,
    only: Annotated[str | None, typer.Option(help="new or update")] = None,
    cadence: Annotated[str | None, typer.Option(help="instant, daily or weekly")] = None,
    at: Annotated[str | None, typer.Option(help="Digest time, e.g. 07:30.")] = None,
    weekday: Annotated[int | None, typer.Option(help="Of weekly digests, 0 is Monday.")] = None,
    timezone: Annotated[str | None, typer.Option(help="e.g. Asia/Tokyo")] = None,
    quiet: Annotated[str | None, typer.Option(help="e.g. 22:00-07:00; told when it ends")] = None,
    budget: Annotated[int | None, typer.Option(help="Alerts a day at most; the rest in a digest.")] = None,
    broadcast: Annotated[bool, typer.Option(help="Slack: show updates in the channel, too")] = False,
) -> None:
    """Add a subscription, or change one that was added before. Options such as --sector may be repeated.

    Example:  sokuho subscriptions add tokyo-desk --email desk@example.com --language ja
    --sector gas_power --sector data_centers --min-amount 1e9 --timezone Asia/Tokyo
    """
    from sokuho import subscribing
    from sokuho.model import Message

    if (email is None) == (slack is None):
        raise ConfigError("give one of --email and --slack")
    with opened(quiet=True) as pipeline:
        made = subscribing.checked(
            pipeline.settings,
            id=name,
            channel="email" if slack is None else "slack",
            address=email or slack,
            language=language,
            topics=topic,
            sectors=sector,
            directions=direction,
            companies=company,
            stages=stage,
            languages=reports_in,
            min_amount=min_amount,
            min_currency=min_currency,
            novelties=[only] if only else None,
            cadence=cadence,
            at=at,
            weekday=weekday,
            timezone=timezone,
            quiet=quiet.split("-") if quiet is not None else None,
            budget=budget,
            broadcast_updates=broadcast,
        )
        store = pipeline.store.subscriptions
        if store.origin(name) == "config":
            raise ConfigError(f"{name!r} stands in config/subscriptions.yaml: change it there")
        store.add(made)
        way = pipeline.senders.pick(Message("d", made.channel, made.address, "", "")).name
    print(f"{name}: {subscribing.filters(made)}; {subscribing.times(made)}; by {way}")
    print(f"try it: sokuho subscriptions test {name}")


@subscriptions.command()
def remove(name: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Remove a subscription that was added by command.

    Example:  sokuho subscriptions remove tokyo-desk
    """
    with opened(quiet=True) as pipeline:
        store = pipeline.store.subscriptions
        if store.origin(_known(pipeline, name).id) == "config":
            raise ConfigError(f"{name!r} stands in config/subscriptions.yaml: remove it there")
        store.remove(name)
    print(f"{name}: removed")


@subscriptions.command()
def test(name: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Send one sample, marked as such, the way this subscription's alerts go.

    Example:  sokuho subscriptions test tokyo-desk
    """
    from sokuho import samples

    with opened(quiet=True) as pipeline:
        subscription = _known(pipeline, name)
        way, receipt = samples.send_sample(pipeline.settings, subscription, pipeline.clock())
        outbox = pipeline.settings.outbox
    if way == "outbox":
        found = sorted(outbox.glob(f"{(receipt.provider_id or '').removeprefix('outbox:')}.*"))
        print(f"{name}: without a key for {subscription.channel}, or outside `allowed`, messages stay here:")
        for path in found:
            print(f"  {path}")
    else:
        print(f"{name}: {way} took the sample for {subscription.address} ({receipt.provider_id or 'no id'})")


@subscriptions.command()
def backtest(
    name: Annotated[str | None, typer.Argument(metavar="[ID]", help="Start from this one.")] = None,
    rule: Annotated[
        Words, typer.Option(help="FIELD=VALUE as in config/subscriptions.yaml, or {field: value, ...}")
    ] = None,
    days: Annotated[float, typer.Option(min=0.01, max=36_500, help="How far back.")] = 30,
    latest: Annotated[int, typer.Option(min=0, help="How many of the newest to name.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a message.")] = False,
) -> None:
    """Say what a rule would have sent over the stored history, with counts a day. Nothing is sent.

    Example:  sokuho subscriptions backtest --rule sectors=lng,oil --rule min_amount=1e9 --rule budget=5

    Example:  sokuho subscriptions backtest tokyo-desk --rule min_amount=5e9 --days 90
    """
    from sokuho import backtesting

    with opened(quiet=True) as pipeline:
        stored = None if name is None else _known(pipeline, name)
        subscription = backtesting.tried(pipeline.settings, stored, rule or [])
        found = backtesting.over(pipeline.store, pipeline.settings, subscription, pipeline.clock(), days)
    for line in backtesting.as_json(found) if as_json else backtesting.told(found, latest):
        print(line)


def _table(found: list[tuple[Subscription, str]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from sokuho import subscribing
    from sokuho.alerts.untrusted import plain

    if not found:
        print("nobody is told: `sokuho subscriptions add --help`")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("id", "to", "language", "asks for", "when", "from"):
        table.add_column(heading, overflow="fold")
    for subscription, origin in found:
        row = (
            subscription.id,
            f"{subscription.channel} {subscription.address}",
            subscription.language,
            subscribing.filters(subscription),
            subscribing.times(subscription),
            origin if subscription.active else f"{origin}, stopped",
        )
        table.add_row(*(escape(plain(cell)) for cell in row))
    Console(highlight=False).print(table)


def _known(pipeline: Pipeline, name: str) -> Subscription:
    found = pipeline.store.subscriptions.subscription(name)
    if found is None:
        known = ", ".join(s.id for s in pipeline.store.subscriptions.list_subscriptions()) or "none"
        raise ConfigError(f"no subscription is called {name!r}; there are: {known}")
    return found
