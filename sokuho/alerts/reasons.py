"""Why a reader gets a message, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from sokuho.alerts import figures
from sokuho.alerts.figures import Words
from sokuho.alerts.rules import Ground
from sokuho.alerts.untrusted import plain
from sokuho.model import Money, Qualifier, Subscription, is_reader_id

_GROUPS = {
    "topic": "topics",
    "sector": "sectors",
    "direction": "directions",
    "stage": "stages",
    "language": "languages",
}


def reason(subscription: Subscription, grounds: Sequence[Ground] | None, words: Words) -> str:
    """What the subscription asks for, as far as a revision fitted it (whole, without grounds)."""
    told = [_ground(g, subscription, words) for g in grounds or _asked(subscription)]
    joined = words["names"]["separator"].join(told)
    form = words["why"]["because_own" if is_reader_id(subscription.id) else "because"]
    return str(form.format(name=plain(subscription.id), grounds=joined))


def _asked(sub: Subscription) -> list[Ground]:
    """All filters of a subscription."""
    asked = [
        *(Ground("topic", v) for v in sub.topics),
        *(Ground("sector", v) for v in sub.sectors),
        *(Ground("direction", v) for v in sub.directions),
        *(Ground("company", v) for v in sub.companies),
        *(Ground("stage", v) for v in sub.stages),
        *(Ground("language", v) for v in sub.languages),
    ]
    if sub.min_amount is not None:
        asked.append(Ground("amount", ""))
    return asked or [Ground("all", "")]


def _ground(ground: Ground, subscription: Subscription, words: Words) -> str:
    form = words["why"][ground.kind]
    if ground.kind == "amount" and subscription.min_amount is not None:
        least = Money("", subscription.min_currency, subscription.min_amount, None, Qualifier.EXACT, 0, 0)
        return str(form.format(value=figures.money(least, words)))
    group = words[_GROUPS[ground.kind]] if ground.kind in _GROUPS else {}
    return str(form.format(value=group.get(ground.value) or plain(ground.value).replace("_", " ")))
