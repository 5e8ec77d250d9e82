"""Remembers that the store is away, as the store then can't: in a small file of the home."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from sokuho.store.alarms import Alarm


class Away:
    """`recall` gives nothing where the file is missing or broken: at worst the operators are told again."""

    def __init__(self, home: Path) -> None:
        self._path = home / "var/store-away.json"

    def recall(self) -> dict[str, Alarm]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            return {key: Alarm(**alarm) for key, alarm in kept.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def remember(self, alarms: dict[str, Alarm]) -> None:
        if not alarms:
            self._path.unlink(missing_ok=True)
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        kept = {key: asdict(alarm) for key, alarm in alarms.items()}
        self._path.write_text(json.dumps(kept), encoding="utf-8")
