"""Revisions into messages: an alert or a digest, as a mail or for Slack, in the reader's language."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sokuho.alerts import digest, digest_view
from sokuho.alerts.chart import bar
from sokuho.alerts.equivalents import DatedRates
from sokuho.alerts.figures import Words
from sokuho.alerts.headers import mail_headers
from sokuho.alerts.links import Links
from sokuho.alerts.personal import Marks, cadence, person
from sokuho.alerts.reasons import reason
from sokuho.alerts.rules import Matcher
from sokuho.alerts.shown import ChangeLine, StoryView
from sokuho.alerts.templates import Templates
from sokuho.alerts.untrusted import header, mrkdwn, shorten
from sokuho.alerts.view import StoryViews
from sokuho.errors import Reject
from sokuho.model import Bulk, Delivery, Image, Message, Number, Revision, Subscription

Block = dict[str, object]

SUBJECT_LIMIT = 77
SHOWN_REPORTS = 8
SHOWN_PROJECTS = 5  # of a story in a digest
#: bytes of HTML; mail programs cut off what is longer than about 100 kB
LENGTH = 90_000


class Renderer:
    """Makes messages out of revisions. `folders` hold the templates, the home's own first; `words` are
    the readers' words by language; `rates` weigh figures of different currencies against each other,
    `dated` ones (by currency and month or day) give equivalents beside headline figures."""

    def __init__(
        self,
        folders: Sequence[Path],
        words: Mapping[str, Words],
        links: Links,
        mail_from: str,
        rates: Mapping[str, Number] | None = None,
        dated: Mapping[str, Mapping[str, Number]] | None = None,
    ) -> None:
        self._dated = DatedRates(dated or {})
        self._templates = Templates(folders)
        self._words, self._links, self._from, self._rates = words, links, mail_from, rates or {}

    def alert(self, revision: Revision, subscription: Subscription, delivery: Delivery) -> Message:
        """The message that tells one subscription of one revision. Raises ConfigError for a template or
        language that does not work."""
        if subscription.channel != "slack":
            bulk = self.bulk(revision, [(subscription, delivery)])
            return bulk.message(bulk.people[0])
        words = self._language(subscription)
        values = self._alert(revision, subscription, words)
        values["why"] = reason(subscription, Matcher(revision).grounds(subscription), words)
        source = values["s"].source
        return self._slack("alert", values, delivery, subscription, source.url if source else None)

    def alike(self, subscription: Subscription) -> tuple[str, ...]:
        """Readers for whom this is equal get the same mail about the same revision."""
        return (subscription.language, subscription.timezone)

    def bulk(self, revision: Revision, readers: Sequence[tuple[Subscription, Delivery]]) -> Bulk:
        """One mail of a revision for readers who are `alike`. Raises ConfigError, Reject like `alert`."""
        words, topic = self._language(readers[0][0]), revision.story.topic
        values = self._alert(revision, readers[0][0], words)
        own, matcher = Marks(self._links, revision.id), Matcher(revision)
        return Bulk(
            subject=values["subject"],
            text=self._templates.text("email/alert.txt", values | own.text).strip() + "\n",
            html=self._templates.mail("email/alert.mjml", values | own.html),
            people=tuple(
                person(own, s, d, matcher.grounds(s), topic, words, self._links, self._from)
                for s, d in readers
            ),
            categories=_categories("alert", topic, words),
        )

    def digest(
        self,
        revisions: Sequence[Revision],
        subscription: Subscription,
        delivery: Delivery,
        told: frozenset[str] = frozenset(),
    ) -> Message:
        """The message that tells one subscription of a period's revisions; those in `told` (revision ids)
        have been told by instant alerts and are left out. The delivery's revision is the period."""
        words = self._language(subscription)
        chosen = digest.choose(revisions, told, self._rates)
        most = digest_view.SHOWN_STORIES
        while True:
            message = self._digest(chosen, subscription, delivery, words, most)
            size = len((message.html or "").encode())
            if size <= LENGTH or most == 1:
                return message
            most = max(1, min(most, len(chosen)) * LENGTH // size)  # fewer each time

    # --- parts ----------------------------------------------------------------------------------

    def _language(self, subscription: Subscription) -> Words:
        try:
            return self._words[subscription.language]
        except KeyError:
            known = ", ".join(sorted(self._words))
            raise Reject(
                f"{subscription.id}: no words for language {subscription.language!r}; use {known}"
            ) from None

    def _alert(self, revision: Revision, subscription: Subscription, words: Words) -> dict[str, Any]:
        """What an alert's templates show, but for what is the reader's own."""
        view = StoryViews(words, subscription.timezone, self._dated).story(revision)
        values = self._common(words, _alert_subject(view, words), _preheader(view, words))
        return values | {"s": view, "shown_reports": SHOWN_REPORTS}

    def _digest(
        self,
        chosen: Sequence[Revision],
        subscription: Subscription,
        delivery: Delivery,
        words: Words,
        most: int,
    ) -> Message:
        """A digest that shows so many stories at most."""
        view = digest_view.view(chosen, subscription, words, delivery.revision, most)
        values = self._common(words, view.subject, view.preheader)
        values |= {"d": view, "shown_projects": SHOWN_PROJECTS, "cadence": cadence(subscription, words)}
        values["why"] = reason(subscription, None, words)
        if subscription.channel == "slack":
            return self._slack("digest", values, delivery, subscription, None)
        topic = chosen[0].story.topic if chosen else next(iter(subscription.topics), "digest")
        values |= {
            "view": self._links.view(delivery.id),
            "unsubscribe": self._links.unsubscribe(subscription.id),
        }
        return Message(
            delivery_id=delivery.id,
            channel=subscription.channel,
            address=delivery.address,
            subject=values["subject"],
            text=self._templates.text("email/digest.txt", values).strip() + "\n",
            html=self._templates.mail("email/digest.mjml", values),
            headers=mail_headers(subscription, delivery, topic, self._links, self._from),
            images=(Image("chart", bar([b.value for b in view.bars])),) if view.bars else (),
            categories=_categories("digest", topic, words),
        )

    def _common(self, words: Words, subject: str, preheader: str) -> dict[str, Any]:
        return {"w": words, "subject": header(subject, SUBJECT_LIMIT), "preheader": preheader}

    def _slack(
        self,
        kind: str,
        values: Mapping[str, Any],
        delivery: Delivery,
        subscription: Subscription,
        button: str | None,
    ) -> Message:
        parts = self._templates.slack(f"slack/{kind}.txt", values)
        blocks = [block for name, text in parts if (block := _block(name, text, button))]
        fallback = mrkdwn(f"{values['subject']}: {values['preheader']}")
        return Message(
            delivery_id=delivery.id,
            channel=subscription.channel,
            address=delivery.address,
            subject=values["subject"],
            text=fallback,
            blocks=tuple(blocks),
            thread=delivery.thread,
            broadcast=subscription.broadcast_updates,
        )


def _categories(kind: str, topic: str, words: Words) -> tuple[str, ...]:
    return ("sokuho", kind, topic, str(words["language"]))


def _block(name: str, text: str, url: str | None) -> Block | None:
    """A Slack block of the kind that its template block is named for. Senders clip it to Slack's limits."""
    kind = name.partition("_")[0]
    if kind == "header":
        return {"type": kind, "text": {"type": "plain_text", "text": text, "emoji": False}}
    if kind == "actions":
        label = {"type": "plain_text", "text": text, "emoji": False}
        # Slack refuses longer addresses; the title links to it anyway
        if url is None or len(url) > 3000:
            return None
        return {"type": kind, "elements": [{"type": "button", "text": label, "url": url}]}
    shown = {"type": "mrkdwn", "text": text, "verbatim": True}
    if kind == "context":
        return {"type": kind, "elements": [shown]}
    return {"type": "section", "text": shown}


def _alert_subject(view: StoryView, words: Words) -> str:
    """The figure and the title, the title shortened to the limit; of an update, what changed."""
    forms, title = words["subject"], view.title
    change = _leading_change(view, words) if view.is_update else None
    if change:
        form, values = forms["update_change"], {"old": change.old, "new": change.new}
    elif view.is_update:
        form, values = forms["update"], {}
    elif view.figure and not _tells_figure(view, shorten(title, SUBJECT_LIMIT)):
        form, values = forms["new"], {"figure": view.figure}
    else:
        form, values = forms["plain"], {}
    short = {k: shorten(v or "", 18) for k, v in values.items()}
    room = SUBJECT_LIMIT - len(form.format(title="", **short))
    return str(form.format(title=shorten(title, room), **short))


def _tells_figure(view: StoryView, title: str) -> bool:
    """Whether a title holds the figure that the mail opens with, as we or as its source write it."""
    told = _even(title)
    return any(_even(f) in told for f in (view.figure, view.figure_text) if f)


def _even(text: str) -> str:
    """Without differences of width, case and blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _leading_change(view: StoryView, words: Words) -> ChangeLine | None:
    """The change that a subject tells: the figure that the mail opens with, else the stage."""
    amount, stage = words["fields"]["amount"], words["fields"]["stage"]
    told = [c for c in view.changes if c.old and c.field == amount and c.new == view.figure]
    told += [c for c in view.changes if c.old and c.field == stage]
    return next(iter(told), None)


def _preheader(view: StoryView, words: Words) -> str:
    """What an inbox shows after the subject: figure, who, where, stage, start."""
    computed = words["alert"]["sum_short"].format(figure=view.computed) if view.computed else ""
    figure = view.figure or words["alert"]["no_figure"]
    parts = (figure, computed, view.what, view.who, view.where, view.stage, view.start)
    return " · ".join(p for p in parts if p)
