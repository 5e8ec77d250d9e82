"""Puts together what alerts and delivery need: templates, words and links; the ways out that are set up."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

from sokuho import resources
from sokuho.alerts.links import Links
from sokuho.alerts.render import Renderer
from sokuho.deliver.choose import Senders
from sokuho.deliver.envelope import sender
from sokuho.deliver.outbox import Outbox
from sokuho.errors import ConfigError
from sokuho.following import load_rates as load_reference_rates
from sokuho.model import Number
from sokuho.reading.lists import Form, ListError, parse_list
from sokuho.resources import Stamp
from sokuho.settings import Settings


def load_renderer(settings: Settings) -> Renderer:
    """The renderer with the home's templates and words before the shipped ones. Raises ConfigError."""
    folders = [settings.home / "templates", resources.defaults() / "templates"]
    links = Links(settings.delivering.base_url, signing_key(settings))
    sender(settings.delivering.mail_from)
    rates = load_reference_rates(settings.home)
    words, mail_from = load_words(settings.home), settings.delivering.mail_from
    return Renderer(folders, words, links, mail_from, dict(rates.latest()), rates.rates)


def load_words(home: Path) -> Mapping[str, Any]:
    """The readers' words by language. A language is a file; what the home's file leaves out comes from
    the shipped one. Not to be changed: whoever asks gets the same, made anew when a file has changed."""
    shipped = resources.defaults() / "templates/words"
    own = home / "templates/words"
    layered = [] if own.resolve() == shipped.resolve() else sorted(own.glob("*.yaml"))
    return _words(
        resources.stamps(sorted(shipped.glob("*.yaml"))),
        resources.stamps(layered),
        resources.stamps(resources.layers(home, "config/lexicon", "*.txt")),
    )


@lru_cache(maxsize=2)
def _words(shipped: tuple[Stamp, ...], own: tuple[Stamp, ...], lists: tuple[Stamp, ...]) -> Mapping[str, Any]:
    words: dict[str, Any] = {file.path.stem: resources.read_yaml(file.path) for file in shipped}
    for path, *_ in own:
        known = words.get(path.stem, words["en"] | {"language": path.stem})
        words[path.stem] = _merged(known, resources.read_yaml(path), path, ())
    forms = [form for file in lists for form in _forms(file.path)]
    called = canonical_names(forms)
    sectors = bare_names(words.values())
    more = {"called": called, "sector_of": sectors, "known": place_names(forms)}
    words = {language: {**said, **more} for language, said in words.items()}
    if "ja" in words:
        words["ja"]["known"] = japanese_names(forms)
    return words


def bare_names(words: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The sectors of names that say no more than a sector does, in any language, in lower case."""
    found: dict[str, str] = {}
    for own in words:
        for sector, label in own["sectors"].items():
            names = f"{label}; {own['bare'].get(sector, '')}".split(";")
            found |= {bare: sector for name in names if (bare := name.strip().casefold())}
    return found


def canonical_names(forms: Iterable[Form]) -> dict[str, str]:
    """The canonical names of the lexicon's companies and agencies, by every way of writing them."""
    found: dict[str, str] = {}
    for form in forms:
        if form.entry.kind in ("company", "agency"):
            found.setdefault(form.text, form.entry.name)
    return found


def place_names(forms: Iterable[Form]) -> dict[str, str]:
    """The canonical names of the lexicon's places, by what Japanese texts call them: テキサス州 is Texas."""
    return {
        form.text: form.entry.name
        for form in forms
        if form.entry.kind == "place" and any("\u3040" <= c <= "\u9fff" for c in form.text)
    }


def japanese_names(forms: Iterable[Form]) -> dict[str, str]:
    """How Japanese texts call the companies, agencies and places of the lexicon, by canonical name. Names
    that are written in Latin capitals in Japanese, too (JERA, IHI), are left out."""
    found: dict[str, str] = {}
    for form in forms:
        entry = form.entry
        if entry.kind not in ("company", "agency", "place") or form.weak or form.open_end:
            continue
        if entry.kind == "company" and entry.name.isupper():
            continue
        if any("\u3040" <= c <= "\u9fff" for c in form.text):
            found.setdefault(entry.name, form.text)
    return found


def _forms(path: Path) -> list[Form]:
    try:
        return list(parse_list(resources.read_text(path)))
    except ListError as e:
        raise ConfigError(str(e), path=path, line=e.line) from e


def load_rates(home: Path) -> dict[str, Number]:
    """Units for one US dollar at the latest reference rates, by which figures of different currencies
    are compared."""
    return dict(load_reference_rates(home).latest())


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
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as f:
        f.write(secrets.token_urlsafe(32).encode())
        f.flush()
        os.fsync(f.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _merged(known: Any, own: Any, path: Path, where: tuple[str, ...]) -> Any:
    """The home's words laid over the shipped ones. Raises ConfigError, with the line, where they are of
    another shape or ask for something that is not filled in."""
    if isinstance(known, dict):
        if not isinstance(own, dict):
            raise _wrong_words(path, where, "must hold named entries")
        return {**known, **{k: _merged(known.get(k), v, path, (*where, str(k))) for k, v in own.items()}}
    if where[:-1] == ("capacity", "units"):
        if not _is_unit(own):
            raise _wrong_words(path, where, f"must be a unit or [times, unit] (found {own!r:.60})")
        return own
    if isinstance(known, str):
        if not isinstance(own, str):
            raise _wrong_words(path, where, f"must be a text (found {own!r:.60}); put it in quotes")
        try:
            unknown = _fields(own) - _fields(known)
        except ValueError as e:
            raise _wrong_words(path, where, f"has a brace too many or too few ({e})") from e
        if unknown:
            there = ", ".join(f"{{{f}}}" for f in sorted(_fields(known))) or "nothing"
            raise _wrong_words(path, where, f"{{{min(unknown)}}} is not filled in here; there is {there}")
    if isinstance(known, list) and not (isinstance(own, list) and len(own) == len(known)):
        raise _wrong_words(path, where, f"must be a list of {len(known)} (found {own!r:.60})")
    return own


def _is_unit(own: Any) -> bool:
    """A unit is told by its name, or by how many times a capacity counts in it and its name."""
    if isinstance(own, list):
        return [type(x) for x in own] in ([int, str], [float, str])
    return isinstance(own, str)


def _fields(text: str) -> set[str]:
    """The {names} that a text asks for."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _wrong_words(path: Path, where: tuple[str, ...], wrong: str) -> ConfigError:
    name = ".".join(where) or "the file"
    return ConfigError(f"{name} {wrong}", path=path, line=resources.line_of(path, where))
