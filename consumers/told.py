"""What a delivery worker did, for its summary and its metrics."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Told:
    """What a delivery worker did since it began. `problems` in words, by what they concern."""

    sent: int = 0
    failed: int = 0
    withheld: int = 0
    unknown: int = 0
    postponed: int = 0
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def handled(self) -> int:
        return self.sent + self.failed + self.withheld + self.unknown

    @property
    def retried(self) -> int:
        return self.postponed

    @property
    def parked(self) -> int:
        """Deliveries are never put aside: they fail, and stay in the table."""
        return 0
