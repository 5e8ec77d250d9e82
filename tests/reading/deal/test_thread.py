"""A long article is about what its first sentences tell; what stands far down must show that it belongs."""

from __future__ import annotations

import pytest

from sokuho.model import Reading
from sokuho.reading.deal import stages
from sokuho.reading.deal.evidence import statements
from sokuho.reading.deal.thread import Thread, about, length
from sokuho.reading.layout import Layout
from tests.reading.given import article, read, reader

TITLE = "JERA to build $1.2 billion gas-fired power plant in Ohio"
OPENING = (
    "JERA of Japan will build a 900 MW gas-fired power plant near Lima, Ohio, for $1.2 billion, it said.",
    "Construction begins next spring.",
    "The Tokyo company expects the plant to start in 2029.",
)
COLOUR = (
    "The town is known for its rail yards.",
    "Trucks roll past the site all day.",
    "Neighbours heard of it on the radio.",
    "The mayor waited a long time for this.",
    "It rained when the guests arrived.",
    "The hall was full all the same.",
    "Coffee and doughnuts stood by the door.",
    "A school band played at the end.",
    "The road there was paved last summer.",
    "Some farmers remain doubtful.",
    "They fear for their wells.",
    "A meeting in the church drew a crowd.",
    "Opinions were divided.",
    "The paper printed letters for weeks.",
    "Nobody moved away.",
    "The library shows a model.",
    "Children like the little chimneys.",
    "The model was made by hand.",
)
FAR = (
    "Elsewhere in the state Vistra spent $450 million on a 620 MW gas-fired power plant and Tokyo Gas bought"
    " shale acreage in Texas."
)


def told(*said: str) -> Reading:
    return read(TITLE, "\n".join(said))


def thread(*said: str) -> tuple[Thread, Layout]:
    one = article(TITLE, "\n".join(said))
    scan = reader().lexicon.scan(one.body)
    layout = Layout(one, scan.of("noise"))
    return Thread(layout, statements(layout, scan, reader().topics[0])), layout


def test_a_short_item_has_no_depth() -> None:
    found, layout = thread(*OPENING, *COLOUR[:4], FAR)
    assert {found.depth(start) for start, _ in layout.sentences} == {0.0}
    assert found.evidence(layout.body.index("Vistra")) == {}


def test_sentences_far_down_say_whose_they_are() -> None:
    back = "JERA ordered the turbines for the plant in March."
    found, layout = thread(*OPENING, *COLOUR, FAR, back)
    strange, own = (found.evidence(layout.body.index(said)) for said in (FAR, back))
    assert strange["deep"] == own["deep"] == 1.0
    assert "deep_apart" in strange
    assert "deep_ours" not in strange
    assert {"deep_ours", "deep_goes_on"} <= own.keys()
    assert "deep_apart" not in own


def test_what_an_article_is_about_stands_in_title_and_first_sentences() -> None:
    found, _ = thread(*OPENING, *COLOUR, FAR)
    near = about(found.found)
    assert near[0].place == "title"
    assert len(near) < len(found.found)


def test_figures_and_companies_of_others_far_down_are_none_of_the_deals() -> None:
    reading = told(*OPENING, *COLOUR, FAR)
    assert [m.value for p in reading.projects for m in p.amounts] == [1_200_000_000]
    assert {c.value for p in reading.projects for c in p.capacity} == {900}
    assert {p.name for p in reading.companies} == {"JERA"}
    assert reading.sectors == ("gas_power",)


def test_nothing_far_down_is_lost() -> None:
    """A figure that is none of the deal's stands among the others, with its place."""
    reading = told(*OPENING, *COLOUR, FAR)
    assert 450_000_000 in [m.value for m in reading.other_amounts]
    assert 620 in [c.value for c in reading.capacities]


BATCH = "JERA and Marubeni to build three U.S. power plants"
ANNOUNCED = (
    "JERA and Marubeni of Japan will build three gas-fired power plants in the United States, they said."
)
LIST = (
    "- Lima, Ohio: a 620 MW gas-fired power plant, $700 million",
    "- Fayette, Pennsylvania: a 450 MW gas-fired power plant, $400 million",
    "- Hanging Rock, Ohio: a 310 MW gas-fired power plant, $300 million",
)


def batch(*said: str) -> Reading:
    return read(BATCH, "\n".join(said))


def test_a_list_that_the_top_announces_is_not_deep() -> None:
    reading = batch(ANNOUNCED, *COLOUR, "The plants", *LIST)
    assert [m.value for p in reading.projects for m in p.amounts] == [700_000_000, 400_000_000, 300_000_000]
    assert {c.value for p in reading.projects for c in p.capacity} == {620, 450, 310}


def test_a_list_that_nothing_announces_is_as_deep_as_where_it_stands() -> None:
    found, layout = thread(*OPENING, *COLOUR, *LIST)
    assert {found.depth(layout.body.index(item)) for item in LIST} == {1.0}


def test_items_and_headings_are_no_sentences_on_the_way_down() -> None:
    records = [line for i in range(12) for line in (f"{i}. Particulars", f"({i}) Matter: not of note")]
    found, layout = thread(*OPENING, *records, FAR)
    assert found.depth(layout.body.index("Vistra")) == 0.0


def test_the_page_of_an_exchange_keeps_its_figures() -> None:
    text = (
        "当社は、本日開催の取締役会において、米国オハイオ州のガス火力発電所を取得することを決議いたしました。\n記\n"
        "１．取得の理由\n当社グループは、海外発電事業の拡大を掲げております。\n"
        "米国では電力需要の増加が見込まれております。\n本件により、当社は米国における事業基盤を強化いたします。\n"
        "２．発電所の概要\n（１）名称　リマ発電所\n（２）所在地　米国オハイオ州リマ市\n（３）燃料　天然ガス\n"
        "（４）運転開始　2019年4月1日\n（５）従業員　60名\n３．相手先の概要\n（１）名称　Vistra Corp.\n"
        "（２）所在地　米国テキサス州アービング市\n（３）事業内容　発電及び小売電気事業\n"
        "４．取得価額及び設備容量\n取得価額は620百万米ドルです。\n設備容量は950MWです。\n以上"
    )
    title = "九州電力、米国ガス火力発電所の取得に関するお知らせ"
    reading = read(title, text)
    assert [m.value for p in reading.projects for m in p.amounts] == [620_000_000]
    assert {c.value for p in reading.projects for c in p.capacity} == {950}


def test_a_page_is_as_long_in_half_the_letters_in_japanese() -> None:
    def of(text: str) -> float:
        return length(Layout(article("A plant", text), ()))

    assert of("A plant. " * 100) == 0.0
    assert of("発電所をつくる。" * 60) == 0.0
    assert of("A plant. " * 250) == of("発電所をつくる。" * 150) == 1.0


@pytest.mark.parametrize("times", [1, 200])
@pytest.mark.parametrize("direction", [None, "both"])
def test_where_no_word_tells_a_stage_there_is_none_however_long_the_text(
    times: int, direction: str | None
) -> None:
    one = article("Ohio and Japan", "\n".join(["Nobody moved away."] * times))
    scan, topic = reader().lexicon.scan(one.body), reader().topics[0]
    layout = Layout(one, scan.of("noise"))
    assert length(layout) == (times > 1)
    assert stages.stage(layout, statements(layout, scan, topic), scan, topic, direction) is None
