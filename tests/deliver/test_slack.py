"""Messages to Slack, against a stand-in."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import standins
from messages import post
from standins import Answer, StandIn, said

from sokuho.deliver.pace import Pace
from sokuho.deliver.slack import Slack, Webhook
from sokuho.errors import Busy, Reject, Retry, Unknown

TOKEN = "xoxb-a-very-secret-token"
AT_ONCE = Pace(0)


@pytest.fixture
def provider() -> Iterator[StandIn]:
    with standins.slack() as stand_in:
        yield stand_in


@pytest.fixture
def hook() -> Iterator[StandIn]:
    with standins.webhook() as stand_in:
        yield stand_in


def way(provider: StandIn, **more: Any) -> Slack:
    return Slack(TOKEN, url=provider.url + "/api/", **({"timeout": 5, "pace": AT_ONCE} | more))


def webhook(provider: StandIn, **more: Any) -> Webhook:
    return Webhook(provider.url + "/services/T0/B0/secret", **({"timeout": 5, "pace": AT_ONCE} | more))


def test_posted_message_has_its_place(provider: StandIn) -> None:
    receipt = way(provider).send(post())
    assert (receipt.provider_id, receipt.thread) == ("1700000000.000100", "1700000000.000100")
    [request] = provider.requests
    assert request.path == "/api/chat.postMessage"
    assert request.headers["Authorization"] == f"Bearer {TOKEN}"
    assert request.body["channel"] == "C1"
    assert request.body["text"] == "New · $33.3bn"
    assert [b["type"] for b in request.body["blocks"]] == ["header", "section"]
    assert request.body["metadata"]["event_payload"] == {"delivery_id": "d0123456789abcdef"}
    assert "thread_ts" not in request.body


@pytest.mark.parametrize("broadcast", [True, False])
def test_update_goes_into_the_thread(provider: StandIn, broadcast: bool) -> None:
    provider.answers.append(said(ok=True, channel="C1", ts="1700000009.000100"))
    receipt = way(provider).send(post(thread="1700000000.000100", broadcast=broadcast))
    assert (receipt.provider_id, receipt.thread) == ("1700000009.000100", "1700000000.000100")
    assert provider.requests[0].body["thread_ts"] == "1700000000.000100"
    assert provider.requests[0].body["reply_broadcast"] is broadcast


def test_thread_of_the_outbox_is_none_of_slacks(provider: StandIn) -> None:
    way(provider).send(post(thread="outbox:d0123456789abcdef"))
    assert "thread_ts" not in provider.requests[0].body


def test_deleted_thread_does_not_lose_the_update(provider: StandIn) -> None:
    provider.answers.append(said(ok=False, error="thread_not_found"))
    receipt = way(provider).send(post(thread="1700000000.000001", broadcast=True))
    assert receipt.thread == "1700000000.000100"
    assert "thread_ts" not in provider.requests[1].body
    assert "reply_broadcast" not in provider.requests[1].body


def test_refused_blocks_do_not_lose_the_alert(provider: StandIn) -> None:
    provider.answers.append(said(ok=False, error="invalid_blocks"))
    way(provider).send(post())
    assert "blocks" not in provider.requests[1].body
    assert provider.requests[1].body["text"] == "New · $33.3bn"


def test_refused_twice_is_refused(provider: StandIn) -> None:
    provider.usual = said(ok=False, error="invalid_blocks")
    with pytest.raises(Reject, match="invalid_blocks"):
        way(provider).send(post())
    assert len(provider.requests) == 2


def test_too_fast_waits(provider: StandIn) -> None:
    provider.answers.append(said(429, {"Retry-After": "30"}, ok=False, error="ratelimited"))
    with pytest.raises(Busy) as e:
        way(provider).send(post())
    assert e.value.after == 30
    assert len(provider.requests) == 1


@pytest.mark.parametrize("error", ["invalid_auth", "not_in_channel", "missing_scope", "token_revoked"])
def test_set_up_wrongly_is_the_operators_business(provider: StandIn, error: str) -> None:
    provider.answers.append(said(ok=False, error=error))
    with pytest.raises(Retry, match="check SLACK_BOT_TOKEN"):
        way(provider).send(post())


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "no_text", "never_heard_of"])
def test_refused_message_is_not_sent_again(provider: StandIn, error: str) -> None:
    provider.answers.append(said(ok=False, error=error))
    with pytest.raises(Reject, match=error):
        way(provider).send(post())


@pytest.mark.parametrize(
    "answer",
    [
        Answer(trouble=standins.HANG),
        Answer(trouble=standins.CUT),
        Answer(trouble=standins.RESET),
        Answer(500, b"<html>oops</html>"),
        Answer(502, b"Bad Gateway"),
        said(ok=False, error="fatal_error"),
        said(ok=False, error="internal_error"),
        said(ok=True),
        Answer(200, b"not json"),
        Answer(200, b"[1, 2]"),
        Answer(200, b""),
    ],
    ids=["hang", "cut", "reset", "500", "502", "fatal", "internal", "no-ts", "not-json", "list", "empty"],
)
def test_nobody_knows_whether_it_was_posted(provider: StandIn, answer: Answer) -> None:
    provider.answers.append(answer)
    with pytest.raises(Unknown):
        way(provider, timeout=1).send(post())
    assert len(provider.requests) == 1  # the library itself would have posted again


@pytest.mark.parametrize("answer", [Answer(503, b"down"), said(ok=False, error="service_unavailable")])
def test_service_that_says_no_is_asked_again(provider: StandIn, answer: Answer) -> None:
    provider.answers.append(answer)
    with pytest.raises(Retry):
        way(provider).send(post())


def test_unreachable_slack_is_asked_again() -> None:
    with pytest.raises(Retry, match="cannot be reached"):
        Slack(TOKEN, url="http://127.0.0.1:1/api/", pace=AT_ONCE).send(post())
    with pytest.raises(Retry, match="cannot be reached"):
        Webhook("http://127.0.0.1:1/services/x", pace=AT_ONCE).send(post())


def test_limits_are_kept_whoever_made_the_message(provider: StandIn) -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "A sentence of some length. " * 300}}
    way(provider).send(post(text="long " * 9000, blocks=(block,) * 60))
    body = provider.requests[0].body
    assert len(body["blocks"]) <= 50
    assert all(len(b["text"]["text"]) <= 3000 for b in body["blocks"])
    assert sum(len(b["text"]["text"]) for b in body["blocks"]) + len(body["text"]) < 13_200


def test_secrets_are_never_logged(provider: StandIn, hook: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        way(provider).send(post())
        webhook(hook).send(post())
        hook.answers.append(Answer(trouble=standins.CUT))
        with pytest.raises(Unknown) as e:
            webhook(hook).send(post())
    assert TOKEN not in caplog.text
    assert "/services/T0" not in caplog.text + str(e.value)


# --- webhook ----------------------------------------------------------------------------------------


def test_webhook_has_no_threads(hook: StandIn) -> None:
    receipt = webhook(hook).send(post(address="webhook", thread="1700000000.000100", broadcast=True))
    assert receipt.provider_id is None
    body = hook.requests[0].body
    assert set(body) == {"text", "blocks", "unfurl_links", "unfurl_media"}


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(429, b"rate_limited", {"Retry-After": "5"}), Busy),
        (Answer(503, b"down"), Retry),
        (Answer(404, b"no_service"), Retry),
        (Answer(410, b"channel_is_archived"), Retry),
        (Answer(400, b"invalid_payload"), Reject),
        (Answer(500, b"server error"), Unknown),
        (Answer(trouble=standins.CUT), Unknown),
        (Answer(trouble=standins.RESET), Unknown),
        (Answer(trouble=standins.HANG), Unknown),
    ],
    ids=["429", "503", "404", "410", "400", "500", "cut", "reset", "hang"],
)
def test_webhook_failures(hook: StandIn, answer: Answer, error: type[Exception]) -> None:
    hook.answers.append(answer)
    with pytest.raises(error) as e:
        webhook(hook, timeout=1).send(post())
    assert len(hook.requests) == 1
    if answer.status == 429:
        assert getattr(e.value, "after", None) == 5


# --- pace -------------------------------------------------------------------------------------------


def test_one_message_a_second_a_channel() -> None:
    slept: list[float] = []
    clock = [100.0]

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    pace = Pace(1.0, lambda: clock[0], sleep)
    for channel in ("C1", "C2", "C1", "C1"):
        pace.wait(channel)
    assert slept == [1.0, 1.0]
    clock[0] += 5
    pace.wait("C1")
    assert slept == [1.0, 1.0]
