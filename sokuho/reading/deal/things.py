"""What is built, bought or funded: the sector words of a text without those that only say what for, and the
companies that money goes into."""

from __future__ import annotations

import re

from sokuho.reading.deal.compounds import heads
from sokuho.reading.deal.targets import invested_in, put_into, raises
from sokuho.reading.deal.uses import follows_for, serves
from sokuho.reading.lexicon import Mention, Scan

# Behind a thing, what makes it a company's trade, which says less of what is built.
_TRADE = re.compile(
    r"[ -](?:developers?|compan(?:y|ies)|firms?|makers?|manufacturers?|suppliers?|producers?|designers?"
    r"|operators?|investors?"
    r"|managers?|giants?|conglomerates?|utilit(?:y|ies)|traders?|start-?ups?|groups?|bank|houses?|unit|arm|business)\b"
    r"|(?:投資|製造|開発|運営|販売|受託)?(?:大手|会社|メーカー|企業|事業者|新興|子会社|業者)"
)
# Companies of these do nothing else; a utility or a maker of turbines does many things.
_PURE = frozenset({"ai", "semiconductors"})


def built(body: str, scan: Scan) -> list[Mention]:
    """The things of a text that are built, bought or funded. An end use is none ("a gas plant for a data
    centre" builds a gas plant), nor is a word of a company's name."""
    kept: list[Mention] = []
    title_end = body.find("\n")
    names = iter(m for m in scan.names if m.kind not in ("place", "project"))
    name = next(names, None)
    for thing in heads(body, scan.of("sector")):
        while name is not None and name.end <= thing.start:
            name = next(names, None)
        named = name is not None and name.start < thing.end
        if named or serves(body, thing) or (kept and follows_for(body, kept[-1].end, thing.start)):
            continue
        trade = _TRADE.match(body, thing.end) if thing.start > title_end else None
        kept.append(thing.weakened() if trade and not put_into(body, thing.start, trade.end()) else thing)
    return _without_machines(kept)


# A turbine that is delivered is part of the plant it is for; one that is made is equipment.
_PLANT_KINDS = frozenset({"gas_power", "coal", "nuclear", "renewables"})
_MACHINE = re.compile(
    r"(?:turbine|generator|boiler)(?:s| makers?)?\Z|(?:タービン|発電機|ボイラー?)\Z", re.IGNORECASE
)


def _without_machines(kept: list[Mention]) -> list[Mention]:
    """The things without the machines of a power plant that is named among them."""
    machines = [m for m in kept if m.value == "power_equipment" and _MACHINE.search(m.text)]
    if not machines or not any(m.value in _PLANT_KINDS and not m.weak for m in kept):
        return kept
    return [m for m in kept if m not in machines]


def funded(body: str, scan: Scan) -> list[Mention]:
    """The companies that money goes into, by their trade."""
    return [
        m
        for m in scan.names
        if m.value in _PURE
        and m.kind == "company"
        and not m.weak
        and (invested_in(body, m) or raises(body, m))
    ]
