"""Errors that say what the caller should do about them: retry, reject, or tell the person."""

from __future__ import annotations

from pathlib import Path


class SokuhoError(Exception):
    """Anything that Sokuho raises on purpose."""


class ConfigError(SokuhoError):
    """The person's mistake: names the file, the line and what to do. The command line exits with 2."""

    def __init__(self, message: str, *, path: Path | str | None = None, line: int | None = None) -> None:
        self.path, self.line = path, line
        place = f"{path}:{line}: " if path and line else f"{path}: " if path else ""
        super().__init__(place + message)


class Retry(SokuhoError):
    """Nothing is wrong with the item; the surroundings failed. Try the same item again later.

    `after`: seconds to wait at least, where the other side said so (Retry-After); None: back off.
    """

    def __init__(self, message: str, *, after: float | None = None) -> None:
        self.after = after
        super().__init__(message)


class Busy(Retry):
    """The other side accepts nothing at all for now: other items need not be tried either."""


class Reject(SokuhoError):
    """This item can never be handled: park it with the reason and go on to the next."""


class Needless(Reject):
    """Nobody is to get it (any more): nothing is wrong, and nothing is sent."""


class RejectForAll(Reject):
    """An item for many recipients that is wrong for every one of them."""


class Unknown(SokuhoError):
    """The other side may or may not have acted (a timeout after sending). Never retried automatically."""
