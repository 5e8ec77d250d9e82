"""`sokuho follow`."""

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel="Trying")(follow)


def follow(
    file: Annotated[str, typer.Argument(help="JSON lines of articles in the order they came, or -")],
    explain: Annotated[
        bool, typer.Option("--explain", help="add why each joined, opened or was left")
    ] = False,
) -> None:
    """Follow a stream of articles: which story each reports on, and what is new in it.

    [bold]Example[/bold]   sokuho follow articles.jsonl > followed.jsonl
    """
    import sys

    import orjson

    from sokuho import settings
    from sokuho.documents import read_articles
    from sokuho.following import follow_stream, load_follower
    from sokuho.vocabulary import load_reader

    home = settings.home()
    for line in follow_stream(load_reader(home), load_follower(home), read_articles(file)):
        plain = {"id": line.id, "story": line.story, "novelty": str(line.novelty), "changed": line.changed}
        if explain:
            plain["why"] = line.why
        sys.stdout.buffer.write(orjson.dumps(plain, option=orjson.OPT_APPEND_NEWLINE))
