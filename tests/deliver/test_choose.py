"""Which way a message takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from messages import mail, post

from sokuho import outgoing
from sokuho.configuration import Delivering
from sokuho.deliver.choose import Senders
from sokuho.errors import ConfigError, Reject
from sokuho.model import Message, Receipt
from sokuho.settings import Secrets, Settings


@dataclass
class Way:
    name: str
    repeatable: bool = False
    sent: list[Message] = field(default_factory=list)

    def send(self, message: Message) -> Receipt:
        self.sent.append(message)
        return Receipt(None)


OUTBOX, SENDGRID, SLACK, HOOK = (Way(n) for n in ("outbox", "sendgrid", "slack", "webhook"))


@pytest.mark.parametrize(
    ("senders", "message", "name"),
    [
        (Senders(OUTBOX), mail(), "outbox"),
        (Senders(OUTBOX), post(), "outbox"),
        (Senders(OUTBOX, SENDGRID, SLACK, HOOK), mail(), "sendgrid"),
        (Senders(OUTBOX, SENDGRID, SLACK, HOOK), post(), "slack"),
        (Senders(OUTBOX, SENDGRID, SLACK, HOOK), post(address="webhook"), "webhook"),
        (Senders(OUTBOX, slack=SLACK), post(address="webhook"), "outbox"),
        (Senders(OUTBOX, webhook=HOOK), post(), "outbox"),
        (Senders(OUTBOX, SENDGRID, allowed=("Reader@Example.com",)), mail(), "sendgrid"),
        (Senders(OUTBOX, SENDGRID, allowed=("other@example.com",)), mail(), "outbox"),
    ],
)
def test_way_out(senders: Senders, message: Message, name: str) -> None:
    assert senders.pick(message).name == name


def test_channel_that_does_not_exist() -> None:
    with pytest.raises(Reject, match="use email or slack"):
        Senders(OUTBOX).pick(mail(channel="fax"))


def settings(home: Path, **secrets: str) -> Settings:
    from sokuho.configuration import Bus, Polling

    return Settings(
        home=home,
        store="sqlite://",
        bus=Bus(),
        polling=Polling(),
        delivering=Delivering(),
        topics=(),
        feeds=(),
        subscribers=(),
        secrets=Secrets(**secrets),  # type: ignore[arg-type]
    )


def test_keys_open_their_ways(tmp_path: Path) -> None:
    none = outgoing.load_senders(settings(tmp_path))
    assert (none.sendgrid, none.slack, none.webhook) == (None, None, None)
    every = outgoing.load_senders(
        settings(
            tmp_path,
            sendgrid_api_key="SG.x",
            slack_bot_token="xoxb-x",
            slack_webhook_url="https://hooks.slack.com/x",
        )
    )
    ways = (every.outbox, every.sendgrid, every.slack, every.webhook)
    assert [w.name for w in ways if w] == ["outbox", "sendgrid", "slack", "webhook"]
    assert [w.repeatable for w in ways if w] == [True, False, False, False]


def test_signing_key_is_made_once_and_kept(tmp_path: Path) -> None:
    key = outgoing.signing_key(settings(tmp_path))
    assert len(key) >= 32
    assert outgoing.signing_key(settings(tmp_path)) == key
    assert (tmp_path / "var/signing.key").stat().st_mode & 0o077 == 0
    assert outgoing.signing_key(settings(tmp_path, signing_key="mine")) == b"mine"


def test_signing_key_that_cannot_be_kept(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file")
    with pytest.raises(ConfigError, match="SOKUHO_SIGNING_KEY"):
        outgoing.signing_key(settings(tmp_path))
