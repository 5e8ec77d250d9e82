"""Mail through SendGrid, against a stand-in and SendGrid's own description of the request."""

from __future__ import annotations

import base64
import json
import logging
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import standins
from messages import mail
from standins import Answer, StandIn

from sokuho.deliver.sendgrid import SendGrid
from sokuho.errors import Busy, ConfigError, Reject, RejectForAll, Retry, Unknown
from sokuho.model import Bulk, Image, Person

KEY = "SG.a-very-secret-key"
NOW = 1_700_000_000.0
SCHEMA: dict[str, Any] = json.loads((Path(__file__).parent / "sendgrid_mail_send.json").read_text("utf-8"))


@pytest.fixture
def provider() -> Iterator[StandIn]:
    with standins.sendgrid() as stand_in:
        yield stand_in


def way(url: str, **more: Any) -> SendGrid:
    options = {"mail_from": "Sokuho <alerts@sokuho.example>", "timeout": 5, "clock": lambda: NOW} | more
    return SendGrid(KEY, host=url, **options)


def errors(message: str, field: str | None = None) -> bytes:
    return json.dumps({"errors": [{"message": message, "field": field, "help": None}]}).encode()


def test_accepted_mail_has_its_id(provider: StandIn) -> None:
    assert way(provider.url).send(mail()).provider_id == "sg-1"
    [request] = provider.requests
    assert request.path == "/v3/mail/send"
    assert request.headers["Authorization"] == f"Bearer {KEY}"


def test_request_is_as_sendgrid_describes_it(provider: StandIn) -> None:
    way(provider.url).send(mail())
    body = provider.requests[0].body
    jsonschema.Draft202012Validator(SCHEMA).validate(body)
    [person] = body["personalizations"]
    assert person["to"] == [{"email": "reader@example.com"}]
    assert person["custom_args"] == {"delivery_id": "d0123456789abcdef"}
    assert person["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert person["headers"]["In-Reply-To"] == "<other@sokuho.example>"
    assert body["from"] == {"email": "alerts@sokuho.example", "name": "Sokuho"}
    assert body["subject"] == "333億ドル: three projects"
    assert [c["type"] for c in body["content"]] == ["text/plain", "text/html"]
    assert body["mail_settings"]["sandbox_mode"] == {"enable": False}


def bulk(count: int = 3, **more: Any) -> Bulk:
    people = tuple(
        Person(
            f"d{n}",
            f"r{n}@example.com",
            (
                ("List-Unsubscribe", f"<https://sokuho.example/u/{n}>"),
                ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
                ("Message-ID", f"<d{n}@sokuho.example>"),
            ),
            (("own-why-t-1", f"because of {n}"),),
        )
        for n in range(count)
    )
    plain = Bulk("333億ドル", "Text own-why-t-1\n", "<p>own-why-t-1</p>", people)
    return replace(plain, **{"categories": ("sokuho", "alert"), **more})


def test_a_thousand_readers_are_one_request_as_sendgrid_describes_it(provider: StandIn) -> None:
    receipt = way(provider.url).send_bulk(bulk(1000, images=(Image("chart", b"\x89PNG"),)))
    assert receipt.provider_id == "sg-1"
    [request] = provider.requests
    jsonschema.Draft202012Validator(SCHEMA).validate(request.body)
    people = request.body["personalizations"]
    assert len(people) == 1000
    for n, person in enumerate(people):
        assert person["to"] == [{"email": f"r{n}@example.com"}]
        assert person["custom_args"] == {"delivery_id": f"d{n}"}
        assert person["headers"]["List-Unsubscribe"] == f"<https://sokuho.example/u/{n}>"
        assert person["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert person["substitutions"] == {"own-why-t-1": f"because of {n}"}
    assert request.body["categories"] == ["sokuho", "alert"]
    [image] = request.body["attachments"]
    assert (image["disposition"], image["content_id"], image["type"]) == ("inline", "chart", "image/png")
    assert base64.b64decode(image["content"]) == b"\x89PNG"


def test_a_request_holds_no_address_twice_nor_too_many(provider: StandIn) -> None:
    [one] = bulk(1).people
    for people in ((), (one, replace(one, address="R0@example.com")), bulk(1001).people):
        with pytest.raises(Reject, match="each address once"):
            way(provider.url).send_bulk(bulk(people=people))
    assert not provider.requests


@pytest.mark.parametrize(
    ("field", "kind"),
    [("personalizations.3.to", Reject), (None, Reject), ("subject", RejectForAll), ("content", RejectForAll)],
)
def test_a_refusal_tells_whom_it_is_about(provider: StandIn, field: str | None, kind: type[Reject]) -> None:
    provider.answers.append(Answer(400, errors("does not work", field)))
    with pytest.raises(Reject) as e:
        way(provider.url).send_bulk(bulk())
    assert type(e.value) is kind


@pytest.mark.parametrize("trouble", [standins.HANG, standins.CUT, standins.RESET])
def test_many_cut_off_are_unknown(provider: StandIn, trouble: str) -> None:
    provider.answers.append(Answer(trouble=trouble))
    with pytest.raises(Unknown):
        way(provider.url, timeout=0.3).send_bulk(bulk())
    assert len(provider.requests) == 1


def test_a_header_in_disguise_never_leaves(provider: StandIn) -> None:
    [one] = bulk(1).people
    for broken in (
        replace(one, headers=(("X-Y", "a\r\nBcc: b@example.com"),)),
        replace(one, address="a, b@c.example"),
    ):
        with pytest.raises(Reject):
            way(provider.url).send_bulk(bulk(people=(broken,)))
    assert not provider.requests


def test_the_description_refuses_what_is_wrong() -> None:
    """The check above can fail."""
    body = way("http://127.0.0.1:1").payload(mail())
    empty = [{"type": "text/plain", "value": ""}]
    for broken in ({"from": {}}, {"content": empty}, {"subject": ""}, {"categories": "x"}, {"sandbox": True}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.Draft202012Validator(SCHEMA).validate(body | broken)


def test_mail_without_html_is_text_only() -> None:
    body = way("http://127.0.0.1:1").payload(mail(html=None))
    jsonschema.Draft202012Validator(SCHEMA).validate(body)
    assert [c["type"] for c in body["content"]] == ["text/plain"]


def test_sandbox_is_asked_for(provider: StandIn) -> None:
    provider.answers.append(Answer(200))
    way(provider.url, sandbox=True).send(mail())
    assert provider.requests[0].body["mail_settings"]["sandbox_mode"] == {"enable": True}


@pytest.mark.parametrize(
    ("headers", "after"),
    [
        ({"X-RateLimit-Reset": str(int(NOW) + 42)}, 42),
        ({"X-RateLimit-Reset": str(int(NOW) - 5)}, 1),
        ({"X-RateLimit-Reset": "30"}, 30),
        ({"X-RateLimit-Reset": str(int(NOW) + 999_999)}, 3600),
        ({"X-RateLimit-Reset": "soon"}, None),
        ({"X-RateLimit-Reset": "nan"}, None),
        ({}, None),
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": format_datetime(datetime.fromtimestamp(NOW, UTC) + timedelta(seconds=90))}, 90),
    ],
)
def test_too_many_requests_waits(provider: StandIn, headers: dict[str, str], after: float | None) -> None:
    provider.answers.append(Answer(429, errors("too many requests"), headers))
    with pytest.raises(Busy) as e:
        way(provider.url).send(mail())
    assert e.value.after == after


@pytest.mark.parametrize("status", [500, 502, 503, 408])
def test_failing_provider_is_asked_again(provider: StandIn, status: int) -> None:
    provider.answers.append(Answer(status, b"<html>oops</html>"))
    with pytest.raises(Retry, match=str(status)):
        way(provider.url).send(mail())
    assert len(provider.requests) == 1


@pytest.mark.parametrize("status", [401, 403])
def test_wrong_key_is_the_operators_business(provider: StandIn, status: int) -> None:
    provider.answers.append(Answer(status, errors("The provided authorization grant is invalid")))
    with pytest.raises(Retry, match="check SENDGRID_API_KEY") as e:
        way(provider.url).send(mail())
    assert KEY not in str(e.value)


@pytest.mark.parametrize(
    ("status", "body"), [(400, errors("Invalid email", "to")), (413, b""), (404, b"\xff\xfe")]
)
def test_refused_mail_is_not_sent_again(provider: StandIn, status: int, body: bytes) -> None:
    provider.answers.append(Answer(status, body))
    with pytest.raises(Reject, match=str(status)):
        way(provider.url).send(mail())


@pytest.mark.parametrize(
    "answer",
    [
        Answer(trouble=standins.HANG),
        Answer(trouble=standins.CUT),
        Answer(trouble=standins.RESET),
        Answer(504),
        Answer(302, b"", {"Location": "/elsewhere"}),
        Answer(204),
    ],
    ids=["hang", "cut", "reset", "504", "redirect", "204"],
)
def test_nobody_knows_whether_it_was_sent(provider: StandIn, answer: Answer) -> None:
    """The request has left, the answer has not come: never again by itself."""
    provider.answers.append(answer)
    if answer.status == 302:
        provider.usual = Answer(200)
    with pytest.raises(Unknown):
        way(provider.url, timeout=0.3).send(mail())
    assert len([r for r in provider.requests if r.path == "/v3/mail/send"]) == 1


def test_unreachable_provider_is_asked_again() -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{s.getsockname()[1]}"  # bound, and nobody listens
        with pytest.raises(Retry, match="cannot be reached"):
            way(url).send(mail())


def test_unknown_host_is_asked_again() -> None:
    with pytest.raises(Retry, match="cannot be reached"):
        way("http://sendgrid.invalid").send(mail())


@pytest.mark.parametrize(
    "broken",
    [
        {"address": "a@example.com\r\nBcc: b@example.com"},
        {"address": "a, b@example.com"},
        {"address": "Name <a@example.com>"},
        {"subject": ""},
        {"subject": "one\nBcc: two"},
        {"text": " "},
        {"headers": (("X-Y", "one\r\nBcc: two"),)},
    ],
)
def test_mail_that_is_none_never_leaves(provider: StandIn, broken: dict[str, object]) -> None:
    with pytest.raises(Reject):
        way(provider.url).send(mail(**broken))
    assert not provider.requests


def test_headers_of_the_envelope_are_left_to_sendgrid() -> None:
    body = way("http://127.0.0.1:1").payload(mail(headers=(("Bcc", "b@example.com"), ("List-Id", "<x>"))))
    assert body["personalizations"][0]["headers"] == {"List-Id": "<x>"}


def test_wrong_sender_is_told_at_once() -> None:
    with pytest.raises(ConfigError, match="mail_from"):
        way("http://127.0.0.1:1", mail_from="nobody")


def test_the_key_is_never_logged(provider: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    sender = way(provider.url)
    logging.getLogger("python_http_client").setLevel(logging.DEBUG)
    logging.getLogger("python_http_client.client").setLevel(logging.DEBUG)
    provider.answers.append(Answer(401, errors("bad key")))
    with caplog.at_level(logging.DEBUG):
        with pytest.raises(Retry):
            sender.send(mail())
        sender.send(mail())
    assert KEY not in caplog.text
    assert "reader@example.com" not in caplog.text
    assert KEY not in repr(sender)


def test_two_threads_send_each_their_own(provider: StandIn) -> None:
    sender = way(provider.url)
    threads = [
        threading.Thread(target=sender.send, args=(mail(address=f"r{i}@example.com"),)) for i in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = {r.body["personalizations"][0]["to"][0]["email"] for r in provider.requests}
    assert told == {f"r{i}@example.com" for i in range(8)}
