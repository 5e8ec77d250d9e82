"""Links in messages that lead back to us, signed so that nobody can make one for somebody else.

A token is "<purpose>.<what>.<signature>", all of it safe in a path. It does not expire: an unsubscribe
link in a mail of last year must still work.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Links:
    """Makes and checks signed links. `key` empty: no links are made."""

    base_url: str
    key: bytes = field(repr=False)

    def unsubscribe(self, subscription: str) -> str | None:
        """The address that stops a subscription by POST, and asks about it by GET."""
        if not self.key:
            return None
        return f"{self.base_url.rstrip('/')}/unsubscribe/{self.token('u', subscription)}"

    def view(self, delivery: str) -> str | None:
        """The address at which a mail that was sent can be read in a browser."""
        if not self.key:
            return None
        return f"{self.base_url.rstrip('/')}/view/{self.token('v', delivery)}"

    def preferences(self) -> str:
        """The address at which a reader asks for a link to change what they get. It says nothing of who
        asks: a mail that is passed on must not let others change it."""
        return f"{self.base_url.rstrip('/')}/preferences"

    def token(self, purpose: str, what: str) -> str:
        named = base64.urlsafe_b64encode(what.encode()).rstrip(b"=").decode()
        return f"{purpose}.{named}.{self._sign(purpose, what)}"

    def check(self, token: str, purpose: str) -> str | None:
        """What a token stands for, or None if it is not one of ours for this purpose."""
        try:
            given, named, signature = token.split(".")
            what = base64.urlsafe_b64decode(named + "=" * (-len(named) % 4)).decode()
        except ValueError:
            return None
        if not self.key or given != purpose or not signature.isascii():
            return None
        return what if hmac.compare_digest(signature, self._sign(purpose, what)) else None

    def _sign(self, purpose: str, what: str) -> str:
        mac = hmac.new(self.key, f"{purpose}\x1f{what}".encode(), "sha256").digest()[:18]
        return base64.urlsafe_b64encode(mac).decode()
