"""How fast something is, in processor time, which other work on the machine stretches least."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from sokuho.model import Article
from sokuho.reading.read import Reader


def rate(action: Callable[[Any], object], items: Sequence[Any], passes: int = 3) -> float:
    """Items a second of processor time, best of `passes` rounds over all items."""
    return len(items) / min(busy(lambda: [action(item) for item in items]) for _ in range(passes))


def together(reader: Reader, articles: Sequence[Article], passes: int = 3) -> float:
    """Articles read a second of processor time, as the pipeline reads them; best of `passes` rounds."""
    return len(articles) / min(busy(lambda: list(reader.read_all(articles))) for _ in range(passes))


def busy(action: Callable[[], object]) -> float:
    """Seconds of processor time that `action` takes."""
    began = time.process_time()
    action()
    return time.process_time() - began
