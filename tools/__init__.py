"""What developers and tests run beside the package; not shipped in the wheel."""

from __future__ import annotations

import argparse
from pathlib import Path


def command(description: str | None, folder: str) -> argparse.ArgumentParser:
    """A parser whose help is the module's docstring as it stands, of a command that fills a `folder`."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", help=f"where the pictures go, if not to {folder}")
    return parser
