"""Puts together what sends: the renderer, the ways out that are set up, the key that signs links."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from sokuho import resources
from sokuho.alerts.links import Links
from sokuho.alerts.render import Renderer
from sokuho.deliver.choose import Senders
from sokuho.deliver.envelope import sender
from sokuho.deliver.outbox import Outbox
from sokuho.errors import ConfigError
from sokuho.following import load_rates
from sokuho.settings import Settings
from sokuho.wording import load_words


def load_renderer(settings: Settings) -> Renderer:
    """The renderer with the home's templates and words before the shipped ones. Raises ConfigError."""
    folders = resources.folders(settings.home, "templates")
    links = Links(settings.delivering.base_url, signing_key(settings))
    sender(settings.delivering.mail_from)
    rates = load_rates(settings.home)
    words, mail_from = load_words(settings.home), settings.delivering.mail_from
    return Renderer(folders, words, links, mail_from, rates.latest(), rates.rates)


def load_senders(settings: Settings) -> Senders:
    """Every way out that has its key; the outbox always."""
    options, keys = settings.delivering, settings.secrets
    outbox = Outbox(settings.outbox, options.mail_from)
    sendgrid = slack = webhook = None
    if keys.sendgrid_api_key:
        from sokuho.deliver.sendgrid import SendGrid

        sendgrid = SendGrid(
            keys.sendgrid_api_key.get_secret_value(),
            mail_from=options.mail_from,
            host=options.sendgrid_host,
            timeout=options.timeout_seconds,
            sandbox=options.sandbox,
        )
    if keys.slack_bot_token or keys.slack_webhook_url:
        from sokuho.deliver.slack import Slack, Webhook

        timeout = options.timeout_seconds
        if keys.slack_bot_token:
            slack = Slack(keys.slack_bot_token.get_secret_value(), url=options.slack_url, timeout=timeout)
        if keys.slack_webhook_url:
            webhook = Webhook(keys.slack_webhook_url.get_secret_value(), timeout=timeout)
    return Senders(outbox, sendgrid, slack, webhook, options.allowed)


def signing_key(settings: Settings) -> bytes:
    """The key that signs links: the one set, else one made once and kept in `var/signing.key`."""
    if settings.secrets.signing_key:
        return settings.secrets.signing_key.get_secret_value().encode()
    path = settings.home / "var/signing.key"
    try:
        if not path.exists():
            _make_key(path)
        return path.read_bytes()
    except OSError as e:
        raise ConfigError(
            f"cannot keep a signing key ({e.strerror}): set SOKUHO_SIGNING_KEY, or make var/ writable",
            path=path,
        ) from e


def _make_key(path: Path) -> None:
    """Whole or not at all, and of two that make it at once, one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as f:
            f.write(secrets.token_urlsafe(32).encode())
            f.flush()
            os.fsync(f.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)
