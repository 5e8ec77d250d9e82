"""A rule tried on the stored history: what it would have sent, in lines for a person or a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
import yaml

from sokuho import subscribing
from sokuho.alerts.backtest import Sent, backtest, by_day
from sokuho.alerts.untrusted import plain, shorten
from sokuho.configuration import Subscriber
from sokuho.errors import ConfigError
from sokuho.following import load_rates
from sokuho.model import Revision, Subscription
from sokuho.settings import Settings
from sokuho.store import Store

TITLE = 70


@dataclass(frozen=True, slots=True)
class Backtest:
    """`first` and `last`: when the history that was looked at begins and ends; None where there is none."""

    subscription: Subscription
    days: float
    revisions: int
    stories: int
    first: datetime | None
    last: datetime | None
    sent: tuple[Sent, ...]


def tried(settings: Settings, stored: Subscription | None, rule: Sequence[str]) -> Subscription:
    """The subscription of a rule, laid over a stored one where there is one. Raises ConfigError that names
    the field and the choices."""
    given = {k: v for part in rule for k, v in _fields(part).items()}
    base: dict[str, Any] = {"id": "this-rule", "channel": "email", "address": "reader@example.com"}
    if stored is not None:
        base = {k: v for k, v in asdict(stored).items() if k in Subscriber.model_fields}
    elif not given:
        raise ConfigError("give an ID, or what the rule asks for: --rule sectors=lng --rule min_amount=1e9")
    return subscribing.checked(settings, lambda field: f"--rule {field}", **base | given)


def over(
    store: Store, settings: Settings, subscription: Subscription, now: datetime, days: float
) -> Backtest:
    """The rule over the last `days` of the store."""
    times: list[datetime] = []
    stories: set[str] = set()

    def noted(revisions: Iterable[Revision]) -> Iterator[Revision]:
        for revision in revisions:
            times.append(revision.at)
            stories.add(revision.story.id)
            yield revision

    history = noted(store.stories.revisions_since(now - timedelta(days=days)))
    sent = tuple(backtest(subscription, history, load_rates(settings.home).latest()))
    first, last = (times[0], times[-1]) if times else (None, None)
    return Backtest(subscription, days, len(times), len(stories), first, last, sent)


def told(found: Backtest, latest: int) -> Iterator[str]:
    """The counts a day and the newest messages, in lines."""
    rule = found.subscription
    yield f"{rule.id}: {subscribing.filters(rule)}; {subscribing.times(rule)}"
    if found.first is None or found.last is None:
        yield f"no stories in the last {found.days:g} days: nothing to try the rule on"
        return
    yield (
        f"history: {found.revisions} revisions of {found.stories} stories, "
        f"{found.first:%Y-%m-%d} to {found.last:%Y-%m-%d}"
    )
    days = by_day(rule, found.sent)
    if not days:
        yield "nothing would have been sent"
        return
    yield f"{'day':<12}{'alerts':>8}{'updates':>9}{'digests':>9}{'stories in digest':>19}"
    for day in days:
        yield f"{day.day:<12}{day.alerts:>8}{day.updates:>9}{day.digests:>9}{day.in_digests:>19}"
    span = max(1.0, (found.last - found.first).total_seconds() / 86400)
    alerts, digests = sum(d.alerts for d in days), sum(d.digests for d in days)
    yield (
        f"in all {alerts} alerts ({alerts / span:.1f} a day, {max(d.alerts for d in days)} on the busiest) "
        f"and {digests} digests with {sum(d.in_digests for d in days)} stories"
    )
    for one in list(found.sent)[::-1][:latest]:
        title = plain(next(iter(one.revision.story.titles.values()), one.revision.story.id))
        yield f"  {one.moment:%Y-%m-%d %H:%M} {one.kind:<6} {shorten(title, TITLE)} ({plain(one.reason)})"


def as_json(found: Backtest) -> Iterator[str]:
    """A line for each message that would have been sent."""
    for one in found.sent:
        line = {
            "revision": one.revision.id,
            "kind": one.kind,
            "moment": one.moment,
            "reason": one.reason,
            "title": next(iter(one.revision.story.titles.values()), ""),
        }
        yield orjson.dumps(line).decode()


def _fields(part: str) -> dict[str, Any]:
    """`min_amount=1e9`, `sectors=lng,oil`, or a whole rule as it stands in the file: `{sectors: [lng]}`."""
    try:
        if part.lstrip().startswith("{"):
            read = yaml.safe_load(part)
            return {str(k): _listed(str(k), v) for k, v in read.items()}
        name, separator, value = part.partition("=")
        if not separator:
            raise ConfigError(
                f"--rule {part!r}: write FIELD=VALUE, such as min_amount=1e9 or sectors=lng,oil"
            )
        return {name.strip(): _listed(name.strip(), value.strip())}
    except yaml.YAMLError as e:
        raise ConfigError(f"--rule {part!r}: not a rule such as {{sectors: [lng], min_amount: 1e9}}") from e


_LISTS = {"topics", "sectors", "directions", "companies", "stages", "languages", "novelties"}


def _listed(name: str, value: Any) -> Any:
    """Lists may be written with commas, quiet hours as a span; a number stays what it looks like."""
    if name in _LISTS and isinstance(value, str):
        return tuple(_trimmed(value.split(",")))
    if name == "quiet" and isinstance(value, str):
        return tuple(_trimmed(value.split("-")))
    return value


def _trimmed(values: Iterable[str]) -> Iterator[str]:
    return (v.strip() for v in values if v.strip())
