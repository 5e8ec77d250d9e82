"""Mail through SendGrid's Mail Send. One request a mail, one recipient a request."""

from __future__ import annotations

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
from sokuho.errors import Reject, Retry, SokuhoError, Unknown
from sokuho.model import Message, Receipt

#: headers that SendGrid keeps to itself
_RESERVED = {
    "x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding", "to",
    "from", "subject", "reply-to", "cc", "bcc",
}  # fmt: skip


class SendGrid:
    """`mail_from` as in "Sokuho <alerts@example.com>"; `sandbox`: SendGrid checks, and sends nothing."""

    name = "sendgrid"
    repeatable = False

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
        body = self.payload(message)
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
        name, address = self._from
        if not message.subject.strip() or not message.text.strip():
            raise Reject(f"{message.delivery_id}: a mail needs a subject and a text")
        content = [{"type": "text/plain", "value": message.text}]
        if message.html:
            content.append({"type": "text/html", "value": message.html})
        off = {"enable": False}
        return {
            "personalizations": [
                {
                    "to": [{"email": recipient(message)}],
                    "headers": _headers(message),
                    "custom_args": {"delivery_id": message.delivery_id},
                }
            ],
            "from": {"email": address, **({"name": name} if name else {})},
            "subject": one_line(message.subject),
            "content": content,
            "categories": ["sokuho"],
            # links lead to the source itself, and reading is nobody's business
            "tracking_settings": {"click_tracking": {**off, "enable_text": False}, "open_tracking": off},
            "mail_settings": {"sandbox_mode": {"enable": self._sandbox}},
        }

    def _refused(self, e: HTTPError) -> SokuhoError:
        status, said = e.status_code, _said(e.body)
        if status == 429:
            wait = wait_for(dict(e.headers.items()), self._clock())
            return Retry("SendGrid: too many requests", after=wait)
        if status in (401, 403):
            return Retry(f"SendGrid refuses the key or the sender ({status}): {said}; check SENDGRID_API_KEY")
        if status == 504:
            return Unknown(f"SendGrid's gateway timed out (504): {said}")
        if status in (408, 425) or status >= 500:
            return Retry(
                f"SendGrid failed ({status}): {said}", after=wait_for(dict(e.headers.items()), self._clock())
            )
        return Reject(f"SendGrid refuses the mail ({status}): {said}")


def _headers(message: Message) -> dict[str, str]:
    return {k: one_line(v) for k, v in message.headers if k.lower() not in _RESERVED}


def _said(body: bytes) -> str:
    """The errors of an answer, or its beginning where it is not JSON."""
    try:
        errors = json.loads(body)["errors"]
        return "; ".join(f"{e.get('field') or 'request'}: {e.get('message')}" for e in errors)[:300]
    except (ValueError, KeyError, TypeError, AttributeError):
        return body[:100].decode("utf-8", "replace") if body else "no explanation"
