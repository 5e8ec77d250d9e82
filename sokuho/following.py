"""The follower from the files: `config/following.yaml` and `config/rates.yaml`."""

from __future__ import annotations

from pathlib import Path

from sokuho import resources
from sokuho.stories.follow import Follower
from sokuho.stories.rules import File, Rates, Rules


def load_follower(home: Path) -> Follower:
    """A follower with the home's rules and rates, or the shipped ones. Raises ConfigError."""
    return Follower(load_rules(home))


def load_rules(home: Path) -> Rules:
    """Raises ConfigError that names the file and the line."""
    rates = resources.read_model(resources.find(home, "config/rates.yaml"), Rates)
    file = resources.read_model(resources.find(home, "config/following.yaml"), File)
    return Rules(**dict(file), rates=rates)
