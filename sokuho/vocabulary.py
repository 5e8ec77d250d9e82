"""Loads the vocabulary and the topics of a working home, and builds the reader from them."""

from __future__ import annotations

import gc
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sokuho.errors import ConfigError
from sokuho.model import Article
from sokuho.reading.lexicon import Lexicon
from sokuho.reading.lists import Form, ListError, parse_list
from sokuho.reading.topics import Topic
from sokuho.resources import defaults, find, layers, read_model, read_text

if TYPE_CHECKING:
    from sokuho.reading.figures.weights import Weights
    from sokuho.reading.read import Reader

LISTS = "config/lexicon"
_SECTION = re.compile(r"^@(\w+)", re.M)
TOPICS = "config/topics"
_LOOK_AFTER = 20_000  # new objects between two runs of the garbage collector; a megabyte or two
WEIGHTS = "config/amounts.yaml"


def load_lexicon(home: Path) -> Lexicon:
    """The lexicon of all word lists: a list of the home stands for the shipped one of the same name.

    Raises ConfigError with file and line.
    """
    with _kept_for_good():
        return Lexicon(load_forms(home))


def load_forms(home: Path, pattern: str = "*.txt") -> Iterator[Form]:
    """Every form of all word lists, or of those so named. Raises ConfigError with file and line."""
    return parse_lists(layers(home, LISTS, pattern))


def parse_lists(paths: Iterable[Path]) -> Iterator[Form]:
    """Every form of these word lists. Raises ConfigError with file and line."""
    for path in paths:
        text = read_text(path)
        if not path.is_relative_to(defaults()):
            _refuse_unknown_sections(path, text)
        try:
            yield from parse_list(text)
        except ListError as e:
            raise ConfigError(str(e), path=path, line=e.line) from e


def _refuse_unknown_sections(path: Path, text: str) -> None:
    """A home's list may have the sections that the shipped ones have: others nobody would read."""
    shipped = {kind for p in layers(defaults(), LISTS, "*.txt") for kind in _SECTION.findall(read_text(p))}
    for number, line in enumerate(text.splitlines(), 1):
        found = _SECTION.match(line)
        if found and found[1] not in shipped:
            known = ", ".join(f"@{kind}" for kind in sorted(shipped))
            raise ConfigError(
                f"no section is called '@{found[1]}'; use one of {known}", path=path, line=number
            )


def load_places(home: Path) -> tuple[dict[str, str], frozenset[str]]:
    """The lexicon's places: each written form's name, and the names of those that hold others (states,
    prefectures, regions, countries). Raises ConfigError with file and line."""
    written: dict[str, str] = {}
    holding = set[str]()
    for form in load_forms(home, "places*.txt"):
        written.setdefault(form.text, form.entry.name)
        if form.entry.value != "city":
            holding.add(form.entry.name)
    return written, frozenset(holding)


def load_names(home: Path) -> dict[str, tuple[str, ...]]:
    """How each company and agency of the lexicon may be written, by its name. Raises ConfigError with file
    and line."""
    found: dict[str, list[str]] = {}
    for pattern in ("companies*.txt", "agencies*.txt"):
        for form in load_forms(home, pattern):
            if form.entry.kind in ("company", "agency") and not (form.weak or form.open_end):
                found.setdefault(form.entry.name, []).append(form.text)
    return {name: tuple(forms) for name, forms in found.items()}


@contextmanager
def _kept_for_good() -> Iterator[None]:
    """What is made within lives as long as the process, so the garbage collector leaves it alone: it took a
    tenth of the time of reading to go through these hundred thousand objects again and again.

    Another tenth went into its runs after every 700 new objects, several times an article, in search of
    reference cycles, which reading never makes: so it runs less often.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
        gc.set_threshold(max(_LOOK_AFTER, gc.get_threshold()[0]), *gc.get_threshold()[1:])
    finally:
        if on:
            gc.enable()


def load_topics(home: Path, names: Collection[str] = ()) -> list[Topic]:
    """The topics of these names, or all, in the order of their files' names. Raises ConfigError with file
    and line, or if there are none."""
    every = [read_model(path, Topic) for path in layers(home, TOPICS, "*.yaml")]
    found = [topic for topic in every if not names or topic.name in names]
    if not found:
        raise ConfigError("no topic; add one, the shipped japan-us-energy-ai.yaml is an example", path=TOPICS)
    return found


def load_weights(home: Path) -> Weights:
    """How evidence on amounts is weighed. Raises ConfigError with file and line."""
    from sokuho.reading.figures.weights import Weights

    return read_model(find(home, WEIGHTS), Weights)


def load_reader(home: Path, topics: Collection[str] = ()) -> Reader:
    """The reader for a working home: shipped vocabulary and topics, overridden by the home's own files;
    all topics, or those of these names."""
    from sokuho.reading.read import Reader

    return Reader(load_lexicon(home), load_topics(home, topics), load_weights(home))


def article_of(data: Mapping[str, Any]) -> Article:
    """An article from a plain mapping that may lack what the reader does not need (url, source, times)."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    published = data.get("published")
    try:
        when = datetime.fromisoformat(published) if published else epoch
    except ValueError:
        when = epoch
    text = str(data.get("text") or "")
    return Article(
        id=str(data.get("id") or ""),
        url=str(data.get("url") or data.get("source_url") or ""),
        title=str(data.get("title") or ""),
        summary=data.get("summary"),
        text=text,
        lang=str(data.get("lang") or ("en" if text.isascii() else "ja")),
        source=str(data.get("source") or ""),
        published=when if when.tzinfo else when.replace(tzinfo=UTC),
        fetched=epoch,
    )
