"""What is news in a report of a known story: places, starts, parties, and what is told of others."""

from dataclasses import replace

import pytest
from tellings import Stream, money, report

from sokuho.model import Article, Novelty, Reading

ORACLE = {"parties": ("Oracle",), "sectors": ("data_centers",), "amounts": (money("$8bn"),)}
WIRE = "TOKYO, April 18 (Pacific Wire) - "


def located(text: str, place: str, days: float = 1.0) -> tuple[Article, Reading]:
    return report(
        "b", "Oracle to invest $8bn", text=text, days=days, location=place, places=(place,), **ORACLE
    )


def known() -> Stream:
    stream = Stream()
    stream.follow(report("a", "Oracle plans $8bn", text="Oracle plans $8bn of data centres.", **ORACLE))
    return stream


def test_the_first_place_is_news_in_the_lead_too() -> None:
    told = located(f"{WIRE}Oracle will spend $8bn. The centres in Osaka will be enlarged.", "Osaka")
    assert known().follow(told).changed == ("location",)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("OSAKA, April 18 (Pacific Wire) - Oracle will spend $8bn. It has the land.", "OSAKA"),
        ("DURHAM, N.C. — Oracle will spend $8bn. It has the land.", "DURHAM, N.C."),
        (f"{WIRE}Oracle will spend $8bn. It has the land. It has served Osaka for years.", "Osaka"),
        ("Durham, N.C. — Oracle will spend $8bn. It has the land. It has served Durham for years.", "Durham"),
    ],
)
def test_where_it_was_written_or_what_is_told_further_down_is_no_place_of_it(text: str, place: str) -> None:
    assert known().follow(located(text, place)).novelty is Novelty.REPEAT


def test_a_place_that_the_news_names_is_told_though_it_was_written_there() -> None:
    text = "ABILENE, Texas, April 18 (Pacific Wire) - Oracle will spend $8bn in Texas. It has the land."
    followed = known().follow(located(text, "Texas"))
    assert [change.new for change in followed.changes] == ["Texas"]


def test_the_place_of_another_company_is_no_news() -> None:
    article, reading = located(
        f"{WIRE}Oracle will spend $8bn. Larkfield is building in Mississippi.", "Mississippi"
    )
    larkfield = replace(reading.companies[0], text="Larkfield", name="Larkfield")
    told = article, replace(reading, companies=(*reading.companies, larkfield))
    assert known().follow(told).novelty is Novelty.REPEAT


def test_another_deal_in_the_background_hides_no_news() -> None:
    stream = known()
    other = {"parties": ("Larkfield",), "sectors": ("data_centers",), "amounts": (money("$2.9bn"),)}
    stream.follow(report("x", "Larkfield to spend $2.9bn", text="Larkfield will spend $2.9bn.", **other))
    lead = "Oracle breaks ground on its $8bn campus. Work takes two years. It needs power."
    told = report(
        "b", "Oracle breaks ground", text=f"{lead} Larkfield announced $2.9bn in May.", days=1,
        stage="under_construction", others=(money("$2.9bn"),), passing=("Larkfield",), **ORACLE,
    )  # fmt: skip
    followed = stream.follow(told)
    assert followed.changed == ("stage",)
    assert len(followed.also) == 1


@pytest.mark.parametrize(
    "title",
    ["Oracle pushes its campus back to 2029", "Oracle's $8bn campus slips to 2029", "オラクル、29年に延期"],
)
def test_a_title_tells_a_later_start(title: str) -> None:
    stream = Stream()
    stream.follow(report("a", "Oracle plans $8bn", start="2028", **ORACLE))
    assert "start" in stream.follow(report("b", title, days=30, **ORACLE)).changed


def test_a_bank_and_its_group_are_one_party() -> None:
    stream, deal = Stream(), {"places": ("Texas",), "amounts": (money("$4.2bn"),)}
    stream.follow(report("a", "Banks lend $4.2bn", parties=("Mizuho", "Sumitomo Mitsui Banking"), **deal))
    again = report(
        "b",
        "Sumitomo Mitsui and Mizuho lend $4.2bn",
        parties=("Mizuho", "Sumitomo Mitsui Financial Group"),
        **deal,
    )
    assert stream.follow(again).novelty is Novelty.REPEAT


@pytest.mark.parametrize(
    ("title", "text", "party"),
    [
        ("Oracle gains", "According to Harbour App, Oracle will spend $8bn.", "Harbour App"),
        ("RiverBend plant gets its partner", "Oracle will spend $8bn.", "RiverBend"),
        ("Oracle starts on Fab7", "Oracle will spend $8bn.", "Fab7"),
    ],
)
def test_an_outlet_or_a_plant_is_no_new_partner(title: str, text: str, party: str) -> None:
    told = report("b", title, text=text, days=1, **ORACLE | {"parties": ("Oracle", party)})
    assert known().follow(told).novelty is Novelty.REPEAT


def test_a_firm_that_nobody_has_heard_of_is_a_new_partner_where_the_title_names_it() -> None:
    told = report("b", "Oracle takes Corvane on board", days=1, **ORACLE | {"parties": ("Oracle", "Corvane")})
    assert known().follow(told).changed == ("party",)


def test_a_group_is_no_new_partner_where_its_subsidiary_is_known() -> None:
    stream = Stream()
    stream.follow(
        report("a", "AEP Ohio and Oracle plan campus", parties=("AEP Ohio", "Oracle"), places=("Ohio",))
    )
    told = report(
        "b",
        "Oracle and AEP to build",
        days=1,
        parties=("American Electric Power", "Oracle"),
        places=("Ohio",),
    )
    assert stream.follow(told).novelty is Novelty.REPEAT


DEAL = {"parties": ("Tokuyama",), "amounts": (money("$200m"),), "sectors": ("semiconductors",)}


def test_a_move_to_another_town_is_news_and_a_town_in_passing_is_none() -> None:
    stream = Stream()
    stream.follow(report("a", "Tokuyama to build plant in Taylor", places=("Taylor", "Texas"), **DEAL))
    both = {**DEAL, "places": ("Taylor", "Rockdale")}
    told = report("b", "Tokuyama in Taylor and what Rockdale makes of it", days=2, **both)
    assert stream.follow(told).novelty is Novelty.REPEAT
    stream = Stream()
    stream.follow(report("a", "Tokuyama to build plant in Taylor", places=("Taylor", "Texas"), **DEAL))
    moved = stream.follow(report("c", "Tokuyama drops Taylor for Rockdale", days=60, **both))
    assert [(c.field, c.old, c.new) for c in moved.changes] == [("location", "Taylor", "Rockdale")]


def test_what_is_bought_is_no_partner() -> None:
    stream = Stream()
    deal = {"parties": ("Osaka Gas",), "places": ("Pennsylvania",), "amounts": (money("$457m"),)}
    stream.follow(report("a", "Osaka Gas buys into gas plant", **deal))
    more = {**deal, "parties": ("Osaka Gas", "Fairview")}
    told = report("b", "Osaka Gas takes half of Fairview", days=1, text="Fairview it is.", **more)
    assert stream.follow(told).novelty is Novelty.REPEAT


def test_the_sellers_word_for_a_purchase_just_told_is_no_new_stage() -> None:
    stream = Stream()
    deal = {"parties": ("Ardmore", "Michinoku"), "places": ("Akita",), "amounts": (money("¥38bn"),)}
    stream.follow(report("a", "Ardmore to buy 30% of wind farm", stage="agreed", **deal))
    told = report("b", "Michinoku sells 30% of wind farm", days=1, stage="sold", **deal)
    assert stream.follow(told).novelty is Novelty.REPEAT
    stream = Stream()
    stream.follow(report("a", "Ardmore to buy 30% of wind farm", stage="agreed", **deal))
    later = report("c", "Ardmore sells its stake in wind farm", days=90, stage="sold", **deal)
    assert stream.follow(later).changed == ("stage",)
