"""The thresholds, words and reference rates by which stories are followed: `config/following.yaml` and
`config/rates.yaml`, checked. Weights are evidence for "the same story", in units that add up."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from sokuho.stories.beginnings import beginnings

_CAPTURING = re.compile(r"(?<!\\)\((?!\?)")


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _joined(pattern: str) -> str:
    """A pattern that the file folds over lines, which YAML joins by a blank after each bar."""
    return pattern.replace("| ", "|")


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


class Words(Strict):
    """Words that the follower itself must know, as regular expressions."""

    rounds: dict[int, str]
    passing: str
    site: str
    starting: str
    stages: dict[str, str]
    planned_before: str
    planned_behind: str
    plannable: tuple[str, ...]
    superseded_before: str
    superseded_behind: str
    superseded_about: tuple[str, ...]
    market: str
    roundup: str
    asset: str
    moved: str
    revived: str
    another: str
    home: str
    seat: str

    @field_validator("rounds")
    @classmethod
    def _begin_plainly(cls, rounds: dict[int, str]) -> dict[int, str]:
        for pattern in rounds.values():
            beginnings(pattern)  # raises ValueError where they can't be told
        return rounds

    @cached_property
    def stage_patterns(self) -> dict[str, re.Pattern[str]]:
        """The furthest stage first, as the file has them."""
        return {stage: re.compile(_joined(p), re.I) for stage, p in self.stages.items()}

    @cached_property
    def planned_patterns(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """What stands before, and what stands right behind."""
        before, behind = map(_joined, (self.planned_before, self.planned_behind))
        return re.compile(before, re.I), re.compile(behind, re.I)

    @cached_property
    def superseded_patterns(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """What stands before a figure that another took the place of, and what stands right behind."""
        before, behind = map(_joined, (self.superseded_before, self.superseded_behind))
        return re.compile(before, re.I), re.compile(behind, re.I)

    @cached_property
    def market_pattern(self) -> re.Pattern[str]:
        return re.compile(_joined(self.market), re.I)

    @cached_property
    def roundup_pattern(self) -> re.Pattern[str]:
        return re.compile(_joined(self.roundup), re.I)

    @cached_property
    def asset_pattern(self) -> re.Pattern[str]:
        return re.compile(self.asset, re.I)

    @cached_property
    def moved_pattern(self) -> re.Pattern[str]:
        return re.compile(self.moved, re.I)

    @cached_property
    def revived_pattern(self) -> re.Pattern[str]:
        return re.compile(_joined(self.revived), re.I)

    @cached_property
    def another_pattern(self) -> re.Pattern[str]:
        return re.compile(_joined(self.another), re.I)

    @cached_property
    def home_pattern(self) -> re.Pattern[str]:
        """Where a company is at home; the place is the group that matched."""
        return re.compile(_joined(self.home))

    @cached_property
    def seat_pattern(self) -> re.Pattern[str]:
        """The same in Japanese."""
        return re.compile(_joined(self.seat))

    @cached_property
    def starting_pattern(self) -> re.Pattern[str]:
        return re.compile(self.starting, re.I)

    @cached_property
    def site_pattern(self) -> re.Pattern[str]:
        return re.compile(self.site, re.I)

    @cached_property
    def passing_pattern(self) -> re.Pattern[str]:
        return re.compile(self.passing, re.I)

    @cached_property
    def round_pattern(self) -> re.Pattern[str]:
        """One for all batches; the name of the group that matched ends in the batch's number. Groups of
        the file's own must not be captured by name or number."""
        each = "|".join(f"(?P<round{n}>{_CAPTURING.sub('(?:', p)})" for n, p in self.rounds.items())
        # a class of characters first, so that Python passes over all others at once
        # ("AI第2弾": only words of letters do not begin behind one)
        begins = r"(?:(?<=[^\x00-\x7f])|(?<![A-Za-z0-9_].))"
        first = "".join(sorted({ch for p in self.rounds.values() for ch in beginnings(p)}))
        return re.compile(f"[{re.escape(first)}]{begins}(?<=(?=(?i:{each})).)")


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
        month = day.isoformat()
        rate = months[0][1]
        for since, value_then in months:
            if since > month:
                break
            rate = value_then
        return value / rate


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
    busy_parties: tuple[str, ...] = ()
    closeness: Closeness
    stage_steps: dict[str, tuple[str, ...]]
    stage_days: dict[str, float]
    sector_kin: tuple[tuple[str, ...], ...]
    common_parties: tuple[str, ...]
    one_party: tuple[tuple[str, ...], ...]
    common_places: tuple[str, ...]
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
    def busy(self) -> frozenset[str]:
        return frozenset(self.busy_parties)

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
