"""What readers asked for on the pages: each is answered by a mail with a link that only they get."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from sokuho.codec import decode, encode
from sokuho.model import Subscription
from sokuho.store import schema
from sokuho.store.handle import Handle

_T = schema.letters

#: what deliveries of letters have for a story
STORY = "letter"


@dataclass(frozen=True, slots=True)
class Letter:
    """`kind` "confirm" (with the subscription to be) or "preferences". `mailbox` is the address without
    what does not tell mailboxes apart. `used` says when its link was followed to the end."""

    id: str
    kind: str
    address: str
    mailbox: str
    subscription: Subscription | None
    created: datetime
    used: datetime | None = None


class Letters:
    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    def add(self, letter: Letter) -> None:
        wanted = encode(letter.subscription).decode() if letter.subscription else None
        with self._handle.write() as c:
            c.execute(_T.insert().values(asdict(letter) | {"subscription": wanted}))

    def letter(self, letter_id: str) -> Letter | None:
        with self._handle.read() as c:
            row = c.execute(select(_T).where(_T.c.id == letter_id)).one_or_none()
        if row is None:
            return None
        wanted = decode(row.subscription.encode(), Subscription) if row.subscription else None
        return Letter(row.id, row.kind, row.address, row.mailbox, wanted, row.created, row.used)

    def use(self, letter_id: str, now: datetime) -> bool:
        """False where its link was used before: of two clicks at once, one wins."""
        fresh = (_T.c.id == letter_id, _T.c.used.is_(None))
        with self._handle.write() as c:
            return c.execute(update(_T).where(*fresh).values(used=now)).rowcount == 1

    def count(self, mailbox: str, since: datetime) -> int:
        """How many were asked for this mailbox."""
        query = select(func.count()).where(_T.c.mailbox == mailbox, _T.c.created >= since)
        with self._handle.read() as c:
            return c.execute(query).scalar_one()

    def forget(self, before: datetime) -> int:
        """Remove old ones: addresses of those who never confirmed are not kept. Returns how many."""
        with self._handle.write() as c:
            return c.execute(_T.delete().where(_T.c.created < before)).rowcount
