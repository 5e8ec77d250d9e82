"""Subscriptions: checked, and shown in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from sokuho import resources
from sokuho.configuration import Subscriber
from sokuho.deliver.envelope import is_address
from sokuho.errors import ConfigError
from sokuho.model import Subscription
from sokuho.settings import Settings
from sokuho.wording import load_words

#: fields whose option of `sokuho subscriptions add` is not named like them
_OPTIONS = {
    "id": "ID",
    "novelties": "--only",
    "languages": "--reports-in",
    "directions": "--direction",
    "broadcast_updates": "--broadcast",
}
_EXAMPLES = {"id": "tokyo-desk", "at": "07:30", "quiet": "22:00-07:00", "weekday": "0 (Monday) to 6"}


def option(field: str) -> str:
    """The option of `sokuho subscriptions add` that gives the field."""
    return _OPTIONS.get(field, "--" + field.replace("_", "-"))


def checked(settings: Settings, named: Callable[[str], str] = option, **fields: Any) -> Subscription:
    """A subscription of these fields (those that are None are left out). Raises ConfigError that names the
    option (by `named`) and the choices."""
    given = {name: value for name, value in fields.items() if value is not None}
    try:
        made = Subscriber.model_validate(given)
    except ValidationError as e:
        error = e.errors()[0]
        field = str(error["loc"][0]) if error["loc"] else "id"
        name = named(field)
        if error["type"] == "extra_forbidden":
            raise ConfigError(f"{name}: no such field; there are {', '.join(Subscriber.model_fields)}") from e
        said = str(error["msg"]).removeprefix("Value error, ")
        if field in _EXAMPLES:
            said = f"write it like {_EXAMPLES[field]}"
        raise ConfigError(f"{name}: {said} (found {given.get(field)!r:.80})") from e
    subscription = Subscription(**made.model_dump())
    for mistake in mistakes(settings, subscription):
        raise ConfigError(mistake)
    return subscription


def mistakes(settings: Settings, subscription: Subscription) -> Iterable[str]:
    """What in a subscription can never match anything, in words."""
    return (mistake for _, mistake in _mistakes(settings, subscription))


def _mistakes(settings: Settings, subscription: Subscription) -> Iterator[tuple[str, str]]:
    """The same, each with its field."""
    if subscription.channel == "email" and not is_address(subscription.address):
        yield "address", f"not an e-mail address: {subscription.address!r}"
    if subscription.channel == "slack" and not subscription.address.strip():
        yield "address", "a Slack subscription needs a channel id such as C0123456789, or `webhook`"
    yield from _unknown("topic", subscription.topics, settings.topics)
    if subscription.sectors or subscription.stages:
        words = load_words(settings.home)["en"]
        yield from _unknown("sector", subscription.sectors, words["sectors"])
        yield from _unknown("stage", subscription.stages, words["stages"])


def check_configured(settings: Settings) -> None:
    """Raises ConfigError, with the line and the choices, where a subscription of the configuration asks
    for something that does not exist: it would never be told anything."""
    for at, subscriber in enumerate(settings.subscribers):
        for field, mistake in _mistakes(settings, Subscription(**subscriber.model_dump())):
            path = resources.find(settings.home, "config/subscriptions.yaml")
            line = resources.line_of(path, ("subscriptions", at, field))
            raise ConfigError(f"{subscriber.id}: {mistake}", path=path, line=line)


def filters(subscription: Subscription) -> str:
    """What a subscription asks for, in one line."""
    asked = [
        *subscription.topics,
        *subscription.sectors,
        *subscription.directions,
        *subscription.companies,
        *subscription.stages,
        *(f"reports in {language}" for language in subscription.languages),
    ]
    if subscription.min_amount is not None:
        asked.append(f"from {subscription.min_amount:,.0f} {subscription.min_currency}")
    if set(subscription.novelties) != {"new", "update"}:
        asked.append(f"{' and '.join(subscription.novelties)} only")
    return ", ".join(asked) or "everything"


def times(subscription: Subscription) -> str:
    """When a subscription is told, in one line."""
    when = subscription.cadence
    if when == "weekly":
        days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        when = f"weekly, {days[subscription.weekday]}"
    if subscription.cadence != "instant":
        when += f" {subscription.at}"
    if subscription.cadence == "instant" and subscription.budget is not None:
        when += f", at most {subscription.budget} a day, the rest in a digest at {subscription.at}"
    quiet = f", quiet {'-'.join(subscription.quiet)}" if subscription.quiet else ""
    return f"{when}{quiet} ({subscription.timezone})"


def _unknown(kind: str, asked: Iterable[str], known: Collection[str]) -> Iterator[tuple[str, str]]:
    for value in asked:
        if value not in known:
            near = get_close_matches(value, known, 1)
            meant = f" (did you mean {near[0]}?)" if near else ""
            yield f"{kind}s", f"no {kind} is called {value!r}{meant}; there are {', '.join(known)}"
