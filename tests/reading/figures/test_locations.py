"""Where projects stand: neither the reporter's town nor nowhere."""

from __future__ import annotations

import pytest

from tests.reading.given import read


def locations(title: str, text: str) -> list[str | None]:
    return [p.location for p in read(title, text).projects]


@pytest.mark.parametrize(
    ("dateline", "location"),
    [
        (
            "HOUSTON, July 2 (Wire) - JERA of Japan will build a $3 billion gas plant in the United States.",
            None,
        ),
        ("HOUSTON, July 2 (Wire) - JERA of Japan will build a $3 billion gas plant in Ohio.", "Ohio"),
        (
            "By J. Smith\nHOUSTON, July 2 (Reuters) - JERA of Japan will build a $3 billion gas plant in the"
            " United States.",
            None,
        ),
        (
            "2026年3月2日 10:00\n【ニューヨーク共同】JERAは米国で天然ガス火力発電所を30億ドルで建設する。",
            None,
        ),
        (
            "It is the first.\nRaleigh, North Carolina and Osaka, Japan, Feb. 18, 2026 (GLOBE NEWSWIRE)"
            " -- JERA of Japan will build a $3 billion gas plant in the United States.",
            None,
        ),
        (
            "It is the first.\nHOUSTON, Feb. 18, 2026 /PRNewswire/ -- JERA of Japan will build a $3"
            " billion gas plant in the United States.",
            None,
        ),
        ("【ニューヨーク=本社記者】JERAは米国で天然ガス火力発電所を30億ドルで建設する。", None),
        ("【ロンドン共同】JERAは米オハイオ州で天然ガス火力発電所を30億ドルで建設する。", "オハイオ州"),
    ],
)
def test_where_a_report_was_written_is_no_site(dateline: str, location: str | None) -> None:
    assert locations("JERA to build gas plant", dateline) == [location]


@pytest.mark.parametrize(
    ("lead", "items", "sites"),
    [
        (
            "Tokyo and Washington named three projects that Japan will finance.",
            (
                "Ohio – a 9.2 GW gas power plant costing $33.3 billion by SoftBank",
                "Texas – a crude oil export terminal costing $2.1 billion by Mitsui",
                "Georgia – a synthetic diamond plant for $600 million by Asahi Diamond",
            ),
            ["Ohio", "Texas", "Georgia"],
        ),
        (
            "日本政府は対米投資の第1弾として3件を公表した。",
            ("【オハイオ州】ガス火力発電所に333億ドル。", "【テキサス州】原油輸出基地に21億ドル。"),
            ["オハイオ州", "テキサス州"],
        ),
    ],
)
def test_headings_of_a_list_tell_the_sites(lead: str, items: tuple[str, ...], sites: list[str]) -> None:
    assert locations("Japan names projects in the United States", "\n".join((lead, *items))) == sites


@pytest.mark.parametrize(
    ("text", "location"),
    [
        (
            "JERA's unit, headquartered in Houston, Texas, will build a $3 billion gas plant in Ohio.",
            "Ohio",
        ),
        ("JERA and Denver, Colorado's Tallgrass will build a $3 billion gas plant in Ohio.", "Ohio"),
        ("For PJM, JERA of Japan will build a $3 billion gas plant in Ohio.", "Ohio"),
        ("JERA and a Denver-based developer will build a $3 billion gas plant in Ohio.", "Ohio"),
        (
            "JERA, owner and operator of the Linden plant in New Jersey, will build a $3 billion gas plant in"
            " Ohio.",
            "Ohio",
        ),
    ],
)
def test_where_a_company_sits_or_runs_something_is_no_site(text: str, location: str) -> None:
    assert locations("JERA to build gas plant", text) == [location]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Houston-based Venture Global will sell LNG to Jera.\nIts terminal is to be built in Louisiana.",
            "Louisiana",
        ),
        ("Jera said on Monday it will buy gas from the Louisiana-based Cameron LNG project.", "Louisiana"),
    ],
)
def test_a_seat_is_no_site_but_that_of_a_plant(text: str, place: str) -> None:
    assert locations("Jera to buy US LNG", text) == [place]


@pytest.mark.parametrize(
    ("title", "text", "place"),
    [
        (
            "JERA to buy Gulf Coast LNG",
            "JERA will buy LNG from a plant that is being built in Brownsville, Texas.",
            "Brownsville, Texas",
        ),
        (
            "大阪ガス、米東海岸の洋上風力に参画",
            "大阪ガスは23日、米ニュージャージー州で風力発電所を建てる。",
            "ニュージャージー州",
        ),
        (
            "JERA to buy shale gas wells for $1 billion",
            "JERA will buy natural gas wells in the Haynesville shale of Louisiana and East Texas.",
            "Haynesville",
        ),
    ],
)
def test_a_part_of_the_country_gives_way_to_what_is_in_it(title: str, text: str, place: str) -> None:
    assert locations(title, text) == [place]
