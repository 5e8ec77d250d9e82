"""What was read in an article."""

from __future__ import annotations

from enum import StrEnum

from sokuho.model.value import value

Number = int | float


def digits(value: Number) -> int:
    """Significant digits of a value as written: 33.3 billion has three, 500 million one."""
    return len(f"{abs(value):.5e}".split("e")[0].replace(".", "").rstrip("0")) or 1


class Relevance(StrEnum):
    CORE = "core"
    ADJACENT = "adjacent"
    NONE = "none"


class Qualifier(StrEnum):
    EXACT = "exact"
    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"


@value
class Money:
    """An amount as written. `text` leaves the qualifier out; a range has `value` low, `value_max` high.
    `qualified_at` is where another writing of it starts that states the qualifier, None for this one."""

    text: str
    currency: str
    value: Number
    value_max: Number | None
    qualifier: Qualifier
    start: int
    end: int
    about: str | None = None
    qualified_at: int | None = None

    @property
    def written(self) -> tuple[str, str, Number, Number | None]:
        """What is the same wherever an amount stands in the same words."""
        return self.text, self.currency, self.value, self.value_max

    @property
    def high(self) -> Number:
        """The upper end of a range, else the value."""
        return self.value if self.value_max is None else self.value_max

    # dataclasses.replace asks for every field by name, which takes many times as long.

    def qualified(self, kind: Qualifier, at: int | None = None) -> Money:
        """The same amount with another qualifier, stated at the writing that starts there."""
        return Money(*self.written, kind, self.start, self.end, self.about, at)

    def said_to_be(self, about: str | None) -> Money:
        """The same amount with what it is, in words."""
        return Money(*self.written, self.qualifier, self.start, self.end, about, self.qualified_at)


@value
class Capacity:
    """`unit` is one of kW MW GW MWac MWh GWh mtpa bcfd bpd ha sqm GPUs. `text` leaves the qualifier out; of
    a range `value` is the upper end and `value_min` the lower. `qualified_at` as of amounts."""

    text: str
    value: Number
    unit: str
    start: int
    end: int
    qualifier: Qualifier = Qualifier.EXACT
    value_min: Number | None = None
    qualified_at: int | None = None

    @property
    def size(self) -> tuple[Number, str]:
        """What is the same wherever it stands, however exact it is said to be."""
        return self.value, self.unit


@value
class Opening:
    """A date of start in its plain form ("2028", "fiscal year 2030"), and where it stands."""

    text: str
    start: int
    end: int


@value
class Party:
    """`text` as written, `name` canonical, `country` JP, US, another ISO code, or None when not known.
    `role`: the part that the article plainly says it plays: buyer, seller, target, investor, recipient,
    lender, supplier, customer, developer, partner, authority; else None."""

    text: str
    name: str
    country: str | None
    role: str | None = None

    def playing(self, role: str | None) -> Party:
        """The same party in a role."""
        return Party(self.text, self.name, self.country, role)


@value
class Project:
    """One distinct investment of the item. `companies` as written in the text."""

    name: str
    sector: str
    location: str | None
    amounts: tuple[Money, ...] = ()
    capacity: tuple[Capacity, ...] = ()
    companies: tuple[str, ...] = ()
    start: str | None = None


@value
class Evidence:
    """A sentence or phrase of the article and what it shows."""

    quote: str
    start: int
    end: int
    why: str


@value
class Reading:
    """What the reader understood of one article; fields as in docs/labels.md. `capacities` and `starts`
    are all that stand in the text, of a project or not."""

    id: str
    relevance: Relevance
    score: float
    direction: str | None
    sectors: tuple[str, ...]
    stage: str | None
    projects: tuple[Project, ...]
    programme_total: Money | None
    headline_amount: Money | None
    other_amounts: tuple[Money, ...]
    companies: tuple[Party, ...]
    evidence: tuple[Evidence, ...]
    topic: str | None = None
    places: tuple[str, ...] = ()
    reason: str = ""
    capacities: tuple[Capacity, ...] = ()
    starts: tuple[Opening, ...] = ()
