"""What all pages share: the store, the words, signed links, and how a page is put together."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from sokuho.alerts.links import Links
from sokuho.alerts.templates import Templates
from sokuho.alerts.untrusted import plain
from sokuho.configuration import Serving
from sokuho.model import Delivery, Message
from sokuho.store import Store
from sokuho.web.limits import Limit
from sokuho.web.tokens import FORM, Tokens

COOKIE = "sokuho_form"
FORM_AGE = timedelta(hours=4)
_NONCE = 22  # characters of token_urlsafe(16)

#: what routes answer with; FastAPI's description of them, as JSON, would be wrong
PAGES: dict[int | str, dict[str, Any]] = {
    status: {"description": words, "content": {"text/html": {"schema": {"type": "string"}}}}
    for status, words in {
        200: "A page.",
        403: "The form was not ours, or too old.",
        404: "No such page, or a link that does not work (any more).",
        422: "The form again, with what is wrong.",
        429: "Too many requests; `Retry-After` says when there may be more.",
        503: "The store is away for a moment.",
    }.items()
}


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: PAGES[status] for status in (*statuses, 503)}


@dataclass(frozen=True, slots=True)
class Site:
    """`view` makes the mail of a delivery again, or None where that cannot be; `wrote` is called when a
    mail with a link waits to be sent."""

    store: Store
    links: Links
    tokens: Tokens
    templates: Templates
    words: Mapping[str, Mapping[str, Any]]
    serving: Serving
    topics: tuple[str, ...]
    clock: Callable[[], datetime]
    view: Callable[[Delivery], Message | None]
    wrote: Callable[[], None]
    limit: Limit = field(repr=False)

    @property
    def secure(self) -> bool:
        return self.links.base_url.startswith("https://")

    # --- languages ------------------------------------------------------------------------------

    def words_in(self, language: str) -> Mapping[str, Any]:
        return self.words.get(language) or self.words["en"]

    def language(self, request: Request) -> str:
        """The one asked for, else the first that the browser prefers and we have, else English."""
        asked = request.query_params.get("lang", "")
        if asked in self.words:
            return asked
        wanted: list[tuple[float, int, str]] = []
        for at, part in enumerate(request.headers.get("accept-language", "")[:200].split(",")):
            name, _, quality = part.strip().partition(";q=")
            try:
                wanted.append((-float(quality or 1), at, name[:2].lower()))
            except ValueError:
                continue
        return next((name for _, _, name in sorted(wanted) if name in self.words), "en")

    # --- pages ----------------------------------------------------------------------------------

    def page(self, name: str, language: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page of templates/web."""
        words = self.words_in(language)
        others = [{"code": code, "name": w["web"]["own_name"]} for code, w in sorted(self.words.items())]
        common = {"w": words, "t": words["web"], "languages": others, "switch": False}
        return HTMLResponse(self.templates.html(f"web/{name}.html", common | values), status)

    def told(
        self, kind: str, language: str, status: int = 200, name: str = "", **values: Any
    ) -> HTMLResponse:
        """A page that says one thing: a title, a sentence, and a button where there is one for it."""
        web = self.words_in(language)["web"]
        given = {
            "title": web[f"{kind}_title"].format(name=plain(name)),
            "text": web[f"{kind}_text"].format(name=plain(name)),
            "button": web.get(f"{kind}_button"),
            "link": None,
            "link_text": None,
        }
        return self.page("page", language, status, **(given | values))

    def lost(self, language: str) -> HTMLResponse:
        """The same for every wrong link: nobody learns from it what there is."""
        return self.told("lost", language, 404)

    # --- forms of readers who have no link yet --------------------------------------------------

    def form(self, name: str, request: Request, language: str, status: int = 200, **values: Any) -> Response:
        """A page with a form that only the browser which got it can send."""
        nonce = request.cookies.get(COOKIE, "")
        if len(nonce) != _NONCE or not nonce.isascii():
            nonce = secrets.token_urlsafe(16)
        page = self.page(name, language, status, form=self.tokens.make(FORM, nonce), **values)
        age = int(FORM_AGE.total_seconds())
        page.set_cookie(COOKIE, nonce, age, httponly=True, samesite="lax", secure=self.secure)
        return page

    def ours(self, request: Request, token: str) -> bool:
        """Whether a form is one that this browser got from us, and lately."""
        nonce = self.tokens.read(token, FORM, FORM_AGE)
        given = request.cookies.get(COOKIE, "")
        return nonce is not None and secrets.compare_digest(nonce.encode(), given.encode())

    def busy(self, request: Request, language: str) -> Response | None:
        """An answer for a client that asks too often."""
        wait = self.limit.wait(request.client.host if request.client else None)
        if not wait:
            return None
        page = self.told("busy", language, 429)
        page.headers["Retry-After"] = str(int(wait) + 1)
        return page
