"""The reader as a whole: what always holds of a reading, whatever the text."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokuho import codec
from sokuho.documents import article_of, read_records
from sokuho.evaluation.labelled import gold_file
from sokuho.model import Article, Money, Reading, Relevance
from sokuho.reading.explain import explain
from sokuho.reading.in_step import in_step
from sokuho.reading.read import Reader
from sokuho.reading.shortened import LONGEST
from sokuho.vocabulary import load_topics
from tests.reading.given import reader
from tests.reading.test_reading_properties import calls

NOW = datetime(2026, 2, 18, tzinfo=UTC)
TITLE = "JERA to build $3 billion gas-fired power plant in Ohio"


def article(text: str, title: str = TITLE, summary: str | None = None) -> Article:
    return Article("a", "", title, summary, text, "en", "", NOW, NOW)


def amounts(reading: Reading) -> list[Money]:
    total = [reading.programme_total] if reading.programme_total else []
    return [m for p in reading.projects for m in p.amounts] + total + list(reading.other_amounts)


def hold(article: Article, reading: Reading) -> None:
    """What must hold of every reading."""
    body = article.body
    found = amounts(reading)
    for money in [*found, *([reading.headline_amount] if reading.headline_amount else [])]:
        assert body[money.start : money.end] == money.text
        assert money.value_max is None or money.value_max >= money.value
    assert max(Counter((m.start, m.end) for m in found).values(), default=1) == 1
    for capacity in (c for p in reading.projects for c in p.capacity):
        assert body[capacity.start : capacity.end] == capacity.text
    for evidence in reading.evidence:
        assert body[evidence.start : evidence.end] == evidence.quote
    if reading.headline_amount:
        assert reading.headline_amount in found or reading.headline_amount.text in {m.text for m in found}
    assert 0 <= reading.score <= 1
    if reading.relevance is Relevance.NONE:
        assert (reading.projects, reading.sectors, reading.direction, reading.stage) == ((), (), None, None)
        assert reading.reason
    marks = explain(article, reading).marks
    assert all(a.end <= b.start for a, b in itertools.pairwise(marks))


def test_it_holds_of_every_labelled_article() -> None:
    for record in read_records(str(gold_file("dev.jsonl"))):
        one = article_of(record)
        reading = reader().read(one)
        hold(one, reading)
        assert codec.decode(codec.encode(reading), Reading) == reading


def test_articles_are_read_together_as_one_by_one() -> None:
    some = [article_of(record) for record in itertools.islice(read_records(str(gold_file("dev.jsonl"))), 90)]
    some.insert(3, article("", title="x"))
    assert list(reader().read_all(iter(some))) == [reader().read(one) for one in some]
    assert list(reader().read_all([])) == []


def test_jobs_in_step_may_end_early_or_late() -> None:
    seen = []

    def job(name: str, steps: int) -> Generator[None, None, str]:
        for step in range(steps):
            seen.append((step, name))
            yield
        return name

    assert in_step([job("b", 2), job("a", 0), job("c", 3)]) == ["b", "a", "c"]
    assert seen == [(0, "b"), (0, "c"), (1, "b"), (1, "c"), (2, "c")]


GARBAGE = {
    "nothing": "",
    "spaces": " \n\t\u3000\u200b" * 50,
    "digits": "1" * 3000,
    "signs": "$€£¥" * 1000,
    "amounts": "$5bn " * 2000,
    "one sentence": "JERA invests $5 million in a gas plant, " * 400,
    "bullets": "- a gas plant in Ohio: $3bn\n" * 400,
    "brackets": "($5bn (約7千億円 [" * 300,
    "entities": "&amp;&#36;5&nbsp;bn&lt;" * 300,
    "huge number": "$" + "9" * 400 + " billion and 9" + "億" * 200 + "円",
    "surrogates": "invest $3bn \ud800 in Ohio",
    "controls": "".join(map(chr, range(32))) + "JERA invests $3bn\x00",
    "right to left": "\u202eJERA invests $3bn in Ohio\u202c",
    "emoji": "🚀 JERA 💴 invests $3bn 🏭 in Ohio 🇺🇸",
    "combining": "e\u0301" * 500 + "$3bn",
    "names": "SoftBank Toshiba JERA Ohio " * 300,
    "headings": "Related News\n" * 300 + "$5bn",
    "table": "JERA | gas plant | $3bn | Ohio\n" * 300,
    "question marks": "?!. " * 2000,
    "Japanese without end": "データセンターに5億ドル、" * 300,
}


@pytest.mark.parametrize("text", GARBAGE.values(), ids=list(GARBAGE))
def test_garbage_is_read_like_anything_else(text: str) -> None:
    for one in (article(text), article(text, title="", summary=text[:500]), article("", title=text or "x")):
        hold(one, reader().read(one))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_can_be_read(text: str, title: str) -> None:
    one = article(text, title)
    hold(one, reader().read(one))


PIECES = st.sampled_from(
    [
        "JERA",
        "SoftBank",
        "Ohio",
        "Japan",
        "gas-fired power plant",
        "データセンター",
        "投資",
        "invest ",
        "$3bn",
        "21億ドル",
        "(",
        ")",
        "、",
        "。",
        ". ",
        "\n",
        "- ",
        " | ",
        "respectively",
        "それぞれ",
        "the latter",
        "後者",
        "not ",
        "ではなく",
        "including ",
        "うち",
        "Related News\n",
        "100 MW",
        "年100万トン",
        "2028",
        "from ",
        " to ",
        "から",
        "&amp;",
        "1株",
    ]
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_heap_of_telling_words_can_be_read(text: str) -> None:
    for one in (article(text), article("x", title=text)):
        hold(one, reader().read(one))


@pytest.mark.parametrize(
    "long",
    [
        article("JERA will invest $2 billion in a gas plant in Ohio. " * 10_000),
        article("データセンターに五億ドルを投じる" * 10_000),
        article("x", summary="$5bn for a gas plant in Ohio, " * 10_000),
        article("x", title="JERA invests $5bn " * 10_000),
    ],
    ids=["text", "text without gaps", "summary", "title"],
)
def test_of_an_endless_article_the_beginning_is_read(long: Article) -> None:
    reading = reader().read(long)
    hold(long, reading)
    assert "read were the first 100,000 characters" in reading.reason
    assert all(m.end <= LONGEST for m in amounts(reading))


def test_an_endless_article_is_cut_between_words() -> None:
    text = "A gas plant in Ohio. " + "-" * (LONGEST - len(TITLE) - 25) + " $3 billion"
    reading = reader().read(article(text))
    assert "$" not in "".join(m.text for m in amounts(reading) if m.start > len(TITLE))
    assert "read were" not in reader().read(article(text[: LONGEST - len(TITLE) - 1])).reason


@pytest.mark.parametrize(
    "piece",
    [
        "当社",
        "LLC ",
        "Dallas, TX ",
        "from $1 to $2 ",
        "¥1兆",
        "JERA of Ohio ",
        "no ",
        "米",
        "1 to ",
        "年",
        "「",
    ],
)
def test_reading_takes_no_more_steps_than_the_text_has_letters(piece: str) -> None:
    short, long = (article(piece * (size // len(piece))) for size in (6_000, 24_000))
    reader()  # loading the vocabulary is no reading
    assert calls(lambda: reader().read(long)) <= 5 * calls(lambda: reader().read(short))


def test_reading_twice_gives_the_same() -> None:
    one = article("JERA will invest $3 billion in a gas-fired power plant in Ohio. It starts in 2028.")
    assert reader().read(one) == reader().read(one)


def test_the_best_of_several_topics_is_chosen() -> None:
    ours = load_topics(Path.cwd())[0]  # unused so far: a copy would take what was worked out for the first
    other = ours.model_copy(
        update={
            "name": "korea",
            "sides": (
                ours.sides[0].model_copy(
                    update={"country": "KR", "name": {"en": "Korea"}, "direction": "kr_to_us"}
                ),
                ours.sides[1],
            ),
        }
    )
    both = Reader(reader().lexicon, [other, ours], reader().weights)
    assert both.read(article("JERA will invest $3 billion in a gas plant in Ohio.")).topic == ours.name


def test_a_reader_needs_a_topic() -> None:
    with pytest.raises(ValueError, match="topic"):
        Reader(reader().lexicon, [], reader().weights)


@pytest.mark.parametrize(
    ("title", "text", "sector", "amount"),
    [
        (
            "Takeda to build $230 million drug plant in Massachusetts",
            "Japan's Takeda Pharmaceutical said on Monday that it will build a $230 million plant for cell "
            "therapies in Devens, Massachusetts.",
            "pharma",
            "$230 million",
        ),
        (
            "マツダ、米アラバマ工場に2億ドル追加",
            "マツダは5日、米アラバマ州の工場に2億ドルを投じ、ハイブリッド車の生産ラインを設けると発表した。",
            "autos",
            "2億ドル",
        ),
    ],
)
def test_a_deal_of_another_trade_is_told_like_one_of_the_topic(
    title: str, text: str, sector: str, amount: str
) -> None:
    reading = reader().read(article(text, title))
    assert reading.relevance is Relevance.ADJACENT
    assert [(p.sector, [m.text for m in p.amounts]) for p in reading.projects] == [(sector, [amount])]
    assert (reading.direction, reading.sectors, reading.stage) == ("japan_to_us", (sector,), "pledged")
    assert reading.headline_amount
    assert reading.headline_amount.text == amount


def test_an_explanation_shows_figures_and_reasons() -> None:
    one = article(
        "JERA will invest $3 billion in the 1 GW plant with General Electric. Revenue was $20 billion."
    )
    shown = explain(one, reader().read(one))
    kinds = {one.body[m.start : m.end]: m.kind for m in shown.marks}
    assert kinds["$3 billion"] == "project"
    assert kinds["$20 billion"] == "other"
    assert kinds["1 GW"] == "capacity"
    assert dict(shown.summary)["headline figure"] == "$3 billion = USD 3,000,000,000 (exact)"
    assert shown.rows[0][1] == "gas_power"
    assert ("$20 billion", "USD 20,000,000,000", "revenue") in shown.others
    assert shown.why


def test_a_word_of_a_companys_name_is_not_what_is_built() -> None:
    text = (
        "Thornmere Data Centers, a Dallas-based company, will build a 200 MW solar farm in Hokkaido with"
        " Orix. Thornmere Data Centers will pay $150 million for it."
    )
    read = reader().read(article(text, "Thornmere Data Centers to build solar farm in Hokkaido with Orix"))
    assert read.sectors == ("renewables",)
    assert [p.sector for p in read.projects] == ["renewables"]
