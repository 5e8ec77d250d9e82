"""`sokuho feeds`: what is configured, how it does, and lists in and out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sokuho.cli.shared import MARKS
from sokuho.errors import ConfigError

if TYPE_CHECKING:
    from sokuho.configuration import Feed
    from sokuho.feeds.check import Checked
    from sokuho.model import FeedState
    from sokuho.settings import Settings

#: stands for the name of an address that is not configured
_ADDRESS = "address"

feeds_app = typer.Typer(no_args_is_help=True, help="The feeds: list, check, import, export.")


def register(app: typer.Typer) -> None:
    app.add_typer(feeds_app, name="feeds", rich_help_panel="Operating")


@feeds_app.command("list")
def list_feeds(
    everything: Annotated[bool, typer.Option("--all", help="Also those that are not enabled.")] = False,
) -> None:
    """The feeds and how each did when it was last asked.

    Example:  sokuho feeds list --all
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from sokuho import settings
    from sokuho.store import open_store
    from sokuho.store.clock import utc_now

    conf = settings.load()
    chosen = [f for f in conf.feeds if f.enabled or everything]
    with open_store(conf.store, home=conf.home) as store:
        states = store.feeds.feed_states()
    table = Table(box=None, pad_edge=False)
    for column in ("feed", "lang", "answered", "new", "next", "health"):
        table.add_column(column, overflow="fold", no_wrap=column != "health")
    now = utc_now()
    for feed in chosen:
        state = states.get(feed.name)
        cells = [feed.name, feed.language]
        cells += [_ago(state.last_ok if state else None, now), _ago(state.last_new if state else None, now)]
        cells += [_next(feed, state, now), _health(feed, state)]
        table.add_row(*(Text(cell) for cell in cells))
    Console(highlight=False).print(table)
    off = sum(not f.enabled for f in conf.feeds)
    if off and not everything:
        print(f"{len(chosen)} feeds; {off} more are not enabled (`sokuho feeds list --all`)")


@feeds_app.command()
def check(
    names: Annotated[
        list[str] | None, typer.Argument(help="Names of feeds, or addresses to try; default: all enabled.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also those that are not enabled.")] = False,
    language: Annotated[str, typer.Option(help="Of addresses that are not configured: en or ja.")] = "en",
    private: Annotated[
        bool, typer.Option("--allow-private", help="Addresses given here may be of your own network.")
    ] = False,
) -> None:
    """Ask feeds now and say what to do about those that do not answer well. Nothing is remembered.

    Exits with 1 if a feed is of no use as it is.

    Example:  sokuho feeds check utility-dive https://example.org/feed.xml
    """
    from rich.console import Console
    from rich.markup import escape

    from sokuho import logs, settings

    conf = settings.load()
    logs.setup("error")
    chosen = _chosen(conf, names or [], everything, language, private)
    console = Console(highlight=False, soft_wrap=True)
    bad = 0
    for feed, one in zip(chosen, _checked(chosen, conf), strict=True):
        bad += one.grade == "bad"
        name = feed.url if feed.name == _ADDRESS else feed.name
        console.print(f"{MARKS[one.grade]} {escape(name)}  {escape(one.found)}".rstrip())
        for problem in one.problems:
            console.print(f"    {escape(problem)}")
        for remedy in one.remedies:
            console.print(f"    → {escape(remedy)}", style="dim")
        if one.titles and names:
            for title in one.titles:
                console.print(f"    “{escape(title)}”", style="dim")
    print(f"{len(chosen)} checked, {bad} of no use as they are")
    if bad:
        raise typer.Exit(1)


@feeds_app.command("import")
def import_opml(
    file: Annotated[Path, typer.Argument(help="OPML file that a feed reader exported.")],
    language: Annotated[
        str | None, typer.Option(help="Of all its feeds, en or ja; default: as the file says or titles show.")
    ] = None,
) -> None:
    """Add the feeds of an OPML file to config/feeds.yaml; those that are there already are left alone.

    Example:  sokuho feeds import reader.opml
    """
    from sokuho import feedlist, settings
    from sokuho.errors import Reject
    from sokuho.feeds.opml import read_opml

    conf = settings.load()
    _check_language(language or "en")
    try:
        outlines = read_opml(file.read_bytes())
    except OSError as e:
        raise ConfigError(e.strerror or str(e), path=file) from e
    except Reject as e:
        raise ConfigError(str(e), path=file) from e
    new = feedlist.missing(outlines, conf.feeds, language)
    if new:
        path = feedlist.add(conf.home, new)
        print(f"{len(new)} added to {path}: {', '.join(f.name for f in new)}")
        print("look over language, kind and rhythm there; `sokuho feeds check` tries them")
    else:
        print(f"nothing to add: the {len(outlines)} feeds of {file} are configured already")


@feeds_app.command("export")
def export_opml(
    file: Annotated[Path | None, typer.Argument(help="Where to; default: standard output.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also those that are not enabled.")] = False,
) -> None:
    """The feeds as OPML, for a feed reader.

    Example:  sokuho feeds export feeds.opml
    """
    from sokuho import settings
    from sokuho.feeds.opml import Outline, write_opml

    conf = settings.load()
    chosen = [f for f in conf.feeds if f.enabled or everything]
    outlines = [Outline(f.source, f.url, f.kind, f.language) for f in chosen]
    text = write_opml(outlines, "Sokuho feeds")
    if file is None:
        print(text, end="")
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as e:
        raise ConfigError(f"cannot write it: {e.strerror}", path=file) from e
    print(f"{len(chosen)} feeds written to {file}")


def _chosen(conf: Settings, names: list[str], everything: bool, language: str, private: bool) -> list[Feed]:
    from sokuho.configuration import Feed

    _check_language(language)
    if not names:
        return [f for f in conf.feeds if f.enabled or everything]
    known = {f.name: f for f in conf.feeds}
    chosen = []
    for name in names:
        if "://" in name:
            if not name.lower().startswith(("http://", "https://")):
                raise ConfigError(f"{name}: feeds are fetched by http and https only")
            address = Feed.model_validate(
                {"name": _ADDRESS, "url": name, "source": name, "language": language, "kind": "newspaper"}
                | {"allow_private": private, "rhythm": 7 * 1440}
            )
            chosen.append(address)
        elif name in known:
            chosen.append(known[name])
        else:
            raise ConfigError(f"no feed is called {name!r}; `sokuho feeds list --all` names them")
    return chosen


def _check_language(language: str) -> None:
    if language not in ("en", "ja"):
        raise ConfigError(f"unknown language {language!r}; use en or ja")


def _checked(chosen: list[Feed], conf: Settings) -> list[Checked]:
    from concurrent.futures import ThreadPoolExecutor

    from sokuho.feeds.check import check as check_one
    from sokuho.feeds.fetch import FeedClient
    from sokuho.store.clock import utc_now

    with FeedClient(conf.polling) as client, ThreadPoolExecutor(conf.polling.workers) as pool:
        return list(pool.map(lambda feed: check_one(feed, client, utc_now()), chosen))


def _ago(when: datetime | None, now: datetime) -> str:
    if when is None:
        return "-"
    minutes = (now - when).total_seconds() / 60
    if minutes < 120:
        return f"{max(minutes, 0):.0f} min ago"
    return f"{minutes / 60:.0f} h ago" if minutes < 2880 else f"{minutes / 1440:.0f} days ago"


def _next(feed: Feed, state: FeedState | None, now: datetime) -> str:
    if not feed.enabled or (state and state.off):
        return "off"
    if state is None or state.next_due is None or state.next_due <= now:
        return "due"
    return f"in {(state.next_due - now).total_seconds() / 60:.0f} min"


def _health(feed: Feed, state: FeedState | None) -> str:
    if not feed.enabled:
        return feed.note or "not enabled"
    if state is None:
        return "not asked yet"
    return state.error or "ok"
