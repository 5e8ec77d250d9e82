"""A message as the bytes of a mail, each header on a line of its own.

The standard library's newer classes fold long headers in ways that show as stray blanks in subjects; here
only what is not ASCII is folded, between whole encoded words.
"""

from __future__ import annotations

from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP, compat32
from email.utils import format_datetime, formataddr
from typing import Any

from sokuho.deliver.envelope import recipient, sender
from sokuho.errors import Reject
from sokuho.model import Message

_UTF8 = Charset("utf-8")
_UTF8.body_encoding = QP
_POLICY = compat32.clone(max_line_length=0, linesep=SMTP.linesep)


def mime(message: Message, mail_from: str, date: datetime) -> bytes:
    """Headers, then text and HTML as alternatives. Raises Reject for a recipient or header that is none."""
    mail: MIMEMultipart | MIMEText
    if message.html is None:
        mail = _part(message.text, "plain")
    else:
        mail = MIMEMultipart("alternative", policy=_POLICY)
        mail.attach(_part(message.text, "plain"))
        mail.attach(_part(message.html, "html"))
    headers = [
        ("From", formataddr(sender(mail_from), "utf-8")),
        ("To", recipient(message)),
        ("Subject", message.subject),
        ("Date", format_datetime(date)),
        *message.headers,
    ]
    for name, value in headers:
        mail[name] = _value(name, one_line(value))
    return mail.as_bytes(policy=_POLICY)


def one_line(text: str) -> str:
    """The value of a header. Raises Reject for one that would begin another header."""
    if any(ord(c) < 32 or ord(c) == 127 for c in text):
        raise Reject(f"control character in a header: {text!r:.80}")
    return text


def _part(text: str, kind: str) -> MIMEText:
    return MIMEText(text, kind, _UTF8, policy=_POLICY)  # type: ignore[arg-type]


def _value(name: str, text: str) -> Any:
    return text if text.isascii() else Header(text, "utf-8", header_name=name)
