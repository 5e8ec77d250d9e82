"""Mail through SendGrid's Mail Send: a request a mail, or one for up to 1,000 readers of the same mail. Each
reader has a personalization of their own, with one recipient, and sees no other."""

from __future__ import annotations

import base64
import json
import logging
import time
from collections.abc import Callable
from http.client import HTTPException
from typing import Any

from python_http_client.exceptions import HTTPError
from sendgrid import SendGridAPIClient

from sokuho.deliver.envelope import recipient, sender
from sokuho.deliver.mime import one_line
from sokuho.deliver.outcome import of_failure, silent_logger, wait_for
from sokuho.errors import Busy, Reject, RejectForAll, Retry, SokuhoError, Unknown
from sokuho.model import Bulk, Image, Message, Person, Receipt

CATEGORY = 255  # characters

#: headers that SendGrid keeps to itself
_RESERVED = {
    "x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding", "to",
    "from", "subject", "reply-to", "cc", "bcc",
}  # fmt: skip


class SendGrid:
    """`mail_from` as in "Sokuho <alerts@example.com>"; `sandbox`: SendGrid checks, and sends nothing."""

    name = "sendgrid"
    repeatable = False
    bulk_limit = 1000

    def __init__(
        self,
        key: str,
        *,
        mail_from: str,
        host: str = "https://api.sendgrid.com",
        timeout: float = 10,
        sandbox: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        api = SendGridAPIClient(key, host=host.rstrip("/"))
        api.client.timeout = timeout
        # the library tells the key with every request at debug level
        silent_logger("python_http_client")
        logging.getLogger("python_http_client.client").addFilter(lambda record: False)
        self._post = api.client.mail.send.post
        self._from, self._sandbox, self._clock = sender(mail_from), sandbox, clock

    def send(self, message: Message) -> Receipt:
        return self._send(self.payload(message))

    def send_bulk(self, bulk: Bulk) -> Receipt:
        """One request for up to `bulk_limit` readers, no address twice. What `send` raises holds for all."""
        return self._send(self.bulk_payload(bulk))

    def _send(self, body: dict[str, Any]) -> Receipt:
        try:
            answer = self._post(request_body=body)
        except HTTPError as e:
            raise self._refused(e) from None
        except (OSError, HTTPException) as e:
            raise of_failure("SendGrid", e) from None
        # 200 is the sandbox's yes; elsewhere it can only come from a redirect that lost the mail
        if answer.status_code != (200 if self._sandbox else 202):
            raise Unknown(f"SendGrid answered {answer.status_code}, which is neither yes nor no")
        return Receipt(answer.headers.get("X-Message-Id"))

    def payload(self, message: Message) -> dict[str, Any]:
        """The request's body. Raises Reject for a mail that cannot be one."""
        return self._body(message, [_person(message)])

    def bulk_payload(self, bulk: Bulk) -> dict[str, Any]:
        """The same for many readers. Raises Reject where one of them has no address, or has it twice."""
        addresses = {person.address.lower() for person in bulk.people}
        if not bulk.people or len(addresses) < len(bulk.people) or len(addresses) > self.bulk_limit:
            raise Reject(f"a request takes 1 to {self.bulk_limit} readers, each address once")
        return self._body(bulk, [_person(p) | {"substitutions": dict(p.fills)} for p in bulk.people])

    def _body(self, mail: Message | Bulk, people: list[dict[str, Any]]) -> dict[str, Any]:
        name, address = self._from
        if not mail.subject.strip() or not mail.text.strip():
            raise Reject("a mail needs a subject and a text")
        content = [{"type": "text/plain", "value": mail.text}]
        if mail.html:
            content.append({"type": "text/html", "value": mail.html})
        off = {"enable": False}
        return {
            "personalizations": people,
            "from": {"email": address, **({"name": name} if name else {})},
            "subject": one_line(mail.subject),
            "content": content,
            **({"attachments": [_attached(image) for image in mail.images]} if mail.images else {}),
            "categories": [c[:CATEGORY] for c in dict.fromkeys(mail.categories or ("sokuho",))][:10],
            # links lead to the source itself, and reading is nobody's business
            "tracking_settings": {"click_tracking": {**off, "enable_text": False}, "open_tracking": off},
            "mail_settings": {"sandbox_mode": {"enable": self._sandbox}},
        }

    def _refused(self, e: HTTPError) -> SokuhoError:
        status, said = e.status_code, _said(e.body)
        wait = wait_for(dict(e.headers.items()), self._clock())
        if status == 429:
            return Busy("SendGrid: too many requests", after=wait)
        if status in (401, 403):
            return Retry(f"SendGrid refuses the key or the sender ({status}): {said}; check SENDGRID_API_KEY")
        if status == 504:
            return Unknown(f"SendGrid's gateway timed out (504): {said}")
        if status in (408, 425) or status >= 500:
            return Retry(f"SendGrid failed ({status}): {said}", after=wait)
        refusal = Reject if _of_readers(e.body) else RejectForAll
        return refusal(f"SendGrid refuses the mail ({status}): {said}")


def _person(reader: Message | Person) -> dict[str, Any]:
    headers = {k: one_line(v) for k, v in reader.headers if k.lower() not in _RESERVED}
    to, custom = [{"email": recipient(reader)}], {"delivery_id": reader.delivery_id}
    return {"to": to, "headers": headers, "custom_args": custom}


def _attached(image: Image) -> dict[str, str]:
    content = base64.b64encode(image.data).decode()
    name = f"{image.cid}.{image.kind.rpartition('/')[2]}"
    shown = {"type": image.kind, "disposition": "inline", "content_id": image.cid}
    return {"content": content, "filename": name, **shown}


def _of_readers(body: bytes) -> bool:
    """Whether an answer may be about some readers only: it names them, or nothing that we know."""
    fields = [str(error.get("field") or "") for error in _errors(body)]
    return any(not field or field.startswith("personalizations") for field in fields) or not fields


def _said(body: bytes) -> str:
    """The errors of an answer in words, or its beginning where it has none."""
    if errors := _errors(body):
        return "; ".join(f"{e.get('field') or 'request'}: {e.get('message')}" for e in errors)[:300]
    return body[:100].decode("utf-8", "replace") if body else "no explanation"


def _errors(body: bytes) -> list[dict[str, Any]]:
    """The errors of an answer; none where it is not of SendGrid's shape."""
    try:
        errors = json.loads(body)["errors"]
    except (ValueError, KeyError, TypeError):
        return []
    return errors if isinstance(errors, list) and all(isinstance(e, dict) for e in errors) else []
