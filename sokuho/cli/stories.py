"""`sokuho follow` and `sokuho stories`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sokuho.cli.shared import opened_store

if TYPE_CHECKING:
    from rich.console import Console

    from sokuho.model import Change, Figure, Measure, Party, Story

stories = typer.Typer(no_args_is_help=True, help="What is followed; mend what was joined or parted wrongly.")

Id = Annotated[str, typer.Argument(metavar="STORY", help="Its id, as `sokuho stories list` shows it.")]


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel="Trying")(follow)
    app.add_typer(stories, name="stories", rich_help_panel="Operating")


def follow(
    file: Annotated[str, typer.Argument(help="JSON lines of articles in the order they came, or -")],
    explain: Annotated[
        bool, typer.Option("--explain", help="Add why each joined, opened or was left.")
    ] = False,
) -> None:
    """Follow a stream of articles: which story each reports on, and what is new in it.

    Example:  sokuho follow articles.jsonl > followed.jsonl
    """
    import orjson

    from sokuho import settings
    from sokuho.documents import read_articles
    from sokuho.following import follow_stream, load_follower
    from sokuho.vocabulary import load_reader

    home, line = settings.home(), None
    for line in follow_stream(load_reader(home), load_follower(home), read_articles(file)):
        plain = {"id": line.id, "story": line.story, "novelty": str(line.novelty), "changed": line.changed}
        if explain:
            plain["why"] = line.why
        sys.stdout.buffer.write(orjson.dumps(plain, option=orjson.OPT_APPEND_NEWLINE))
    if line is None:
        print(f"sokuho: no articles in {file}", file=sys.stderr)


@stories.command("list")
def list_(
    topic: Annotated[str | None, typer.Option(help="Only of this topic.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the stories, the latest changed first.

    Example:  sokuho stories list --limit 10
    """
    from rich.console import Console

    from sokuho.codec import to_json

    with opened_store() as store:
        found = store.stories.list_stories(topic=topic, limit=limit)
    if as_json:
        for story in found:
            print(to_json(story))
        return
    if not found:
        print("no stories yet: `sokuho run --once` polls the feeds")
        return
    console = Console(highlight=False, soft_wrap=True)
    for story in found:
        mark = f" (in {story.merged_into})" if story.merged_into else " (muted)" if story.muted else ""
        facts = f"{story.updated:%Y-%m-%d}  {_count(len(story.reports)):<10}  {story.stage or '-':<18}"
        _line(console, f"{story.id}  {facts}  {_headline(story)}")
        _line(console, f"    {_title(story)}{mark}")


@stories.command()
def show(
    story_id: Id, as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False
) -> None:
    """Show a story: its figures with their sources, its timeline, its reports.

    Example:  sokuho stories show s1f2e3d4c5b6a7980
    """
    from rich.console import Console

    from sokuho import mending
    from sokuho.codec import to_json

    with opened_store() as store:
        story = store.stories.story(story_id)
        revisions = store.stories.revisions_of(story_id)
    if story is None:
        raise mending.unknown(story_id)
    if as_json:
        print(to_json(story))
        return
    console = Console(highlight=False, soft_wrap=True)
    _show(console, story)
    _line(console, "timeline:")
    for revision in revisions:
        fields = ", ".join(_change(c) for c in revision.changes)
        _line(console, f"  {revision.at:%Y-%m-%d %H:%M}  {revision.novelty}  {fields}")
    _line(console, "reports:")
    for report in story.reports:
        kind = "mentions it" if report.mention else " ".join((str(report.novelty), *report.changed))
        source = report.source
        _line(console, f"  {source.published:%Y-%m-%d}  {source.article_id}  {source.outlet}  [{kind}]")
        _line(console, f"      {source.title}  {source.url}")


@stories.command()
def merge(
    into: Id,
    others: Annotated[
        list[str], typer.Argument(metavar="OTHER...", help="Ids of stories that are the same deal.")
    ],
) -> None:
    """Merge stories that are one deal. Nobody is alerted; later reports join the first.

    Example:  sokuho stories merge s1f2e3d4c5b6a7980 s0a1b2c3d4e5f6071
    """
    from sokuho import mending, settings
    from sokuho.following import load_rules

    with opened_store() as store:
        story = mending.merge(store, load_rules(settings.home()), into, others)
    print(f"{story.id} now has {_count(len(story.reports))}")


@stories.command()
def split(
    story_id: Id,
    articles: Annotated[
        list[str], typer.Argument(metavar="ARTICLE...", help="Ids of reports of another deal.")
    ],
) -> None:
    """Split reports of another deal off into a story of their own. Subscribers are told of it as new.

    Example:  sokuho stories split s1f2e3d4c5b6a7980 a0123456789abcdef
    """
    from consumers.articles import publish_pending
    from sokuho import mending, settings
    from sokuho.buses import open_bus
    from sokuho.errors import Retry
    from sokuho.following import load_rules

    conf = settings.load()
    with opened_store() as store:
        kept, parted = mending.split(store, load_rules(conf.home), story_id, articles, store.clock())
        print(f"{kept.id} keeps {_count(len(kept.reports))}, {parted.id} has {_count(len(parted.reports))}")
        try:
            with open_bus(conf) as bus:
                publish_pending(store, bus, conf.bus.topics.stories, [parted.id])
        except Retry as e:
            print(f"sokuho: subscribers are told once the bus is back: {e}", file=sys.stderr)


@stories.command()
def mute(
    story_id: Id, off: Annotated[bool, typer.Option("--off", help="Let it alert again.")] = False
) -> None:
    """Mute a story: it is followed further, but nobody is alerted.

    Example:  sokuho stories mute s1f2e3d4c5b6a7980
    """
    from sokuho import mending

    with opened_store() as store:
        mending.mute(store, story_id, not off)
    print(f"{story_id} {'alerts again' if off else 'is muted'}")


def _show(console: Console, story: Story) -> None:
    for language, title in story.titles.items():
        _line(console, f"{language}: {title}")
    facts = (story.direction, story.stage, ", ".join(story.sectors), "muted" if story.muted else None)
    _line(console, "  ".join(f for f in facts if f))
    if story.merged_into:
        _line(console, f"merged into {story.merged_into}")
    for name, figure in (("headline figure", story.headline), ("programme total", story.programme_total)):
        if figure:
            _line(console, f"{name}: {_figure(figure)}")
    if story.computed_total:
        total = story.computed_total
        _line(console, f"computed total (no source states one): {total.value:,} {total.currency}")
    for project in story.projects:
        place = next(iter(project.location.values()), None)
        heading = (next(iter(project.names.values()), project.key), project.sector, place, project.start)
        _line(console, "project: " + "  ".join(part for part in heading if part))
        for i, amount in enumerate(project.amounts):
            _line(console, f"  {'amount, as shown' if i == 0 else 'beside it'}: {_figure(amount)}")
        for measure in project.capacity:
            _line(console, f"  capacity: {_measure(measure)}")
    _line(console, "parties: " + ", ".join(_with_role(p) for p in story.parties))


def _with_role(party: Party) -> str:
    return f"{party.name} ({party.role})" if party.role else party.name


def _change(change: Change) -> str:
    return f"{change.field} {change.old} -> {change.new}" if change.old else f"{change.field} {change.new}"


def _figure(figure: Figure) -> str:
    return f"{figure.money.text} ({_outlets(figure)}): {figure.quote}"


def _measure(measure: Measure) -> str:
    return f"{measure.capacity.text} ({_outlets(measure)})"


def _outlets(told: Figure | Measure) -> str:
    return ", ".join(dict.fromkeys(s.outlet for s in (told.source, *told.also)))


def _title(story: Story) -> str:
    return next(iter(story.titles.values()), story.id)


def _count(reports: int) -> str:
    return f"{reports} report" if reports == 1 else f"{reports} reports"


def _headline(story: Story) -> str:
    return story.headline.money.text if story.headline else "-"


def _line(console: Console, text: str) -> None:
    """Titles and outlets come from feeds: nothing in them may steer the terminal."""
    from rich.text import Text

    console.print(Text("".join(c if c.isprintable() else " " for c in text)))
