"""What the clause of a word of a stage makes of it, as a whole article is read."""

from __future__ import annotations

import pytest

from tests.reading.given import read


def stage(title: str, text: str) -> str | None:
    return read(title, text).stage


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        (
            "JERA and AEP end Ohio venture",
            "JERA and AEP agreed to end their $1.5 billion gas plant venture in Ohio.",
            "cancelled",
        ),
        (
            "JERA, AEP agree to drop suit, build Ohio gas plant",
            "JERA and AEP agreed to drop a lawsuit and to build a $1.5 billion gas plant in Ohio, they said.",
            "agreed",
        ),
        (
            "Japan agreed to terminate tariffs, invest",
            "Japan agreed to drop a ban on U.S. rice and to put $10 billion into JERA gas plants in Ohio.",
            "agreed",
        ),
    ],
)
def test_an_agreement_to_end_cancels_only_a_deal(title: str, text: str, told: str) -> None:
    assert stage(title, text) == told


def test_a_deal_that_is_near_is_proposed_whoever_lends() -> None:
    title = "MUFG near $4 billion LNG financing deal in Texas"
    text = "Japanese lender MUFG is in talks to underwrite a $4 billion loan for an LNG plant in Texas."
    assert stage(title, text) == "proposed"


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        (
            "Sojitz Announces $90 Million Transformer Factory Investment in Georgia",
            "Sojitz Power, a wholly owned subsidiary of Sojitz Corporation, today announced an investment of"
            " more than $90 million in a transformer factory in Georgia.",
            "pledged",
        ),
        (
            "Sojitz announces $90 million investment in Primergy",
            "Sojitz of Japan announced a $90 million investment in Primergy, an American solar developer.",
            "agreed",
        ),
    ],
)
def test_an_investment_that_is_announced_is_promised_unless_a_company_gets_it(
    title: str, text: str, told: str
) -> None:
    assert stage(title, text) == told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Sojitz to Invest $300 Million in Solar Farm in Texas", "pledged"),
        ("Sojitz to Invest $300 Million in Primergy in Texas", "agreed"),
    ],
)
def test_what_is_built_is_no_company_though_a_headline_writes_it_so(title: str, told: str) -> None:
    assert (
        stage(title, "Sojitz will spend $300 million on solar power in Texas, it said on Wednesday.") == told
    )


@pytest.mark.parametrize(
    ("title", "text", "told", "not_told"),
    [
        (
            "Japan to put money into U.S. gas plants",
            "The two projects in Ohio, valued at $9 billion, are gas plants to be financed by JBIC of Japan.",
            "pledged",
            "financed",
        ),
        (
            "Mitsui agrees to buy Texas solar farm",
            "The deal is the first since the developer was launched. Mitsui of Japan agreed to buy the farm.",
            "agreed",
            "operating",
        ),
    ],
)
def test_prices_plans_and_history_tell_no_step(
    title: str, text: str, told: str, not_told: str | None
) -> None:
    assert stage(title, text) == told != not_told


@pytest.mark.parametrize(
    ("title", "under_way"),
    [("JERA、米オハイオ州のガス火力稼働", True), ("JERA、米オハイオ州のガス火力が2028年から稼働", False)],
)
def test_a_noun_that_ends_a_headline_is_done_unless_its_time_is_to_come(title: str, under_way: bool) -> None:
    told = stage(title, "JERAは米オハイオ州で10億ドルのガス火力発電所を手がける。")
    assert (told == "operating") is under_way


@pytest.mark.parametrize("what", ["consideration", "review"])
def test_what_is_currently_under_consideration_is_not_under_construction(what: str) -> None:
    text = f"A $1.5 billion gas plant in Ohio is currently under {what} by JERA and AEP."
    assert stage(f"JERA gas plant in Ohio currently under {what}", text) != "under_construction"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "SoftBank denies report that it is halting Texas data center",
            "SoftBank denied a report that it was scrapping its $10 billion data center in Texas.",
        ),
        (
            "JERA dismisses speculation of Ohio plant being shelved",
            "JERA dismissed speculation that its $3 billion gas plant in Ohio would be shelved.",
        ),
        (
            "ソフトバンクG、米データセンター中断の報道を否定",
            "ソフトバンクグループは、米テキサス州で進める100億ドルのデータセンター建設を中断したとの報道を否定した。",
        ),
        (
            "JERA「米火力の計画中止の予定ない」",
            "JERAは米オハイオ州の30億ドルのガス火力発電所について、計画を中止する考えはないとした。",
        ),
    ],
)
def test_a_denied_report_cancels_nothing(title: str, text: str) -> None:
    assert stage(title, text) != "cancelled"


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        ("JERA signs memorandum to explore building Ohio gas plant", "", "proposed"),
        ("JERA has been asked to invest in Ohio gas plant", "", "proposed"),
        (
            "JERA and the Ohio gas plant",
            "JERA has bought land on which it will build a gas plant in Ohio.",
            "pledged",
        ),
        ("JERA signs contract to sell Ohio gas plant", "", "sold"),
        ("JERA plant in Ohio signs contract to sell electricity to AEP", "", "agreed"),
        ("JERA's deal to buy Ohio gas plant has collapsed", "", "cancelled"),
        (
            "JERA and the Ohio gas plant",
            "JERA expects to close its purchase of a gas plant in Ohio by June, it said.",
            "agreed",
        ),
        ("JERA、米オハイオ州のガス火力の建設許可を申請", "", "proposed"),
        ("JERA、米オハイオ州のガス火力を28年着工", "", "pledged"),
        (
            "JERAと米オハイオ州のガス火力",
            "JERAは米オハイオ州のガス火力発電所の建設工事を来春始める。",
            "pledged",
        ),
    ],
)
def test_what_is_said_with_a_word_makes_another_stage_of_it(title: str, text: str, told: str) -> None:
    assert stage(title, text) == told


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        (
            "JERA、米ガス火力を建設から運営まで担う",
            "JERAは20億ドルで米オハイオ州のガス火力の建設から運営までを担う。",
            "pledged",
        ),
        (
            "JERA、米オハイオ州にガス火力",
            "JERAは米オハイオ州に20億ドルのガス火力を建設する。電源が少なくなった州だ。",
            "pledged",
        ),
        (
            "SoftBank has sunk $10 billion into Ohio data center",
            "SoftBank has sunk $10 billion into a data center in Ohio, it said.",
            "pledged",
        ),
    ],
)
def test_what_only_looks_like_a_question_or_an_end_is_none(title: str, text: str, told: str) -> None:
    assert stage(title, text) == told
