"""Who a mail is from and to. Nothing that could carry a second recipient or another header passes."""

from __future__ import annotations

import re
from email.utils import parseaddr

from sokuho.errors import ConfigError, Reject
from sokuho.model import Message, Person

_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?"
)


def recipient(message: Message | Person) -> str:
    """The one address of a mail. Raises Reject for anything but one plain address."""
    if not is_address(message.address):
        raise Reject(f"not an e-mail address: {message.address!r}")
    return message.address


def sender(mail_from: str) -> tuple[str, str]:
    """Name and address of a From such as "Sokuho <alerts@example.com>". Raises ConfigError."""
    name, address = parseaddr(mail_from)
    if not is_address(address) or re.search(r"[\r\n]", mail_from):
        raise ConfigError(f"mail_from is not an address: {mail_from!r}; write Sokuho <alerts@example.com>")
    return name, address


def is_address(text: str) -> bool:
    return bool(_ADDRESS.fullmatch(text)) and ".." not in text
