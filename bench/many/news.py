"""Any number of articles: mostly news that nobody here waits for, and deals that have little in common.

The idle ones have the texts of the labelled set that are off topic, a few hundred to a few thousand
characters long, each under a title of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from sokuho.model import Article, Relevance
from sokuho.vocabulary import load_reader

GOLD = Path(__file__).parents[2] / "tests/gold/dev.jsonl"

COMPANIES = (
    "JERA", "SoftBank Group", "Toshiba", "Hitachi", "Mitsui", "Panasonic", "Sumitomo", "Tokyo Gas",
    "Mitsubishi Heavy Industries", "Marubeni", "Kansai Electric Power", "IHI", "Itochu", "Osaka Gas",
    "Kawasaki Heavy Industries", "Fujikura",
)  # fmt: skip
WORKS = (
    "build a gas-fired power plant beside a data centre campus", "build AI data centres",
    "make turbines for gas-fired power plants", "make transformers for the power grid",
    "develop a liquefied natural gas terminal", "make batteries for data centres",
    "build an ammonia plant for power generation", "buy shale gas fields",
    "build a solar power plant with storage", "make components for nuclear reactors",
)  # fmt: skip
PLACES = (
    "Ohio", "Texas", "Georgia", "Virginia", "Louisiana", "Kansas", "Oklahoma", "Pennsylvania",
    "Florida", "Arizona", "Indiana", "Tennessee", "Alabama", "Nevada", "Utah", "Michigan", "Kentucky",
    "Nebraska", "Iowa", "Oregon", "Missouri", "Wisconsin", "Colorado",
)  # fmt: skip


def articles(count: int, on_topic: int, now: datetime) -> Iterator[Article]:
    """So many, those on topic spread evenly among them; see `is_on_topic`."""
    step = count // on_topic if on_topic else count + 1
    for number in range(count):
        when = now - timedelta(minutes=20) + timedelta(milliseconds=number)
        deal = number % step == step - 1 and number // step < on_topic
        yield _deal(number, number // step, when) if deal else _idle(number, when)


def is_on_topic(article_id: str) -> bool:
    return article_id.startswith("deal-")


def _deal(number: int, deal: int, when: datetime) -> Article:
    """Of three articles the third repeats what another outlet told in the second."""
    outlet = ("Wire", "Press", "Daily")[deal % 3]
    told = deal - 1 if deal % 3 == 2 else deal
    company = COMPANIES[told % len(COMPANIES)]
    place, work = PLACES[told * 5 % len(PLACES)], WORKS[told * 3 % len(WORKS)]
    amount = f"${1.1 + told * 7 % 97 / 10:.1f} billion"
    title = f"Japan's {company} to invest {amount} in {place}"
    text = (
        f"{company} of Japan said it will invest {amount} in the United States to {work} in {place}. The "
        f"Japanese company signed the agreement in Washington on Tuesday. The investment of {amount} is part "
        "of Japan's investment in energy and artificial intelligence infrastructure in the United States."
    )
    url = f"https://{outlet.lower()}.example/deal/{number}"
    return Article(
        f"deal-{number:07}", url, title, None, text, "en", f"{outlet} News", when, when, outlet.lower()
    )


def _idle(number: int, when: datetime) -> Article:
    title, text, lang = _idle_texts()[number % len(_idle_texts())]
    url = f"https://wire.example/idle/{number}"
    title = f"{title} ({number})"
    return Article(f"idle-{number:07}", url, title, None, text, lang, "Wire News", when, when, "wire")


@cache
def _idle_texts() -> list[tuple[str, str, str]]:
    """Title, text and language of what the labelled set calls off topic, and the reader, too."""
    reader, now = load_reader(GOLD.parents[2]), datetime.now(UTC)
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    found = []
    for row in rows:
        title, text, lang = row["title"], row["text"], row["lang"]
        article = Article(row["id"], "https://wire.example/", title, None, text, lang, "Wire News", now, now)
        if row["relevance"] == "none" and reader.read(article).relevance is not Relevance.CORE:
            found.append((title, text, lang))
    return found
