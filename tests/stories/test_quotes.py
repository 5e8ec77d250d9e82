"""The sentence that readers see beside a figure."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sokuho.model import Article, Reading
from sokuho.stories import quotes
from sokuho.vocabulary import load_reader

NOW = datetime(2026, 3, 1, tzinfo=UTC)
READER = load_reader(Path.cwd())


def read(title: str, text: str) -> tuple[Article, Reading]:
    article = Article("a", "", title, None, text, "en", "", NOW, NOW)
    return article, READER.read(article)


@pytest.mark.parametrize(
    ("title", "text", "words"),
    [
        (
            "JERA to build $3 billion gas plant in Ohio",
            "Japan's JERA will build a gas-fired power plant in Ohio. It will cost about $3 billion.",
            "about $3 billion",
        ),
        (
            "JERA to build $3bn gas plant in Ohio",
            "Japan's JERA will build a gas plant in Ohio. The company will invest up to $3 billion in it.",
            "up to $3 billion",
        ),
        (
            "JERA、米にガス火力　3000億円投資",
            "JERAは米オハイオ州にガス火力発電所を建設する。投資額は3000億円超を見込む。",
            "3000億円超",
        ),
    ],
)
def test_a_figure_that_is_shown_qualified_is_quoted_with_the_qualifier(
    title: str, text: str, words: str
) -> None:
    article, reading = read(title, text)
    assert reading.headline_amount is not None
    assert reading.headline_amount.end <= len(title)
    assert words in quotes.of_figure(article.body, reading.headline_amount)


def test_a_capacity_is_quoted_with_its_qualifier() -> None:
    article, reading = read(
        "JERA to build 1.2 GW gas plant in Ohio",
        "Japan's JERA will build a gas plant in Ohio for $3 billion. It will have up to 1.2 GW.",
    )
    (size,) = reading.projects[0].capacity
    assert quotes.of_figure(article.body, size) == "It will have up to 1.2 GW."


def test_a_title_that_states_the_qualifier_itself_is_quoted() -> None:
    article, reading = read(
        "JERA to build gas plant in Ohio for about $3 billion",
        "Japan's JERA will build a gas-fired power plant in Ohio. About $3 billion will be invested.",
    )
    assert reading.headline_amount is not None
    assert quotes.of_figure(article.body, reading.headline_amount) == article.title


def test_a_figure_far_down_a_long_sentence_is_within_what_a_mail_shows() -> None:
    before = ", ".join(f"plant {i} in county {i}" for i in range(40))
    body = f"Title\nThe group owns {before} and will pay about $3 billion for them in cash or more."
    at = body.index("$3 billion")
    quoted = quotes.sentence(body, at, at + len("$3 billion"))
    assert "about $3 billion for them" in quoted[:320]
    assert body[body.index(quoted) - 1] == " "


SAID = "JERA will build a gas-fired power plant in Ohio with American partners, it said."


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        (f"Commentary\n{SAID}", SAID),
        (f"By Power Desk | 18 Feb 2026 | Tokyo\n{SAID}", SAID),
        (f"(Adds details on companies, background)\n{SAID}", SAID),
        (f"Key points\n* {SAID}\n* More to come", SAID),
        (
            "2026年2月18日（水曜日）10時45分～11時02分 於：本館10階記者会見室\n冒頭発言\nおはようございます。"
            "米国における投資の第1号となる3つのプロジェクトについてです。",
            "米国における投資の第1号となる3つのプロジェクトについてです。",
        ),
        ("Commentary", "Commentary"),
        ("", "A title"),
    ],
)
def test_what_opens_a_text_is_its_first_sentence(text: str, opening: str) -> None:
    assert quotes.first(f"A title\n{text}".strip(), "A title") == opening


def test_a_quoted_item_of_a_list_is_without_its_mark() -> None:
    body = "Title\n・ガス火力発電に30億ドル\n- $2 billion for oil\n-5% is what is left of $1 billion"
    for money, quoted in (
        ("30億ドル", "ガス火力発電に30億ドル"),
        ("$2 billion", "$2 billion for oil"),
        ("$1 billion", "-5% is what is left of $1 billion"),
    ):
        at = body.index(money)
        assert quotes.sentence(body, at, at + len(money)) == quoted
