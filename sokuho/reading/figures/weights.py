"""How evidence speaks for what an amount is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from sokuho.reading.weighing import Pairs, pairs


class Weights(BaseModel):
    """`config/amounts.yaml`: how evidence speaks for an amount of a project, for a total, and for the figure
    that leads."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    roles: Mapping[str, Mapping[str, float]]
    headline: Mapping[str, float]

    @cached_property
    def role_pairs(self) -> Pairs:
        return pairs(self.roles, "project", "total")
