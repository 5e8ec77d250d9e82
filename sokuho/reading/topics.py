"""A topic: what makes an article worth telling. All of it is data (`config/topics/*.yaml`).

Two sides (countries), the sectors of the objects invested in, the kinds of acts that count, the
programmes that span them, and the weights with which evidence speaks for a core or an adjacent article.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field, field_validator

from sokuho.reading.weighing import Pairs, columns, pairs


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Side(_Data):
    """One of the two parties. `direction` names an investment that comes from this side."""

    country: str = Field(pattern="^[A-Z]{2}$")
    name: Mapping[str, str]
    direction: str


class Thresholds(_Data):
    """Above `core` (0-1) it is core; else adjacent when core and adjacent together reach `adjacent`."""

    core: float = Field(default=0.5, gt=0, lt=1)
    adjacent: float = Field(default=0.5, ge=0, lt=1)


class Topic(_Data):
    """One file of `config/topics/`. `sectors` make an article core, `near` at most adjacent. Of the `acts`
    those in `soft` are none without money, and of those in `paying` somebody's money is the point. The
    trade of a company that is `diversified` does not tell what it deals in. `weights` are those of core and
    adjacent; all of none are zero."""

    name: str
    title: Mapping[str, str]
    sides: tuple[Side, Side]
    both: str = "both"
    sectors: frozenset[str]
    near: frozenset[str] = frozenset()
    acts: frozenset[str]
    soft: frozenset[str] = frozenset()
    paying: frozenset[str] = frozenset()
    programmes: frozenset[str] = frozenset()
    diversified: frozenset[str] = frozenset()
    thresholds: Thresholds = Thresholds()
    stages: Mapping[str, Mapping[str, float]] = Field(default_factory=dict)
    objects: Mapping[str, float] = Field(default_factory=dict)
    names: Mapping[str, float] = Field(default_factory=dict)
    parties: Mapping[str, float] = Field(default_factory=dict)
    sizes: Mapping[str, float] = Field(default_factory=dict)
    directions: Mapping[str, Mapping[str, float]] = Field(default_factory=dict)
    deals: Mapping[str, float] = Field(default_factory=dict)
    verdict: Mapping[str, Mapping[str, float]] = Field(default_factory=dict)
    weights: Mapping[str, Mapping[str, float]] = Field(default_factory=dict)

    @field_validator("stages")
    @classmethod
    def _with_words(cls, stages: Mapping[str, Mapping[str, float]]) -> Mapping[str, Mapping[str, float]]:
        if stages and "words" not in stages:
            raise ValueError("beside the stages stands `words`: what a word is worth by where it stands")
        return stages

    @field_validator("verdict")
    @classmethod
    def _of_both(cls, verdict: Mapping[str, Mapping[str, float]]) -> Mapping[str, Mapping[str, float]]:
        if verdict and set(verdict) != {"core", "deal"}:
            raise ValueError("`verdict` has weights for `core` and for `deal`: write both, or leave it out")
        return verdict

    @cached_property
    def stage_columns(self) -> Mapping[str, tuple[float, ...]]:
        """What each piece of evidence says for every stage, in their order; words are weighed apart."""
        return columns({name: of for name, of in self.stages.items() if name != "words"})

    @cached_property
    def relevance_pairs(self) -> Pairs:
        return pairs(self.weights, "core", "adjacent")

    @cached_property
    def direction_pairs(self) -> Pairs:
        return pairs(self.directions, "both", "there")

    @cached_property
    def countries(self) -> tuple[str, str]:
        return self.sides[0].country, self.sides[1].country
