"""`sokuho read` and `sokuho evaluate`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.text import Text

    from sokuho.evaluation.scores import Scores
    from sokuho.reading.explain import Explanation

#: columns of a terminal on which the table of projects can be read
_WIDE = 120

_STYLES = {
    "project": "bold green",
    "total": "bold cyan",
    "other": "yellow",
    "capacity": "bold magenta",
    "party": "underline",
}
#: behind a mark in brackets, where a terminal or file has no colours
_LETTERS = {"project": "p", "total": "t", "other": "o", "capacity": "c", "party": "who"}


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel="Trying")(read)
    app.command(rich_help_panel="Trying")(evaluate)


def read(
    file: Annotated[
        str, typer.Argument(help="JSON lines of articles, one text file, or - for standard input")
    ],
    explain: Annotated[
        bool, typer.Option("--explain", help="Show a person the marked text and why.")
    ] = False,
) -> None:
    """Read articles: one JSON reading a line, in the same order.

    Example:  sokuho read articles.jsonl > readings.jsonl

    Example:  sokuho read --explain article.txt
    """
    import sys
    from itertools import tee

    from sokuho import codec, settings
    from sokuho.documents import read_articles
    from sokuho.vocabulary import load_reader

    reader = load_reader(settings.home())
    ahead, behind = tee(read_articles(file))
    article = None
    for article, reading in zip(behind, reader.read_all(ahead), strict=True):
        if explain:
            from sokuho.reading.explain import explain as explained

            _paint(explained(article, reading))
        else:
            sys.stdout.write(codec.to_json(reading) + "\n")
    if article is None:
        print(f"sokuho: no articles in {file}", file=sys.stderr)


def _paint(explanation: Explanation) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from sokuho.reading.explain import COLUMNS

    console = Console(highlight=False)
    console.print(*_marked(explanation, coloured=console.color_system is not None), sep="\n", end="\n\n")
    facts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name, value in explanation.summary:
        facts.add_row(Text(name, "dim"), Text(_printable(value)))
    console.print(facts, "")
    if explanation.rows and console.width < _WIDE:
        for number, row in enumerate(explanation.rows, 1):
            facts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
            facts.add_row(Text(f"project {number}", "bold"), Text(_printable(row[0]), "bold"))
            for name, value in zip(COLUMNS[1:], row[1:], strict=True):
                facts.add_row(Text(f"  {name}", "dim"), Text(_printable(value) or "none stated"))
            console.print(facts, "")
    elif explanation.rows:
        table = Table(title="projects", title_justify="left", show_lines=True)
        for column in COLUMNS:
            table.add_column(column, overflow="fold")
        for row in explanation.rows:
            table.add_row(*(Text(_printable(cell)) for cell in row))
        console.print(table)
    if explanation.others:
        table = Table("amount", "value", "what it is", title="other amounts", title_justify="left")
        for cells in explanation.others:
            table.add_row(*(Text(_printable(cell)) for cell in cells))
        console.print(table, "")
    if explanation.why:
        console.print(Text("what the relevance rests on", "italic"))
    for why, quote in explanation.why:
        console.print(Text.assemble("- ", (why, "dim"), f"\n  “{_printable(quote)}”"))
    console.print()


def _marked(explanation: Explanation, *, coloured: bool) -> tuple[Text, Text]:
    """The text with its marks, and what they mean; in brackets where there are no colours."""
    from rich.text import Text

    key = Text("marks: ")
    for kind, style in _STYLES.items():
        key.append(kind if coloured else f"[{_LETTERS[kind]}] {kind}", style).append("  ")
    body = Text(_printable(explanation.body))
    if coloured:
        for mark in explanation.marks:
            body.stylize(_STYLES[mark.kind], mark.start, mark.end)
        return body, key
    ends = sorted({(m.start, m.end): m.kind for m in explanation.marks}.items())
    parts, at = [], 0
    for (start, end), kind in ends:
        if start >= at:
            parts += [body.plain[at:start], f"[{body.plain[start:end]}]{_LETTERS[kind]}"]
            at = end
    return Text("".join(parts) + body.plain[at:]), key


def _printable(text: str) -> str:
    """One character for one, so that marks stay in place; a hostile text can't steer the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def evaluate(
    file: Annotated[
        Path | None, typer.Argument(help="Labelled articles, JSON lines (default: tests/gold).")
    ] = None,
    misses: Annotated[str | None, typer.Option(help="List the documents that this field got wrong.")] = None,
    part: Annotated[
        str | None, typer.Option(help="tune: the part rules were made on; check: the rest")
    ] = None,
    stories: Annotated[
        bool, typer.Option("--stories", help="Score the following of a stream instead.")
    ] = False,
) -> None:
    """Score readings against labelled articles, by language.

    Example:  sokuho evaluate

    Example:  sokuho evaluate --part check

    Example:  sokuho evaluate --misses headline --part tune
    """
    from rich.console import Console

    from sokuho import settings
    from sokuho.evaluation import labelled, readings
    from sokuho.evaluation import stories as followed

    measures = followed if stories else readings
    if misses and misses not in measures.MEANINGS:
        raise typer.BadParameter(f"no field {misses!r}; fields: {', '.join(measures.MEANINGS)}")
    home = settings.home()
    if stories:
        tables = {"all": labelled.follow_and_score(home, file)}
    else:
        tables = labelled.read_and_score(home, file, part)
    console = Console(highlight=False, soft_wrap=True)
    for name, scores in tables.items():
        _table(console, name, scores, measures.TARGETS, measures.CEILINGS)
    for field, meaning in measures.MEANINGS.items():
        console.print(f"[dim]{field:<16}[/] {meaning}")
    if misses:
        _misses(console, tables["all"], misses)


def _table(
    console: Any, name: str, scores: Scores, targets: Mapping[str, float], ceilings: Mapping[str, float]
) -> None:
    from rich.table import Table

    from sokuho.evaluation.scores import Overlap

    table = Table(title=f"{name}: {scores.documents} documents", title_justify="left")
    for column in ("field", "P", "R", "F1 or share", "n", "target"):
        table.add_column(column, justify="left" if column == "field" else "right")
    for field, row in scores.rows.items():
        low, high = targets.get(field), ceilings.get(field)
        p, r = (f"{row.precision:.3f}", f"{row.recall:.3f}") if isinstance(row, Overlap) else ("", "")
        goal = f">= {low:.2f}" if low is not None else f"<= {high:.2f}" if high is not None else ""
        missed = row.value < (low or 0.0) or row.value > (1.0 if high is None else high)
        value = f"[red]{row.value:.3f}[/]" if missed else f"{row.value:.3f}"
        table.add_row(field, p, r, value, str(row.n), goal)
    console.print(table)


def _misses(console: Any, scores: Scores, field: str) -> None:
    from rich.text import Text

    for miss in scores.misses:
        if miss.field == field:
            line = f"{miss.id} missed {'; '.join(miss.missed) or '-'} | wrong {'; '.join(miss.wrong) or '-'}"
            console.print(Text(line))
