"""A mail that was sent, in the browser: `GET /view/TOKEN`, the link signed, made again from the store."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from sokuho.alerts.digest import choose
from sokuho.alerts.render import Renderer
from sokuho.deliver.mime import in_browser
from sokuho.model import Delivery, DeliveryState, Message
from sokuho.store import Store
from sokuho.web.site import Site, answers

#: mails carry their looks in themselves, and pictures as data; scripts, forms and frames stay out
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"
)


def again(store: Store, renderer: Renderer, delivery: Delivery) -> Message | None:
    """The message of an alert or digest that was sent, from what the store holds. None where that is gone,
    or where the delivery is of another kind: letters hold links that work only once."""
    with store.snapshot() as parts:
        subscription = parts.subscriptions.subscription(delivery.subscription)
        if subscription is None:
            return None
        if delivery.kind == "alert":
            told = parts.stories.revisions(parts.alerts.told_with(delivery))
            told = choose(told) if len(told) > 1 else told
            return renderer.alert(told[0], subscription, delivery) if told else None
        if delivery.kind != "digest":
            return None
        ids = parts.digests.told_by(delivery)
        known = parts.alerts.alerted(subscription.id, ids)
        revisions = parts.stories.revisions(ids)
    return renderer.digest(revisions, subscription, delivery, known)


def routes(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=Response)

    @router.get("/view/{token}", responses=answers(200, 404))
    def view(request: Request, token: str) -> Response:
        name = site.links.check(token, "v")
        delivery = site.store.deliveries.delivery(name) if name else None
        # one that has not left yet could still change
        if delivery is None or delivery.state not in (DeliveryState.SENT, DeliveryState.UNKNOWN):
            return site.lost(site.language(request))
        message = site.view(delivery)
        if message is None or message.html is None:
            return site.lost(site.language(request))
        return HTMLResponse(in_browser(message), headers={"Content-Security-Policy": POLICY})

    return router
