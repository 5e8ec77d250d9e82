"""Joins that are not plain: first estimates, sales, towns and regions, comparisons, long lists."""

from dataclasses import replace

from tellings import Stream, money, report

from sokuho.model import Article, Novelty, Reading


def test_of_two_stories_compared_the_one_told_first_is_the_main_one() -> None:
    stream = Stream()
    sites = {"sectors": ("data_centers",), "amounts": (money("$1bn"),)}
    one = {"parties": ("Northgale",), "places": ("Osaka",), **sites}
    other = {"parties": ("Tesserant",), "places": ("Tochigi",), **sites}
    stream.follow(report("a", "Northgale plans $1bn campus in Osaka", **one))
    own = stream.follow(report("b", "Tesserant plans $1bn campus in Tochigi", days=2, **other))
    both = report(
        "c",
        "Tesserant follows Northgale to Japan",
        days=3,
        parties=("Northgale", "Tesserant"),
        places=("Osaka", "Tochigi"),
        **sites,
    )
    assert stream.follow(both).state.story.id == own.state.story.id


def test_a_stage_that_an_earlier_title_told_is_no_news() -> None:
    stream = Stream()
    deal = {"parties": ("Hitachi",), "places": ("Ohio",)}
    stream.follow(report("a", "Hitachi signs memorandum on the grid", stage="proposed", **deal))
    again = report("b", "Hitachi signs grid agreement", days=1, stage="agreed", **deal)
    assert stream.follow(again).novelty is Novelty.REPEAT


SALE = {"parties": ("Kansai Electric",), "places": ("Pennsylvania",), "stage": "sold"}


def test_an_official_figure_takes_the_place_of_a_first_estimate() -> None:
    stream = Stream()
    scoop = stream.follow(
        report("a", "Kansai Electricが売却へ", lang="ja", amounts=(money("¥30bn", "approx"),), **SALE)
    )
    official = stream.follow(
        report("b", "Kansai Electric sells stake for $140m", days=6, amounts=(money("$140m"),), **SALE)
    )
    assert official.state.story.id == scoop.state.story.id
    assert official.changed == ("amount",)


def test_a_sale_is_completed() -> None:
    stream = Stream()
    sold = stream.follow(report("a", "Kansai Electric sells stake", amounts=(money("$140m"),), **SALE))
    closed = {**SALE, "stage": "completed", "amounts": (money("$140m"),)}
    last = stream.follow(report("b", "Calloway closes purchase of stake", days=60, **closed))
    assert last.state.story.id == sold.state.story.id
    assert last.changed == ("stage",)


def test_an_exact_figure_is_news_where_the_known_one_was_an_estimate_in_another_currency() -> None:
    stream = Stream()
    batch = {"places": ("Tennessee",), "parties": ("GE Vernova",)}
    stream.follow(report("a", "対米投資", lang="ja", amounts=(money("¥10tn", "approx"),), **batch))
    exact = stream.follow(report("b", "Projects worth $73bn", days=2, amounts=(money("$73bn"),), **batch))
    assert exact.changed == ("amount",)


def test_a_town_within_the_known_region_is_the_same_place() -> None:
    stream = Stream()
    campus = {"parties": ("Tesserant",), "sectors": ("data_centers",), "sizes": ("85MW",)}
    stream.follow(report("a", "Tesserant plans campus in Tochigi", places=("Tochigi",), **campus))
    town = report("b", "Tesserant chose Nasushiobara", days=1.5, places=("Nasushiobara",), **campus)
    assert stream.follow(town).novelty is not Novelty.NEW


def test_a_place_written_in_japanese_is_the_canonical_one() -> None:
    stream = Stream()
    told = report("a", "火力", lang="ja", places=("Louisiana",), location="米ルイジアナ州、千葉・印西市")
    known = stream.follow(told).state.known
    assert known.places == ("louisiana", "chiba", "inzai")
    assert sorted(known.sites) == ["chiba", "inzai", "louisiana"]


def test_other_leads_in_long_lists_do_not_tear_a_story_apart() -> None:
    stream = Stream()
    partners = {"passing": ("Westinghouse", "Bechtel", "Kinder Morgan"), "amounts": (money("$25bn"),)}
    first = stream.follow(report("a", "Hitachi among first names", parties=("Hitachi",), **partners))
    second = stream.follow(report("b", "Fact sheet", days=1, parties=("GE Vernova",), **partners))
    assert second.state.story.id == first.state.story.id


def test_a_parent_of_a_known_venture_is_no_new_partner() -> None:
    stream = Stream()
    reactor = {"places": ("Tennessee",), "sectors": ("nuclear",), "amounts": (money("$400m"),)}
    stream.follow(report("a", "GE Hitachi and TVA win $400m", parties=("GE Hitachi", "TVA"), **reactor))
    parent = report("b", "Hitachi and TVA win $400m", days=1, parties=("TVA", "Hitachi"), **reactor)
    followed = stream.follow(parent)
    assert followed.novelty is Novelty.REPEAT


def bought(name: str, buyer: str, title: str, days: float = 0.0) -> tuple[Article, Reading]:
    """A year's million tonnes that a Japanese buyer takes from Venture Global."""
    firms = (buyer, "Venture Global")
    article, reading = report(
        name, title, days=days, parties=firms, places=("Louisiana",), sectors=("lng",), sizes=("1 mtpa",)
    )
    companies = tuple(replace(p, country="JP" if p.name == buyer else "US") for p in reading.companies)
    return article, replace(reading, companies=companies)


def test_two_buyers_of_one_seller_are_two_stories() -> None:
    stream = Stream()
    stream.follow(bought("a", "Inpex", "Inpex buys LNG from Venture Global"))
    other = bought("b", "JERA", "Twenty years of gas: JERA signs with Venture Global", days=40)
    assert stream.follow(other).novelty is Novelty.NEW
    again = bought("c", "Inpex", "What Inpex gets from Venture Global", days=41)
    assert stream.follow(again).novelty is Novelty.REPEAT


def test_a_deal_that_was_silent_for_a_year_goes_on() -> None:
    stream = Stream()
    deal = {"parties": ("Halden Storage", "Corvane"), "places": ("Crane County",), "sectors": ("storage",)}
    known = stream.follow(report("a", "Halden Storage and Corvane plan battery", **deal))
    later = report(
        "b", "Halden Storage and Corvane break ground", days=380, stage="under_construction", **deal
    )
    again = stream.follow(later)
    assert again.state.story.id == known.state.story.id
    assert again.changed == ("stage",)


def test_a_round_up_changes_nothing() -> None:
    stream = Stream()
    stream.follow(report("a", "Daihen picks Clarksville", parties=("Daihen",), places=("Clarksville",)))
    roundup = report(
        "b", "Week in review: Daihen, $90m plant", days=1, parties=("Daihen",), places=("Clarksville",),
        amounts=(money("$90m"),),
    )  # fmt: skip
    assert stream.follow(roundup).novelty is Novelty.REPEAT


def test_a_stage_that_nobody_was_told_of_is_still_news() -> None:
    stream = Stream()
    deal = {"parties": ("Daihen",), "places": ("Clarksville",)}
    stream.follow(report("a", "Daihen picks Clarksville", stage="agreed", **deal))
    unsaid = report("b", "A plant for Clarksville", days=10, stage="under_construction", **deal)
    assert stream.follow(unsaid).novelty is Novelty.REPEAT
    news = report("c", "Daihen breaks ground in Clarksville", days=11, stage="under_construction", **deal)
    assert stream.follow(news).changed == ("stage",)


def test_a_sale_whose_price_was_only_guessed_at_is_the_same_sale() -> None:
    stream, deal = Stream(), {"places": ("Pennsylvania",), "stage": "sold"}
    guess = (money("¥30bn", "approx"),)
    stream.follow(
        report(
            "a",
            "Kansai Electric Power to sell gas plant",
            parties=("Kansai Electric Power",),
            amounts=guess,
            **deal,
        )
    )
    price = (money("$140m"),)
    told = report(
        "b",
        "Calloway pays $140m for what Kansai Electric Power owns",
        days=6,
        parties=("Kansai Electric Power", "Calloway"),
        amounts=price,
        **deal,
    )
    assert stream.follow(told).novelty is Novelty.UPDATE


def test_a_second_plant_in_another_town_is_another_deal_though_it_names_the_first() -> None:
    stream = Stream()
    cells = {"parties": ("GS Yuasa",), "sectors": ("storage",), "amounts": (money("$480m"),)}
    first = report("a", "GS Yuasa plans cell plant", places=("Bowling Green", "Kentucky"), **cells)
    stream.follow(first)
    packs = {"parties": ("GS Yuasa",), "sectors": ("storage",), "amounts": (money("$48m"),)}
    places = ("Louisville", "Kentucky", "Bowling Green")
    second = report("b", "GS Yuasa to assemble batteries in Louisville", days=15, places=places, **packs)
    assert stream.follow(second).novelty is Novelty.NEW


def test_a_deal_that_was_called_off_comes_back() -> None:
    stream = Stream()
    deal = {"parties": ("Cosmo", "Windrow"), "places": ("Iowa",), "amounts": (money("$260m"),)}
    stream.follow(report("a", "Cosmo to buy half of wind farm", stage="agreed", **deal))
    stream.follow(report("b", "Cosmo scraps Iowa wind deal", days=15, stage="cancelled", **deal))
    text = "Cosmo is back at the farm. A new agreement was signed on Saturday."
    again = stream.follow(report("c", "Take two in Iowa", days=60, text=text, stage=None, **deal))
    assert again.changed == ("stage",)
    assert again.state.story.stage == "agreed"
