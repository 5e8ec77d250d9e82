"""The follower from the files, and a file of articles followed as a stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING

from sokuho import resources
from sokuho.model import Article, Novelty, Reading
from sokuho.stories import names
from sokuho.stories.follow import Follower
from sokuho.stories.memory import Memory
from sokuho.stories.rules import File, Rates, Rules
from sokuho.vocabulary import load_names, load_places, load_topics

if TYPE_CHECKING:
    from sokuho.reading.read import Reader


@dataclass(frozen=True, slots=True)
class Line:
    """What `sokuho follow` prints of an article. `story` is None off topic; `why` says what decided."""

    id: str
    story: str | None
    novelty: Novelty
    changed: tuple[str, ...]
    why: str


def load_follower(home: Path) -> Follower:
    """A follower with the home's rules and rates, or the shipped ones. Raises ConfigError."""
    return Follower(load_rules(home))


def load_rules(home: Path) -> Rules:
    """Raises ConfigError that names the file and the line."""
    file = resources.read_model(resources.find(home, "config/following.yaml"), File)
    written, holding = load_places(home)
    places = {names.fold(form): names.fold(name) for form, name in written.items()}
    forms = {names.fold(n): tuple(map(names.fold, written)) for n, written in load_names(home).items()}
    return Rules(
        **dict(file),
        rates=load_rates(home),
        places=places,
        regions=frozenset(map(names.fold, holding)),
        forms=forms,
        investing={side.direction: side.country for topic in load_topics(home) for side in topic.sides},
    )


def load_rates(home: Path) -> Rates:
    """The dated reference rates: the shipped ones, then those that `refresh_rates` fetched. Raises
    ConfigError."""
    shipped = resources.read_model(resources.find(home, "config/rates.yaml"), Rates)
    fetched = home / "var/rates.yaml"
    if not fetched.exists():
        return shipped
    later = resources.read_model(fetched, Rates).rates
    return Rates(rates={c: {**months, **later.get(c, {})} for c, months in shipped.rates.items()})


def follow_stream(reader: Reader, follower: Follower, articles: Iterable[Article]) -> Iterator[Line]:
    """Articles read, and followed one by one in the order given, in memory."""
    memory = Memory(follower)
    ahead, behind = tee(articles)
    for article, reading in zip(behind, reader.read_all(ahead), strict=True):
        yield follow_one(memory, article, reading)


def follow_one(memory: Memory, article: Article, reading: Reading) -> Line:
    """An article that was read, followed in memory as of its publication."""
    followed = memory.follow(article, reading, article.published)
    if followed is None:
        return Line(article.id, None, Novelty.OFF_TOPIC, (), reading.reason or str(reading.relevance))
    return Line(article.id, followed.state.story.id, followed.novelty, followed.changed, followed.reason)
