"""The pages that links in mails lead to, as one WSGI application. So far: leaving a list.

    GET  /unsubscribe/TOKEN   asks; scanners follow links, so looking changes nothing
    POST /unsubscribe/TOKEN   acts at once (RFC 8058: mail programs post here without asking)

A token is signed, so it needs no login, and nobody can make one for somebody else. A wrong one gets the
same answer whether or not such a subscription exists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

import structlog

from sokuho.alerts.links import Links
from sokuho.alerts.templates import Templates
from sokuho.alerts.untrusted import plain
from sokuho.errors import Retry
from sokuho.model import Subscription

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = structlog.get_logger(__name__)

MAX_BODY = 10_000
HEADERS = (
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; "
     "frame-ancestors 'none'; base-uri 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
)  # fmt: skip


class Subscriptions(Protocol):
    """What the pages need of the store."""

    def subscription(self, subscription_id: str) -> Subscription | None: ...

    def stop(self, subscription_id: str, now: datetime) -> bool: ...


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    body: bytes
    kind: str = "text/html; charset=utf-8"


class Pages:
    """A WSGI application. `words` are the readers' words by language."""

    def __init__(
        self,
        subscriptions: Subscriptions,
        links: Links,
        templates: Templates,
        words: Mapping[str, Mapping[str, Any]],
        clock: Callable[[], datetime],
    ) -> None:
        self._subscriptions, self._links, self._templates = subscriptions, links, templates
        self._words, self._clock = words, clock

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        _drain(environ)
        try:
            answer = self._answer(str(environ.get("REQUEST_METHOD")), str(environ.get("PATH_INFO", "")))
        except Retry as e:
            log.warning("store_away", error=str(e))
            answer = Answer("503 Service Unavailable", b"Please try again in a minute.\n", "text/plain")
        length = ("Content-Length", str(len(answer.body)))
        start_response(answer.status, [("Content-Type", answer.kind), length, *HEADERS])
        return [b"" if environ.get("REQUEST_METHOD") == "HEAD" else answer.body]

    def _answer(self, method: str, path: str) -> Answer:
        if method not in ("GET", "HEAD", "POST"):
            return Answer("405 Method Not Allowed", b"GET or POST, please.\n", "text/plain")
        if path == "/healthz":
            return Answer("200 OK", b"ok\n", "text/plain")
        if path == "/style.css":
            css = self._templates.text("web/style.css", {})
            return Answer("200 OK", css.encode(), "text/css; charset=utf-8")
        if path.startswith("/unsubscribe/"):
            return self._unsubscribe(method, path.removeprefix("/unsubscribe/"))
        return self._page("404 Not Found", "en", "lost")

    def _unsubscribe(self, method: str, token: str) -> Answer:
        name = self._links.check(token, "u")
        subscription = self._subscriptions.subscription(name) if name else None
        if subscription is None:
            return self._page("404 Not Found", "en", "lost")
        if method != "POST":
            return self._page("200 OK", subscription.language, "ask", subscription.id)
        self._subscriptions.stop(subscription.id, self._clock())
        log.info("unsubscribed", subscription=subscription.id)
        return self._page("200 OK", subscription.language, "done", subscription.id)

    def _page(self, status: str, language: str, kind: str, name: str = "") -> Answer:
        words = self._words.get(language) or self._words["en"]
        web = words["web"]
        values = {
            "w": words,
            "title": web[f"{kind}_title"].format(name=plain(name)),
            "text": web[f"{kind}_text"].format(name=plain(name)),
            "button": web.get(f"{kind}_button"),
        }
        return Answer(status, self._templates.html("web/page.html", values).encode())


def _drain(environ: WSGIEnvironment) -> None:
    """Read what a form or a mail program posts, within reason; nothing of it is needed."""
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return
    environ["wsgi.input"].read(min(max(length, 0), MAX_BODY))
