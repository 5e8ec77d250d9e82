"""Leaving a list.

    GET  /unsubscribe/TOKEN   asks; scanners follow links, so looking changes nothing
    POST /unsubscribe/TOKEN   acts at once (RFC 8058: mail programs post here without asking)

A token needs no login, and nobody can make one for somebody else; it works for ever. Posts are not
counted: mail programs of many readers come from few addresses.
"""

from __future__ import annotations

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import Response

from sokuho.model import Subscription
from sokuho.store.subscriptions import PAGES
from sokuho.web.site import Site, answers

log = structlog.get_logger(__name__)


def routes(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=Response)

    @router.get("/unsubscribe/{token}", responses=answers(200, 404))
    def look(request: Request, token: str) -> Response:
        found = _found(site, token)
        if found is None:
            return site.lost(site.language(request))
        change = {}
        if _signed_up(site, found):
            words = site.words_in(found.language)["web"]
            change = {"link": f"/preferences?lang={found.language}", "link_text": words["change"]}
        return site.told("ask", found.language, name=_name(site, found), **change)

    @router.post("/unsubscribe/{token}", responses=answers(200, 404))
    def leave(request: Request, token: str) -> Response:
        found = _found(site, token)
        if found is None:
            return site.lost(site.language(request))
        site.store.subscriptions.stop(found.id, site.clock())
        log.info("unsubscribed", subscription=found.id)
        return site.told("done", found.language, name=_name(site, found))

    return router


def _found(site: Site, token: str) -> Subscription | None:
    name = site.links.check(token, "u")
    return site.store.subscriptions.subscription(name) if name else None


def _name(site: Site, subscription: Subscription) -> str:
    """What a reader knows the subscription by: those who signed up never saw its id."""
    return subscription.address if _signed_up(site, subscription) else subscription.id


def _signed_up(site: Site, subscription: Subscription) -> bool:
    return site.store.subscriptions.origin(subscription.id) == PAGES
