"""What a delivery tells: its message, made from the store as it is at this moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from consumers.standing import to_tell
from consumers.together import reader, revision
from sokuho.errors import Needless, Reject
from sokuho.model import Delivery, Message
from sokuho.store import Store
from sokuho.store.digests import AGAIN
from sokuho.store.letters import STORY as LETTER

if TYPE_CHECKING:
    from sokuho.alerts.render import Renderer
    from sokuho.deliver.sender import Sender

#: makes the mails that readers ask for on the pages
Letters = Callable[[Delivery], Message]


class Messages:
    """Without `letters`, mails that readers ask for on the pages can't be made."""

    def __init__(self, store: Store, renderer: Renderer, letters: Letters | None = None) -> None:
        self._store, self._renderer, self._letters = store, renderer, letters

    def make(self, delivery: Delivery, way: Sender, told: Sequence[str]) -> Message:
        """What tells of the revisions `told`. Raises Reject where there is nothing to send, or nobody to
        send it to."""
        if delivery.kind == "digest":
            return self._digest(delivery)
        if delivery.story == LETTER:
            if self._letters is None:
                raise Reject("this worker does not know the pages that asked for it")
            return self._letters(delivery)
        with self._store.snapshot() as parts:
            subscription = reader(parts, delivery)
            news = revision(parts, told, subscription.id)
            delivery = replace(delivery, thread=parts.alerts.thread(delivery, way.name))
        return self._renderer.alert(news, subscription, delivery)

    def _digest(self, delivery: Delivery) -> Message:
        if delivery.story.startswith(AGAIN):
            ids = self._store.digests.told_by(delivery)
        else:
            ids = self._store.digests.take_items(delivery.subscription, delivery.id)
        with self._store.snapshot() as parts:
            subscription = reader(parts, delivery)
            told = parts.alerts.alerted(subscription.id, ids)
            revisions = list(to_tell(parts, ids, subscription.id))
        if all(r.id in told for r in revisions):
            raise Needless("nothing left to tell")
        return self._renderer.digest(revisions, subscription, delivery, told)
