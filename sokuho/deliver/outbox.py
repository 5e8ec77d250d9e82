"""Messages into a folder instead of out of the house: .eml, .html and .txt of a mail, .json and .txt of a
Slack message. Files are named by delivery, so sending one again overwrites and never doubles."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import orjson

from sokuho.deliver import clip
from sokuho.deliver.mime import in_browser, mime
from sokuho.errors import Reject, Retry
from sokuho.model import Message, Receipt

#: a draft older than this belongs to nobody
DRAFT_SECONDS = 600


class Outbox:
    """Writes to `folder`, making it if need be. `mail_from` is the From of the mails."""

    name = "outbox"
    repeatable = True

    def __init__(
        self, folder: Path, mail_from: str, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._folder, self._from, self._clock = folder, mail_from, clock
        self._tidied = False

    def send(self, message: Message) -> Receipt:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", message.delivery_id):
            raise Reject(f"not a delivery id that can name a file: {message.delivery_id!r}")
        files = self._slack(message) if message.channel == "slack" else self._mail(message)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._tidy()
            for suffix, data in files:
                _replace(self._folder / f"{message.delivery_id}{suffix}", data)
            _sync_folder(self._folder)
        except OSError as e:
            raise Retry(_explain(self._folder, e)) from e
        return Receipt(f"outbox:{message.delivery_id}", message.thread or f"outbox:{message.delivery_id}")

    def _tidy(self) -> None:
        """Once: remove what a process that was killed left half written."""
        if self._tidied:
            return
        self._tidied = True
        old = self._clock().timestamp() - DRAFT_SECONDS
        for draft in self._folder.glob(".*.tmp"):
            with suppress(OSError):
                if draft.stat().st_mtime < old:
                    draft.unlink()

    def _mail(self, message: Message) -> list[tuple[str, bytes]]:
        """The .eml last: where it stands, the others do."""
        files = [(".txt", message.text.encode())]
        if message.html is not None:
            files.append((".html", in_browser(message).encode()))
        return [*files, (".eml", mime(message, self._from, self._clock()))]

    def _slack(self, message: Message) -> list[tuple[str, bytes]]:
        body: dict[str, object] = {"channel": message.address, "text": clip.clip(message.text, clip.FALLBACK)}
        body |= {"blocks": clip.fit(message.blocks)}
        body |= {"thread_ts": message.thread} if message.thread else {}
        body |= {"reply_broadcast": True} if message.thread and message.broadcast else {}
        data = orjson.dumps(body, option=orjson.OPT_INDENT_2)
        return [(".txt", message.text.encode()), (".json", data)]


def _replace(path: Path, data: bytes) -> None:
    """Write beside it, then rename: a reader sees the old file, or the new one whole."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("wb") as f:
            f.write(data)
            f.flush()
            os.fsync(f.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _explain(folder: Path, e: OSError) -> str:
    if e.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"no room left in {folder}: free some space; the message waits and is tried again"
    if e.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"cannot write in {folder} ({e.strerror}): make it writable, or set `outbox` elsewhere"
    if e.errno in (errno.EEXIST, errno.ENOTDIR):
        return f"{folder} is not a folder: remove the file, or set `outbox` elsewhere"
    return f"cannot write in {folder}: {e.strerror or e}"
