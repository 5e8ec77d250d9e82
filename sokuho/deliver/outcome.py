"""What a failed call to a provider means for the message: nothing was sent, or nobody can tell."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from urllib.error import URLError

from sokuho.errors import Retry, Unknown

LONGEST_WAIT = 3600.0
_LARGEST_SPAN = 10_000_000  # a reset beyond this is a moment, below it a number of seconds


def of_failure(provider: str, e: Exception) -> Retry | Unknown:
    """A call that brought no answer. urllib wraps what fails before the request is out in URLError: the
    provider has not got all of it. What fails later comes bare, and may have been acted on."""
    if isinstance(e, URLError):
        return Retry(f"{provider} cannot be reached: {_brief(e.reason)}")
    return Unknown(f"{provider} was cut off after the request had left: {_brief(e)}")


def wait_for(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds to wait by Retry-After (seconds or a date) or X-RateLimit-Reset (a moment or seconds), at
    least 1; None if neither can be read. `now` in seconds since the epoch."""
    lower = {k.lower(): str(v).strip() for k, v in headers.items()}
    found = _span(lower.get("retry-after"), now)
    if found is None:
        found = _span(lower.get("x-ratelimit-reset"), now)
    return None if found is None else min(max(found, 1.0), LONGEST_WAIT)


def silent_logger(name: str) -> logging.Logger:
    """A logger for a provider's library that tells nothing: its requests hold keys and addresses."""
    logger = logging.getLogger(name)
    logger.setLevel(logging.CRITICAL + 1)
    return logger


def _span(text: str | None, now: float) -> float | None:
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        try:
            return parsedate_to_datetime(text).timestamp() - now
        except ValueError:
            return None
    if number != number or number < 0:
        return None
    return number - now if number > _LARGEST_SPAN else number


def _brief(reason: object) -> str:
    return f"{type(reason).__name__}: {reason}"[:200] if isinstance(reason, Exception) else str(reason)[:200]
