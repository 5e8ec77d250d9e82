"""Signing up: a form, a mail to confirm the address, a click. Nothing else is sent before the click.

GET  /                 the form
POST /                 a confirmation mail is written down; the answer is the same for every address
GET  /confirm/TOKEN    asks; scanners follow links, so looking changes nothing
POST /confirm/TOKEN    the subscription begins
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import structlog
from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from sokuho.model import Subscription, reader_id
from sokuho.store.subscriptions import PAGES
from sokuho.web import forms
from sokuho.web.asking import ask
from sokuho.web.fields import fields, offered
from sokuho.web.site import Site, answers
from sokuho.web.tokens import CONFIRM, PREFERENCES

log = structlog.get_logger(__name__)


def routes(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=Response)

    @router.get("/", responses=answers(200))
    def form(request: Request) -> Response:
        language = site.language(request)
        zone = "Asia/Tokyo" if language == "ja" else "America/New_York"
        fresh = forms.SignUp(language=language, timezone=zone, novelties=["new", "update"])
        return _form(site, request, language, fresh, {})

    @router.post("/", responses=answers(200, 403, 422, 429))
    def sign_up(request: Request, given: Annotated[forms.SignUp, Form()]) -> Response:
        language = given.language if given.language in site.words else site.language(request)
        if busy := site.busy(request, language):
            return busy
        if not site.ours(request, given.form):
            return _form(site, request, language, given, {}, 403)
        address = forms.address(given.address)
        wanted = Subscription(reader_id(address or ""), "email", address or "")
        checked = forms.check(given, wanted, offered(site))
        errors = dict(checked.errors) | ({} if address else {"address": "address"})
        if errors or address is None:
            return _form(site, request, language, given, errors, 422)
        ask(site, CONFIRM, address, checked.subscription)
        return site.told("sent", language)

    @router.get("/confirm/{token}", responses=answers(200, 404))
    def look(request: Request, token: str) -> Response:
        wanted = _wanted(site, token)
        if wanted is None:
            return site.lost(site.language(request))
        return site.told("confirm", wanted[1].language, name=wanted[1].address)

    @router.post("/confirm/{token}", responses=answers(200, 404))
    def confirm(request: Request, token: str) -> Response:
        found = _wanted(site, token)
        if found is None:
            return site.lost(site.language(request))
        letter, wanted = found
        now = site.clock()
        with site.store.transaction() as tx:
            # a second click, or one long after, must not begin again what the reader has left since
            fresh = tx.letters.use(letter, now)
            if fresh:
                tx.subscriptions.add(wanted, PAGES)
                log.info("subscribed", subscription=wanted.id)
        if not fresh:
            known = site.store.subscriptions.subscription(wanted.id)
            if known is None or not known.active:
                return site.lost(wanted.language)
            return site.told("confirmed", wanted.language, name=wanted.address)
        change = f"/preferences/{site.tokens.make(PREFERENCES, wanted.id)}"
        words = site.words[wanted.language]["web"]
        return site.told(
            "confirmed", wanted.language, name=wanted.address, link=change, link_text=words["change"]
        )

    return router


def _wanted(site: Site, token: str) -> tuple[str, Subscription] | None:
    """The id of the letter that a token came with, and the subscription that it is to begin."""
    name = site.tokens.read(token, CONFIRM, timedelta(hours=site.serving.confirm_hours))
    letter = site.store.letters.letter(name) if name else None
    if letter is None or letter.subscription is None:
        return None
    return letter.id, letter.subscription


def _form(
    site: Site,
    request: Request,
    language: str,
    given: forms.SignUp,
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    values = fields(site, language, given, errors) | {"address": given.address, "switch": status == 200}
    return site.form("signup", request, language, status, old=status == 403, **values)
