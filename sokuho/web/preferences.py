"""Changing what one gets: whoever asks gets a link by mail, and the link opens the form.

GET  /preferences          asks for the address
POST /preferences          a mail with a link is written down; the answer is the same for every address
GET  /preferences/TOKEN    the form
POST /preferences/TOKEN    saves it
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Annotated

import structlog
from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from sokuho.model import Subscription
from sokuho.store.subscriptions import PAGES
from sokuho.web import forms
from sokuho.web.asking import ask
from sokuho.web.fields import fields, offered
from sokuho.web.site import Site, answers
from sokuho.web.tokens import PREFERENCES

log = structlog.get_logger(__name__)


def routes(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=Response)

    @router.get("/preferences", responses=answers(200))
    def asked(request: Request) -> Response:
        return _asking(site, request)

    @router.post("/preferences", responses=answers(200, 403, 422, 429))
    def ask_for_link(request: Request, given: Annotated[forms.LinkRequest, Form()]) -> Response:
        language = site.language(request)
        if busy := site.busy(request, language):
            return busy
        if not site.ours(request, given.form):
            return _asking(site, request, 403, given.address)
        address = forms.address(given.address)
        if address is None:
            return _asking(site, request, 422, given.address)
        ask(site, PREFERENCES, address, None)
        return site.told("sent", language)

    @router.get("/preferences/{token}", responses=answers(200, 404))
    def form(request: Request, token: str) -> Response:
        known = _known(site, token)
        if known is None:
            return site.lost(site.language(request))
        language = request.query_params.get("lang", known.language)
        return _form(site, known, forms.shown(known), {}, language)

    @router.post("/preferences/{token}", responses=answers(200, 404, 422))
    def save(request: Request, token: str, given: Annotated[forms.Choices, Form()]) -> Response:
        known = _known(site, token)
        if known is None:
            return site.lost(site.language(request))
        checked = forms.check(given, known, offered(site))
        if checked.subscription is None:
            return _form(site, known, given, dict(checked.errors), known.language, 422)
        # who had left, and saves, is told that messages come; so they do
        site.store.subscriptions.add(replace(checked.subscription, active=True), PAGES)
        log.info("changed", subscription=known.id)
        language = checked.subscription.language
        words = site.words[language]["web"]
        link = {"link": f"/preferences/{token}", "link_text": words["change"]}
        return site.told("saved", language, name=known.address, **link)

    return router


def _known(site: Site, token: str) -> Subscription | None:
    """The subscription that a token opens. Those of the configuration are changed there."""
    age = timedelta(hours=site.serving.preferences_hours)
    name = site.tokens.read(token, PREFERENCES, age)
    if name is None or site.store.subscriptions.origin(name) != PAGES:
        return None
    return site.store.subscriptions.subscription(name)


def _asking(site: Site, request: Request, status: int = 200, address: str = "") -> Response:
    language = site.language(request)
    values = {"address": address, "old": status == 403, "wrong": status == 422, "switch": status == 200}
    hours = f"{site.serving.preferences_hours:g}"
    return site.form("link", request, language, status, hours=hours, **values)


def _form(
    site: Site,
    known: Subscription,
    given: forms.Choices,
    errors: dict[str, str],
    language: str,
    status: int = 200,
) -> Response:
    values = fields(site, language, given, errors) | {"opened": True}  # nothing that was chosen is hidden
    leave = site.links.unsubscribe(known.id)
    return site.page("preferences", language, status, address=known.address, leave=leave, **values)
