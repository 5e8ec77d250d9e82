"""The pages as one ASGI application, and the answers to what goes wrong."""

from __future__ import annotations

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, Response
from starlette.exceptions import HTTPException

from sokuho.deliver.sendgrid_events import Webhook
from sokuho.errors import Retry
from sokuho.web import leaving, preferences, signup, viewing, webhook
from sokuho.web.guard import Guard
from sokuho.web.site import Site

log = structlog.get_logger(__name__)


def application(site: Site, events: Webhook | None) -> tuple[Guard, FastAPI]:
    """The guarded application to serve, and the one within, which describes itself (`openapi()`); the
    description is not served."""
    api = FastAPI(title="Sokuho", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    for part in (signup, preferences, leaving, viewing):
        api.include_router(part.routes(site))
    api.include_router(webhook.routes(site.store, events, site.clock))
    _plain_routes(api, site)
    _mistakes(api, site)
    return Guard(api, secure=site.secure), api


def _plain_routes(api: FastAPI, site: Site) -> None:
    plain = {"text/plain": {"schema": {"type": "string"}}}

    @api.get(
        "/healthz",
        response_class=PlainTextResponse,
        responses={503: {"description": "The store is away.", "content": plain}},
    )
    def healthz() -> PlainTextResponse:
        try:
            site.store.subscriptions.origin("")
        except Retry:
            return PlainTextResponse("store away\n", 503)
        return PlainTextResponse("ok\n")

    css = {"text/css": {"schema": {"type": "string"}}}

    @api.get(
        "/style.css", response_class=Response, responses={200: {"description": "A sheet.", "content": css}}
    )
    def style() -> Response:
        text = site.templates.text("web/style.css", {})
        return Response(text, media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    @api.get("/robots.txt", response_class=PlainTextResponse)
    def robots() -> PlainTextResponse:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")


def _mistakes(api: FastAPI, site: Site) -> None:
    @api.exception_handler(RequestValidationError)
    def garbled(request: Request, _: Exception) -> Response:
        return site.told("garbled", site.language(request), 422)

    @api.exception_handler(HTTPException)
    def refused(request: Request, e: Exception) -> Response:
        assert isinstance(e, HTTPException)
        if e.status_code == 404:
            return site.lost(site.language(request))
        if e.status_code == 400:  # the body is not a form
            return site.told("garbled", site.language(request), 422)
        return PlainTextResponse(f"{e.detail}\n", e.status_code, headers=dict(e.headers or {}))

    @api.exception_handler(Retry)
    def away(request: Request, e: Exception) -> Response:
        log.warning("store_away", error=str(e))
        page = site.told("away", site.language(request), 503)
        page.headers["Retry-After"] = "60"
        return page

    @api.exception_handler(Exception)
    def broken(request: Request, e: Exception) -> Response:
        route = request.scope.get("route")  # its path, without the token that it was asked with
        log.error("page_failed", path=getattr(route, "path", None), exc_info=e)
        return site.told("broken", site.language(request), 500)
