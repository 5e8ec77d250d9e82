"""Messages to send."""

from __future__ import annotations

from dataclasses import replace

from sokuho.model import Message

MAIL = Message(
    delivery_id="d0123456789abcdef",
    channel="email",
    address="reader@example.com",
    subject="333億ドル: three projects",
    text="Text: 333億ドル\n",
    html="<!DOCTYPE html><html lang='en'><body><p>333億ドル</p></body></html>",
    headers=(
        ("List-Unsubscribe", "<https://sokuho.example/unsubscribe/u.x.y>, <mailto:a@sokuho.example>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("List-Id", "<topic.alerts.sokuho.example>"),
        ("Message-ID", "<root@sokuho.example>"),
        ("In-Reply-To", "<other@sokuho.example>"),
    ),
)
POST = Message(
    delivery_id="d0123456789abcdef",
    channel="slack",
    address="C1",
    subject="$33.3bn",
    text="New · $33.3bn",
    blocks=(
        {"type": "header", "text": {"type": "plain_text", "text": "New · $33.3bn", "emoji": False}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "*333億ドル*", "verbatim": True}},
    ),
)


def mail(**more: object) -> Message:
    return replace(MAIL, **more)  # type: ignore[arg-type]


def post(**more: object) -> Message:
    return replace(POST, **more)  # type: ignore[arg-type]
