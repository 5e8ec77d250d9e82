"""A second topic is a file: Korea and the US in semiconductors, without a line of Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from sokuho.errors import ConfigError
from sokuho.model import Relevance
from sokuho.reading.read import Reader
from sokuho.vocabulary import article_of, load_lexicon, load_topics, load_weights

KOREA = """
name: korea-us-chips
title: {en: Korea-US chip investment, ja: 韓米半導体投資}
sides:
  - {country: KR, name: {en: South Korea, ja: 韓国}, direction: korea_to_us}
  - {country: US, name: {en: United States, ja: 米国}, direction: us_to_korea}
sectors: [semiconductors]
near: [autos, storage, shipbuilding]
acts: [invest, stake, acquire, build, finance, venture, supply]
"""

HYNIX = {
    "title": "SK hynix to build $3.9 billion chip packaging plant in Indiana",
    "text": "South Korea's SK hynix will invest $3.87 billion in an advanced packaging plant for memory chips"
    " in West Lafayette, Indiana. Production starts in 2028.",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / "config/topics").mkdir(parents=True)
    (home / "config/topics/korea-us-chips.yaml").write_text(KOREA, encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def reader(home: Path) -> Reader:
    korea = [topic for topic in load_topics(home) if topic.name == "korea-us-chips"]
    return Reader(load_lexicon(home), korea, load_weights(home))


def test_the_home_adds_a_topic_to_the_shipped_one(home: Path) -> None:
    assert [topic.name for topic in load_topics(home)] == ["japan-us-energy-ai", "korea-us-chips"]


def test_its_investments_are_core(reader: Reader) -> None:
    reading = reader.read(article_of(HYNIX))
    assert reading.relevance is Relevance.CORE
    assert reading.topic == "korea-us-chips"
    assert reading.direction == "korea_to_us"
    assert reading.sectors == ("semiconductors",)
    assert {party.name for party in reading.companies} == {"SK hynix"}


def test_the_other_direction(reader: Reader) -> None:
    text = "Applied Materials of California will build a centre for chip equipment in Osan, South Korea."
    reading = reader.read(
        article_of({"title": "Applied Materials to invest in chip centre in South Korea", "text": text})
    )
    assert (reading.relevance, reading.direction) == (Relevance.CORE, "us_to_korea")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Micron to expand in Hiroshima", "Micron will invest 1.5 trillion yen in a memory plant in Japan."),
        ("Samsung, LG shares fall", "Seoul shares closed lower on Tuesday as foreign investors sold."),
        ("TSMC adds Arizona fabs", "Taiwan's TSMC will invest $100 billion in chip plants in Arizona."),
    ],
)
def test_what_does_not_link_its_sides_is_not_core(reader: Reader, title: str, text: str) -> None:
    reading = reader.read(article_of({"title": title, "text": text}))
    assert reading.relevance is not Relevance.CORE
    assert reading.reason


def test_its_cars_are_adjacent_at_most(reader: Reader) -> None:
    text = "Hyundai Motor of South Korea will invest $5 billion in a car plant in Georgia."
    reading = reader.read(article_of({"title": "Hyundai to build electric cars in Georgia", "text": text}))
    assert reading.relevance is not Relevance.CORE


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("sectors:", "sector:"), "sector"),
        (("country: KR", "country: Korea"), "country"),
        (("acts: [invest", "acts: {invest"), "YAML"),
        (("acts: [invest", "stages: {agreed: {bias: 1}}\nacts: [invest"), "words"),
        (("acts: [invest", "verdict: {core: {bias: 1}}\nacts: [invest"), "`deal`"),
    ],
)
def test_a_mistake_in_a_topic_is_named_with_its_line(
    tmp_path: Path, change: tuple[str, str], says: str
) -> None:
    folder = tmp_path / "config/topics"
    folder.mkdir(parents=True)
    (folder / "wrong.yaml").write_text(KOREA.replace(*change), encoding="utf-8")
    with pytest.raises(ConfigError, match=says) as e:
        load_topics(tmp_path)
    assert e.value.path == folder / "wrong.yaml"
