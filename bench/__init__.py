"""What Sokuho does, measured; and what its weights are fitted with. A module is a command."""

from __future__ import annotations

import argparse


def command(description: str | None) -> argparse.ArgumentParser:
    """A parser whose help is the module's docstring as it stands."""
    return argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
