"""The thresholds, words and reference rates by which stories are followed: `config/following.yaml` and
`config/rates.yaml`, checked. Weights are evidence for "the same story", in units that add up."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property, partial
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


#: kinds of evidence, each with its weight: what a likeness counts for (positive), a contradiction against
KINDS = frozenset((
    "copy_of", "same_title", "soon", "late",
    "lead", "further_lead", "rare_lead", "titled_pair", "party",
    "title_missing", "other_leads", "other_investor", "title_stranger", "other_titled",
    "name", "further_name", "titled_name", "other_asset",
    "figure_1", "figure_2", "figure_3", "superseded", "programme", "other_figure",
    "size_1", "size_2", "size_3", "other_size",
    "place", "further_place", "town",
    "other_region", "other_town", "new_site", "site_missing",
    "sector", "other_main_sector", "other_sectors", "other_direction",
    "start", "round", "other_round", "component", "batch", "another", "sale", "both_sales",
))  # fmt: skip


def _every_kind(weights: dict[str, float]) -> dict[str, float]:
    if wrong := KINDS ^ weights.keys():
        raise ValueError(f"kinds that are unknown or lack a weight: {', '.join(sorted(wrong))}")
    return weights


class Closeness(Strict):
    """How near two figures must lie to be the same one, as shares of the greater."""

    rounding: float
    approx: float
    currency: float
    currency_coarse: float
    size: float


def _compiled(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """The file folds patterns over lines, which YAML joins by a blank after each bar."""
    try:
        return re.compile(pattern.replace("| ", "|"), flags)
    except re.error as e:
        raise ValueError(f"not a regular expression: {e}") from e


_Cased = Annotated[re.Pattern[str], BeforeValidator(_compiled)]
_Pattern = Annotated[re.Pattern[str], BeforeValidator(partial(_compiled, flags=re.IGNORECASE))]


class Words(Strict):
    """Words that the follower itself must know. `stages`: the furthest first. Of `planned`, `superseded`:
    what stands before and what right behind. `home`, `seat` (in Japanese): where a company is at home, the
    place being the group that matched."""

    rounds: dict[int, _Pattern]
    passing: _Pattern
    site: _Pattern
    starting: _Pattern
    stages: dict[str, _Pattern]
    planned_before: _Pattern
    planned_behind: _Pattern
    plannable: tuple[str, ...]
    superseded_before: _Pattern
    superseded_behind: _Pattern
    superseded_about: tuple[str, ...]
    market: _Pattern
    roundup: _Pattern
    asset: _Pattern
    moved: _Pattern
    revived: _Pattern
    another: _Pattern
    home: _Cased
    seat: _Cased


class Official(Strict):
    """Sources whose figures stand before others: the end of the host name, or the outlet's name."""

    hosts: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


_Since = Annotated[str, Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$")]


class Rates(Strict):
    """Units of a currency for one US dollar, by the month ("2026-02") or day ("2026-02-17") from which the
    rate holds."""

    rates: dict[str, dict[_Since, Annotated[float, Field(gt=0)]]]

    @cached_property
    def _months(self) -> dict[str, tuple[tuple[str, float], ...]]:
        return {currency: tuple(sorted(months.items())) for currency, months in self.rates.items()}

    def latest(self) -> dict[str, float]:
        """The last rate of each currency."""
        return {currency: months[-1][1] for currency, months in self._months.items() if months}

    def usd(self, value: float, currency: str, day: date) -> float | None:
        """`value` in US dollars at the reference rate of `day`; None for a currency without one."""
        if currency == "USD":
            return float(value)
        months = self._months.get(currency)
        if not months:
            return None
        then = (rate for since, rate in reversed(months) if since <= day.isoformat())
        return value / next(then, months[0][1])


class File(Strict):
    """`config/following.yaml`. `threshold`: the evidence from which two reports are of one story."""

    window_days: int
    max_candidates: int
    max_keys: int
    max_story_keys: int
    max_reports: int
    keep_facts: int
    threshold: float
    recognise_threshold: float
    recognise_shared: int
    market_more: float
    grace_days: float
    weights: Annotated[dict[str, float], AfterValidator(_every_kind)]
    other_currency: float
    in_passing: float
    common: float
    busy_parties: frozenset[str] = frozenset()
    closeness: Closeness
    stage_steps: dict[str, tuple[str, ...]]
    stage_days: dict[str, float]
    sector_kin: tuple[tuple[str, ...], ...]
    common_parties: frozenset[str]
    one_party: tuple[tuple[str, ...], ...]
    common_places: frozenset[str]
    common_names: str
    words: Words
    official: Official


class Rules(File):
    """All of it. `places`: what each form of a place is called; `regions`: those that hold others; `forms`:
    how each party of the lexicon may be written, all folded; `investing`: by a direction, the country that
    invests."""

    rates: Rates
    places: dict[str, str] = {}
    regions: frozenset[str] = frozenset()
    forms: dict[str, tuple[str, ...]] = {}
    investing: dict[str, str] = {}

    @cached_property
    def _party(self) -> dict[str, str]:
        return {name: group[0] for group in self.one_party for name in group}

    def party(self, name: str) -> str:
        """A folded name, or that of the party that it is another name of."""
        return self._party.get(name, name)

    @cached_property
    def kin(self) -> dict[str, frozenset[str]]:
        """Each sector with those that a report may name in its place."""
        found: dict[str, frozenset[str]] = {}
        for group in self.sector_kin:
            for sector in group:
                found[sector] = found.get(sector, frozenset()) | set(group)
        return found

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Words that are no proper name of a deal."""
        return frozenset(self.common_names.split()) | {w for n in self.common_parties for w in n.split()}
