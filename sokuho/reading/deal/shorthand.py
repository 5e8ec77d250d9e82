"""Names that only shorten a longer one told before: "Mitsubishi" behind "Mitsubishi Power" is no trading
house."""

from __future__ import annotations

from collections.abc import Sequence, Set

from sokuho.reading.deal.actors import Actor
from sokuho.reading.layout import Layout


def without_shorthand(layout: Layout, houses: Set[int], partners: Sequence[Actor]) -> list[Actor]:
    """The partners but for those with whose name another's begins, if no list has it or several companies
    bear it. `houses`: where names stand that several bear."""
    short = [a for a in partners if a.sure < 1 or (houses and _of_house(a, houses))]
    if not short:
        return list(partners)
    return [a for a in partners if a not in short or not any(_shortens(layout, a, b) for b in partners)]


def _of_house(a: Actor, houses: Set[int]) -> bool:
    return all(m.start in houses and m.text == a.text for m in a.mentions)


def _shortens(layout: Layout, short: Actor, whole: Actor) -> bool:
    """Whether a name stands only in the title, or for a longer one told before it in other sentences."""
    rest = whole.text.removeprefix(short.text)
    if not rest or rest == whole.text or (rest[0] != " " and short.text.isascii()):
        return False
    own = [m.start for m in short.mentions if m.start >= layout.text_start]
    first = next((m.start for m in whole.mentions if m.start >= layout.text_start), None)
    if first is None or (own and own[0] < first):
        return False
    return {layout.sentence(at) for at in own}.isdisjoint(layout.sentence(m.start) for m in whole.mentions)
