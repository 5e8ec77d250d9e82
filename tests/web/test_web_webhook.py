"""SendGrid's events: signed with a key of the test's own, as SendGrid signs them."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import httpx
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sokuho.deliver.sendgrid_events import Webhook
from sokuho.errors import ConfigError
from sokuho.model import Delivery, DeliveryState, Receipt
from sokuho.web.server import build
from tests.web.conftest import House, settings

PRIVATE = ec.generate_private_key(ec.SECP256R1())
PUBLIC = base64.b64encode(
    PRIVATE.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
).decode()
MINUTE = timedelta(minutes=1)


@pytest.fixture
def secrets() -> dict[str, str]:
    return {"sendgrid_webhook_key": PUBLIC}


def signed(house: House, body: bytes, age: timedelta = timedelta(), **more: str) -> dict[str, str]:
    stamp = str(int((house.clock() - age).timestamp()))
    signature = PRIVATE.sign(stamp.encode() + body, ec.ECDSA(hashes.SHA256()))
    return {
        "X-Twilio-Email-Event-Webhook-Signature": base64.b64encode(signature).decode(),
        "X-Twilio-Email-Event-Webhook-Timestamp": stamp,
        "Content-Type": "application/json",
        **more,
    }


def event(kind: str, address: str = "reader@example.com", **more: object) -> dict[str, object]:
    unique = f"{kind}-{address}-{more.get('delivery_id')}"
    return {"event": kind, "email": address, "sg_event_id": unique, "timestamp": 1771286400, **more}


def tell(web: httpx.Client, house: House, *told: object) -> int:
    body = json.dumps(told, ensure_ascii=False).encode()
    return web.post("/webhooks/sendgrid", content=body, headers=signed(house, body)).status_code


def delivery(house: House, state: DeliveryState = DeliveryState.PENDING, name: str = "d1") -> str:
    row = Delivery(name, "s", name, "r.1", "alert", "email", "reader@example.com", house.clock())
    house.store.deliveries.add_deliveries([row])
    if state == DeliveryState.UNKNOWN:
        house.store.deliveries.mark_unknown(name, "cut off", house.clock())
    if state == DeliveryState.SENT:
        house.store.deliveries.mark_sent(name, Receipt("x"), house.clock())
    return name


def state(house: House, name: str) -> DeliveryState:
    found = house.store.deliveries.delivery(name)
    assert found is not None
    return found.state


@pytest.mark.parametrize("kind", ["bounce", "dropped", "spamreport", "unsubscribe", "group_unsubscribe"])
def test_addresses_that_want_or_take_no_mail_get_none(web: httpx.Client, house: House, kind: str) -> None:
    assert tell(web, house, event(kind, "Reader@Example.com", reason="550 no such user 宛先不明")) == 204
    found = house.store.suppressions.why("reader@example.com")
    assert found is not None
    assert found.reason in kind


def test_suppressed_addresses_get_nothing_at_the_next_send(web: httpx.Client, house: House) -> None:
    reader = house.reader()
    house.store.deliveries.add_deliveries(
        [Delivery("d2", reader.id, "s1", "s1.1", "alert", "email", reader.address, house.clock())]
    )
    tell(web, house, event("spamreport"))
    house.deliver()
    found = house.store.deliveries.delivery("d2")
    assert found is not None
    assert (found.state, found.error) == (
        DeliveryState.FAILED,
        "withheld: the address gets no more mail: spamreport",
    )
    assert house.mails() == []


@pytest.mark.parametrize(
    "told",
    [
        event("delivered"),
        event("deferred"),
        event("open"),
        event("bounce", type="blocked", reason="greylisted"),
        event("dropped", reason="Recipient List over Package Quota"),
        event("dropped", reason="Invalid SMTPAPI header"),
    ],
)
def test_what_says_nothing_of_the_address_suppresses_nobody(
    web: httpx.Client, house: House, told: dict[str, object]
) -> None:
    assert tell(web, house, told) == 204
    assert house.store.suppressions.list_suppressions() == []


@pytest.mark.parametrize(
    ("kind", "became"),
    [
        ("delivered", DeliveryState.SENT),
        ("processed", DeliveryState.SENT),
        ("bounce", DeliveryState.FAILED),
        ("dropped", DeliveryState.FAILED),
    ],
)
def test_unknown_deliveries_are_settled(
    web: httpx.Client, house: House, kind: str, became: DeliveryState
) -> None:
    name = delivery(house, DeliveryState.UNKNOWN)
    tell(web, house, event(kind, delivery_id=name, reason="550 gone"))
    assert state(house, name) == became
    assert [e.event for e in house.store.provider_events.of_delivery(name)] == [kind]


def test_events_that_come_before_we_know_that_we_do_not_know(web: httpx.Client, house: House) -> None:
    name = delivery(house)
    tell(web, house, event("delivered", delivery_id=name))
    assert state(house, name) == DeliveryState.PENDING
    house.store.deliveries.mark_unknown(name, "cut off", house.clock())
    assert house.store.provider_events.settle(house.clock()) == 1
    assert state(house, name) == DeliveryState.SENT


def test_what_is_sent_stays_sent_and_repeats_change_nothing(web: httpx.Client, house: House) -> None:
    name = delivery(house, DeliveryState.SENT)
    for _ in range(3):
        assert tell(web, house, event("bounce", delivery_id=name)) == 204
    assert state(house, name) == DeliveryState.SENT
    assert len(house.store.provider_events.of_delivery(name)) == 1
    assert len(house.store.suppressions.list_suppressions()) == 1


def test_only_sendgrid_is_believed(web: httpx.Client, house: House) -> None:
    body = json.dumps([event("bounce")]).encode()
    good = signed(house, body)
    signature, stamp = (
        "X-Twilio-Email-Event-Webhook-Signature",
        "X-Twilio-Email-Event-Webhook-Timestamp",
    )
    wrong = [
        (body, {}),
        (body, good | {signature: "not base64 !!"}),
        (body, good | {signature: ""}),
        (body, good | {signature: base64.b64encode(b"short").decode()}),
        (body, good | {stamp: "soon"}),
        (body, good | {stamp: "9" * 30}),
        (body, good | {stamp: "-1"}),
        (body, good | {stamp: str(int(good[stamp]) + 1)}),
        (body + b" ", good),
        (b"\xff\xfe", signed(house, b"\xff\xfe")),
        (body, signed(house, body, 11 * MINUTE)),
        (body, signed(house, body, -11 * MINUTE)),
    ]
    for content, headers in wrong:
        assert web.post("/webhooks/sendgrid", content=content, headers=headers).status_code == 403
    assert house.store.suppressions.list_suppressions() == []
    assert web.post("/webhooks/sendgrid", content=body, headers=good).status_code == 204


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"nonsense", b"[" * 100_000, b'{"event": "bounce"}', b"null", b"1"]
)
def test_signed_nonsense_is_refused(web: httpx.Client, house: House, body: bytes) -> None:
    assert web.post("/webhooks/sendgrid", content=body, headers=signed(house, body)).status_code == 400


def test_events_of_unknown_shapes_are_left_out(web: httpx.Client, house: House) -> None:
    odd: list[object] = [
        1, None, [], {}, {"event": "bounce"}, event("bounce", 5),  # type: ignore[arg-type]
        event("brand_new_event"),
        event("bounce", timestamp="yesterday", delivery_id=["x"], reason={"a": 1}),
        event("bounce", "nul\x00@example.com", timestamp=10**30, reason="a\x00b", delivery_id="x\x00"),
    ]  # fmt: skip
    assert tell(web, house, *odd) == 204
    assert house.store.suppressions.why("reader@example.com") is not None


def test_a_batch_is_taken_and_larger_ones_are_not(web: httpx.Client, house: House) -> None:
    batch = [event("bounce", f"r{n}@example.com", delivery_id=f"d{n}") for n in range(2000)]
    assert tell(web, house, *batch) == 204
    assert len(house.store.suppressions.list_suppressions(5000)) == 2000
    body = b"[" + b" " * 2_100_000 + b"]"
    assert web.post("/webhooks/sendgrid", content=body, headers=signed(house, body)).status_code == 413


def test_a_key_that_is_none_is_told_at_the_start(house: House) -> None:
    for wrong in ("nonsense", "AAAA"):
        with pytest.raises(ConfigError, match="SENDGRID_WEBHOOK_KEY"):
            build(settings(house.home, sendgrid_webhook_key=wrong), house.store, house.clock)
    assert Webhook(PUBLIC[:40] + "\n" + PUBLIC[40:], MINUTE)


class TestWithoutKey:
    @pytest.fixture
    def secrets(self) -> dict[str, str]:
        return {}

    def test_nothing_is_believed(self, web: httpx.Client, house: House) -> None:
        assert tell(web, house, event("bounce")) == 403
