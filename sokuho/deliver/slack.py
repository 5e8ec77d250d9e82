"""Messages to Slack: through the Web API with threads, or through an incoming webhook without."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackObjectFormationError
from slack_sdk.webhook import WebhookClient

from sokuho.deliver import clip
from sokuho.deliver.outcome import of_failure, silent_logger, wait_for
from sokuho.deliver.pace import Pace
from sokuho.errors import Busy, Reject, Retry, SokuhoError, Unknown
from sokuho.model import Message, Receipt

#: answers that mean that nothing was posted, and that it may be tried again
_LATER = {"ratelimited", "rate_limited", "service_unavailable", "request_timeout"}
#: a person has to put something right first; the message waits for it
_SETUP = {
    "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "no_permission",
    "missing_scope", "not_in_channel", "not_allowed_token_type", "ekm_access_denied", "org_login_required",
    "team_access_not_granted", "restricted_action",
}  # fmt: skip
#: some aspect of the call may have succeeded
_EITHER_WAY = {"internal_error", "fatal_error"}
#: what to leave out when Slack refuses it: an alert without its form is still an alert
_WITHOUT = {
    "invalid_blocks": "blocks", "invalid_blocks_format": "blocks", "msg_blocks_too_long": "blocks",
    "msg_too_long": "blocks", "thread_not_found": "thread_ts", "invalid_thread_ts": "thread_ts",
    "metadata_too_large": "metadata", "invalid_metadata_format": "metadata",
}  # fmt: skip


class Slack:
    """Posts to the channel that a message's address names, a message a second."""

    name = "slack"
    repeatable = False

    def __init__(
        self,
        token: str,
        *,
        url: str = "https://slack.com/api/",
        timeout: float = 10,
        pace: Pace | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        # no retries inside: the library would post again after an answer that got lost
        self._client = WebClient(
            token,
            base_url=url.rstrip("/") + "/",
            timeout=max(1, round(timeout)),
            retry_handlers=[],
            logger=silent_logger("sokuho.deliver.slack.requests"),
        )
        self._pace, self._clock = pace or Pace(1.0), clock

    def send(self, message: Message) -> Receipt:
        body = _body(message) | {"channel": message.address, "metadata": _metadata(message)}
        if message.thread and re.fullmatch(r"\d+\.\d+", message.thread):
            body |= {"thread_ts": message.thread, "reply_broadcast": message.broadcast}
        while True:
            try:
                answer = self._post(message.address, body)
            except SlackApiError as e:
                part = _WITHOUT.get(str(e.response.get("error")))
                if part is None or part not in body:
                    raise self._refused(e) from None
                body = _without(body, part)
                continue
            ts = str(answer.get("ts") or "")
            if not ts:
                raise Unknown("Slack answered without saying where the message stands")
            return Receipt(ts, body.get("thread_ts") or ts)

    def _post(self, channel: str, body: dict[str, Any]) -> Any:
        self._pace.wait(channel)
        try:
            return self._client.chat_postMessage(**body)
        except SlackObjectFormationError as e:
            raise Reject(f"not a Slack message: {e}") from None
        except (OSError, HTTPException) as e:
            raise of_failure("Slack", e) from None
        except (ValueError, TypeError, AttributeError) as e:
            raise Unknown(f"Slack's answer cannot be read: {e}") from None

    def _refused(self, e: SlackApiError) -> SokuhoError:
        answer = e.response
        error, status = str(answer.get("error") or "")[:200], answer.status_code
        if status == 429 or error in _LATER or status == 503:
            wait = wait_for(dict(answer.headers), self._clock())
            return Busy(f"Slack asks to wait ({error or status})", after=wait)
        if status >= 500 or error in _EITHER_WAY or not re.fullmatch(r"[a-z][a-z0-9_]*", error):
            return Unknown(f"Slack failed, perhaps after posting ({status} {error})")
        if error in _SETUP:
            return Retry(
                f"Slack refuses ({error}): check SLACK_BOT_TOKEN, its scopes and the channel's members"
            )
        return Reject(f"Slack refuses the message ({status} {error})")


class Webhook:
    """Posts to one incoming webhook: no threads, no ids."""

    name = "webhook"
    repeatable = False

    def __init__(
        self,
        url: str,
        *,
        timeout: float = 10,
        pace: Pace | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._client = WebhookClient(
            url,
            timeout=max(1, round(timeout)),
            retry_handlers=[],
            logger=silent_logger("sokuho.deliver.slack.requests"),
        )
        self._pace, self._clock = pace or Pace(1.0), clock

    def send(self, message: Message) -> Receipt:
        self._pace.wait("webhook")
        try:
            answer = self._client.send_dict(_body(message))
        except (OSError, HTTPException) as e:
            raise of_failure("Slack's webhook", e) from None
        status, said = answer.status_code, answer.body[:200]
        if status == 200:
            return Receipt(None)
        if status in (429, 503):
            raise Busy(f"Slack asks to wait ({status})", after=wait_for(answer.headers, self._clock()))
        if status >= 500:
            raise Unknown(f"Slack failed, perhaps after posting ({status})")
        if status in (403, 404, 410):
            raise Retry(f"the webhook does not work ({status} {said}): check SLACK_WEBHOOK_URL")
        raise Reject(f"Slack refuses the message ({status} {said})")


def _body(message: Message) -> dict[str, Any]:
    """Within Slack's limits, whoever made the message."""
    body: dict[str, Any] = {"text": clip.clip(message.text, clip.FALLBACK)}
    if message.blocks:
        body["blocks"] = list(clip.fit(message.blocks))
    return body | {"unfurl_links": False, "unfurl_media": False}


def _metadata(message: Message) -> dict[str, Any]:
    return {"event_type": "sokuho_delivery", "event_payload": {"delivery_id": message.delivery_id}}


def _without(body: dict[str, Any], part: str) -> dict[str, Any]:
    left_out = ("thread_ts", "reply_broadcast") if part == "thread_ts" else (part,)
    return {k: v for k, v in body.items() if k not in left_out}
