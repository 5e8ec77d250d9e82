"""Tokens in links that stop working after a while, unlike those of `sokuho.alerts.links`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

CONFIRM, PREFERENCES, FORM = "confirm", "preferences", "form"
_LONGEST = 2000


class Tokens:
    """Makes and reads tokens. A token made for one purpose is not valid for another."""

    def __init__(self, key: bytes, clock: Callable[[], datetime]) -> None:
        class Signer(TimestampSigner):
            def get_timestamp(self) -> int:
                return int(clock().timestamp())

        self._key, self._signer = key, Signer

    def make(self, purpose: str, what: str) -> str:
        return str(self._serializer(purpose).dumps(what))

    def read(self, token: str, purpose: str, max_age: timedelta) -> str | None:
        """What the token stands for; None if it is not ours, not for this, or too old."""
        if len(token) > _LONGEST:
            return None
        try:
            what = self._serializer(purpose).loads(token, max_age=int(max_age.total_seconds()))
        except BadData:
            return None
        return what if isinstance(what, str) else None

    def _serializer(self, purpose: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(
            self._key,
            salt=f"sokuho.{purpose}",
            signer=self._signer,
            signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
        )
