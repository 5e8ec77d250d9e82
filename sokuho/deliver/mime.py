"""A message as the bytes of a mail, each header on a line of its own.

The standard library's newer classes fold long headers in ways that show as stray blanks in subjects; here
only what is not ASCII is folded, between whole encoded words.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP, compat32
from email.utils import format_datetime, formataddr
from typing import Any

from sokuho.deliver.envelope import recipient, sender
from sokuho.errors import Reject
from sokuho.model import Image, Message

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
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
        mail.attach(_shown(message.html, message.images))
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


def in_browser(message: Message) -> str:
    """The HTML with its pictures in it, for where there is no mail around it."""
    html = message.html or ""
    for image in message.images:
        data = base64.b64encode(image.data).decode()
        html = html.replace(f'"cid:{image.cid}"', f'"data:{image.kind};base64,{data}"')
    return html


def one_line(text: str) -> str:
    """The value of a header. Raises Reject for one that would begin another header."""
    if _CONTROL.search(text):
        raise Reject(f"control character in a header: {text!r:.80}")
    return text


def _shown(html: str, images: Sequence[Image]) -> MIMEText | MIMEMultipart:
    """The HTML, with the pictures that it shows beside it."""
    if not images:
        return _part(html, "html")
    related = MIMEMultipart("related", policy=_POLICY)
    related.attach(_part(html, "html"))
    for image in images:
        picture = MIMEImage(image.data, image.kind.rpartition("/")[2], policy=_POLICY)
        picture["Content-ID"] = f"<{one_line(image.cid)}>"
        picture["Content-Disposition"] = "inline"
        related.attach(picture)
    return related


def _part(text: str, kind: str) -> MIMEText:
    return MIMEText(text, kind, _UTF8, policy=_POLICY)  # type: ignore[arg-type]  # the stubs know only the older policy


def _value(name: str, text: str) -> Any:
    return text if text.isascii() else Header(text, "utf-8", header_name=name)
