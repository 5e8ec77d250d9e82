"""The mails that bring a link: to confirm an address, or to change what one gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from sokuho import resources
from sokuho.alerts.templates import Templates
from sokuho.alerts.untrusted import header
from sokuho.errors import Needless
from sokuho.model import Delivery, Message, reader_id
from sokuho.outgoing import signing_key
from sokuho.settings import Settings
from sokuho.store import Store
from sokuho.store.letters import Letter
from sokuho.web.tokens import CONFIRM, PREFERENCES, Tokens
from sokuho.wording import load_words

KINDS = (CONFIRM, PREFERENCES)


class LetterWriter:
    """Makes the message of a delivery whose kind is one of KINDS. Its link works from now on, so a letter
    that was held up is not too old when it comes."""

    def __init__(self, settings: Settings, store: Store, clock: Callable[[], datetime]) -> None:
        """Raises ConfigError."""
        self._store, self._serving, self._mail_from = store, settings.serving, settings.delivering.mail_from
        self._base = settings.delivering.base_url.rstrip("/")
        self._templates, self._words = templates(settings), load_words(settings.home)
        self._tokens = Tokens(signing_key(settings), clock)

    def __call__(self, delivery: Delivery) -> Message:
        """Raises Needless where there is nothing (any more) to send it for."""
        letter = self._store.letters.letter(delivery.revision)
        if letter is None or letter.used is not None:
            raise Needless("the link was used, or is forgotten")
        if found := self._store.suppressions.why(letter.address):
            raise Needless(f"the address gets no more mail: {found.reason}")
        language, path, hours = self._link(letter)
        words = self._words.get(language) or self._words["en"]
        web = words["web"]["letters"][letter.kind]
        values = _shown(words, letter.kind, f"{self._base}/{path}", hours)
        domain = parseaddr(self._mail_from)[1].rpartition("@")[2] or "localhost"
        return Message(
            delivery_id=delivery.id,
            channel="email",
            address=letter.address,
            subject=header(web["subject"]),
            text=self._templates.text("email/letter.txt", values).strip() + "\n",
            html=self._templates.mail("email/letter.mjml", values),
            headers=(
                ("Auto-Submitted", "auto-generated"),
                ("X-Sokuho-Delivery", delivery.id),
                ("Message-ID", f"<{delivery.id}@{domain}>"),
            ),
        )

    def _link(self, letter: Letter) -> tuple[str, str, float]:
        """Language, path and hours of validity."""
        if letter.kind == CONFIRM and letter.subscription is not None:
            token = self._tokens.make(CONFIRM, letter.id)
            return letter.subscription.language, f"confirm/{token}", self._serving.confirm_hours
        name = reader_id(letter.address)
        known = self._store.subscriptions.subscription(name)
        if known is None:
            raise Needless("no subscription of this address")
        token = self._tokens.make(PREFERENCES, name)
        return known.language, f"preferences/{token}", self._serving.preferences_hours


def letter_page(templates: Templates, words: Mapping[str, Any], kind: str, url: str, hours: float) -> str:
    """The HTML of a letter of one of KINDS with this link, good for so many hours."""
    return templates.mail("email/letter.mjml", _shown(words, kind, url, hours))


def templates(settings: Settings) -> Templates:
    """The home's templates before the shipped ones."""
    return Templates(resources.folders(settings.home, "templates"))


def _shown(words: Mapping[str, Any], kind: str, url: str, hours: float) -> dict[str, Any]:
    """What a letter's templates show."""
    web = words["web"]["letters"][kind]
    note = web["note"].format(hours=f"{hours:g}")
    return {
        "w": words, "l": web, "subject": web["subject"], "preheader": web["text"], "url": url, "note": note
    }  # fmt: skip
