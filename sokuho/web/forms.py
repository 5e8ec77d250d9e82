"""What readers choose on the pages: the form's fields, checked, into a subscription and back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from pydantic import BaseModel, ValidationError

from sokuho.alerts.untrusted import plain
from sokuho.configuration import Subscriber
from sokuho.deliver.envelope import is_address
from sokuho.model import Subscription

#: units in which readers write amounts: the currency, and how much of it
UNITS: dict[str, tuple[str, float]] = {
    "usd_m": ("USD", 1e6),
    "usd_bn": ("USD", 1e9),
    "jpy_oku": ("JPY", 1e8),
}
MOST_NAMES, LONGEST_NAME = 20, 80
MOST_ALERTS = 1000
#: fields of which none chosen means all
_FILTERS = ("topics", "sectors", "directions", "stages")


class Choices(BaseModel):
    """The fields as a browser sends them; whether they make sense is looked at afterwards, since a reader
    is to get the form back with words of their own language."""

    cadence: str = "instant"
    language: str = "en"
    topics: list[str] = []
    sectors: list[str] = []
    directions: list[str] = []
    stages: list[str] = []
    companies: str = ""
    min_amount: str = ""
    min_unit: str = "usd_m"
    novelties: list[str] = []
    at: str = "07:30"
    weekday: str = "0"
    timezone: str = "UTC"
    quiet_from: str = ""
    quiet_to: str = ""
    budget: str = ""


class SignUp(Choices):
    """`form` says that this browser got the form from us."""

    address: str = ""
    form: str = ""


class LinkRequest(BaseModel):
    """Somebody who asks for a link to their preferences."""

    address: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """`subscription` None where there are `errors`: names of fields, each with the name of its message."""

    subscription: Subscription | None
    errors: Mapping[str, str]


def check(choices: Choices, known: Subscription, allowed: Mapping[str, Sequence[str]]) -> Checked:
    """The subscription `known` with what was chosen. `allowed` are the values that there are, by field;
    all of a field's values chosen is the same as none."""
    names = [plain(n) for n in re.split(r"[,、，;；\n]", choices.companies) if n.strip()]
    amount, budget = _number(choices.min_amount), _number(choices.budget)
    if errors := _errors(choices, names, amount, budget, allowed):
        return Checked(None, errors)
    currency, factor = UNITS[choices.min_unit]
    values: dict[str, Any] = {
        "id": known.id,
        "channel": known.channel,
        "address": known.address,
        "language": choices.language,
        "novelties": tuple(v for v in allowed["novelties"] if v in choices.novelties),
        "companies": tuple(dict.fromkeys(names)),
        "cadence": choices.cadence,
        "at": choices.at[:5],  # some browsers send seconds
        "weekday": choices.weekday,
        "timezone": choices.timezone,
        "quiet": (choices.quiet_from[:5], choices.quiet_to[:5]) if choices.quiet_from else None,
        "min_amount": amount * factor if amount else None,
        "min_currency": currency,
        "budget": int(budget) if budget else None,
    }
    for field in _FILTERS:
        chosen = tuple(v for v in allowed[field] if v in getattr(choices, field))
        values[field] = () if len(chosen) == len(allowed[field]) else chosen
    try:
        made = Subscriber.model_validate(values)
    except ValidationError as e:
        wrong = {str(error["loc"][0]) if error["loc"] else "cadence" for error in e.errors()}
        return Checked(None, {"quiet_from" if f == "quiet" else f: "other" for f in wrong})
    fields = {name: getattr(made, name) for name in values}
    return Checked(replace(known, **fields), {})


def _errors(
    choices: Choices,
    names: Sequence[str],
    amount: float | None,
    budget: float | None,
    allowed: Mapping[str, Sequence[str]],
) -> dict[str, str]:
    """What does not make sense: names of fields, each with the name of its message."""
    errors: dict[str, str] = {}
    if len(names) > MOST_NAMES or any(len(n) > LONGEST_NAME for n in names):
        errors["companies"] = "companies"
    if choices.min_amount.strip() and amount is None:
        errors["min_amount"] = "min_amount"
    if choices.budget.strip() and (budget is None or budget != int(budget) or not 1 <= budget <= MOST_ALERTS):
        errors["budget"] = "budget"
    if bool(choices.quiet_from) != bool(choices.quiet_to):
        errors["quiet_from"] = "quiet"
    if not choices.novelties:
        errors["novelties"] = "novelties"
    if choices.timezone not in zones():
        errors["timezone"] = "timezone"
    for field in (*_FILTERS, "novelties"):
        if not set(getattr(choices, field)) <= set(allowed[field]):
            errors[field] = "other"
    if choices.language not in allowed["languages"]:
        errors["language"] = "other"
    if choices.min_unit not in UNITS:
        errors["min_amount"] = "other"
    return errors


def shown(subscription: Subscription) -> Choices:
    """What a form shows of a subscription."""
    s = subscription
    unit, number = "usd_m", ""
    if s.min_amount:
        # the largest unit of the currency of which it is at least one
        fitting = [(f, n) for n, (c, f) in UNITS.items() if c == s.min_currency]
        factor, unit = max((x for x in fitting if s.min_amount >= x[0]), default=min(fitting))
        number = f"{s.min_amount / factor:.10g}"
    return Choices(
        cadence=s.cadence, language=s.language, topics=list(s.topics), sectors=list(s.sectors),
        directions=list(s.directions), stages=list(s.stages), companies=", ".join(s.companies),
        min_amount=number, min_unit=unit, novelties=list(s.novelties), at=s.at, weekday=str(s.weekday),
        timezone=s.timezone, quiet_from=s.quiet[0] if s.quiet else "",
        quiet_to=s.quiet[1] if s.quiet else "", budget=str(s.budget or ""),
    )  # fmt: skip


def address(text: str) -> str | None:
    """What somebody typed as an e-mail address; None if it is not one. Full-width letters are folded."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if len(folded) > 254 or not is_address(folded) or "." not in folded.rpartition("@")[2]:
        return None
    local, _, domain = folded.rpartition("@")
    return f"{local}@{domain.lower()}"


def mailbox(known: str) -> str:
    """The address in lower case and without what follows a plus sign, as most providers ignore both. Only for
    counting requests."""
    local, _, domain = known.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


@cache
def zones() -> tuple[str, ...]:
    """Names of time zones that people know."""
    places = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return ("UTC", *sorted(z for z in available_timezones() if z.startswith(places)))


def _number(text: str) -> float | None:
    """A number that is no less than zero, in the writing of either language."""
    folded = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    if not re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", folded, re.ASCII):
        return None
    return float(folded)
