"""Names and words are found where they stand as words, at the offsets of the text given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokuho.reading.lexicon import Lexicon, fold
from sokuho.reading.lists import ListError, parse_list

LIST = """
@company JP power_equipment
Hitachi; 日立製作所; 日立
Hitachi Energy; 日立エナジー
JERA; ジェラ
MUFG; 三菱UFJ
@company US ai
Arm Labs; ~ARM
Meta; メタ
Mitsui & Co.
@place US country
United States; U.S.; 米国; 米
@block - -
日立市; 欧米; メタン
@block - sector
greenhouse gas
@sector - lng
LNG; liquef*; ~gas
@sector - gas_power
gas-fired power plant*
@act - build
build; 建設
"""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(parse_list(LIST))


def names(lexicon: Lexicon, text: str) -> list[tuple[str, str]]:
    return [(m.text, m.name) for m in lexicon.scan(text).names]


def test_longest_name_wins(lexicon: Lexicon) -> None:
    assert names(lexicon, "Hitachi Energy, a unit of Hitachi") == [
        ("Hitachi Energy", "Hitachi Energy"),
        ("Hitachi", "Hitachi"),
    ]
    assert names(lexicon, "日立エナジーと日立製作所") == [
        ("日立エナジー", "Hitachi Energy"),
        ("日立製作所", "Hitachi"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "日立市の工場",
        "欧米の企業",
        "メタンを燃やす",
        "a harm laboratory",
        "JERAX",
        "metal",
        "3Meta",
        "ÉMeta",
        "ŉMeta",
        "charmed",
        "meta study",
    ],
)
def test_no_name_inside_another_word(lexicon: Lexicon, text: str) -> None:
    assert names(lexicon, text) == []


def test_a_word_in_another_sense_is_not_found(lexicon: Lexicon) -> None:
    scan = lexicon.scan("gas is a greenhouse gas in the U.S.")
    assert [(m.start, m.text) for m in scan.of("sector")] == [(0, "gas")]
    assert [m.text for m in scan.names] == ["U.S."]


def test_latin_names_stand_between_japanese_letters(lexicon: Lexicon) -> None:
    assert names(lexicon, "米JERAは") == [("米", "United States"), ("JERA", "JERA")]


def test_a_name_must_be_capitalised_a_word_need_not(lexicon: Lexicon) -> None:
    assert names(lexicon, "hitachi HITACHI Jera") == [("HITACHI", "Hitachi")]
    scan = lexicon.scan("Gas-Fired Power Plants, liquefaction and gas")
    assert [(m.text, m.value, m.weak) for m in scan.of("sector")] == [
        ("Gas-Fired Power Plants", "gas_power", False),
        ("liquefaction", "lng", False),
        ("gas", "lng", True),
    ]


def test_letters_whose_capital_is_two_letters_move_nothing(lexicon: Lexicon) -> None:
    assert names(lexicon, "Großer ŉ ﬁ JERA und Meta, ǆ JERA") == [
        ("JERA", "JERA"),
        ("Meta", "Meta"),
        ("JERA", "JERA"),
    ]


def test_a_form_in_full_width_asks_for_what_the_plain_one_does() -> None:
    both = Lexicon(parse_list("@company US ai\nGE; ＧＥ\n@place US country\nUnited States; US; ＵＳ\n"))
    assert names(both, "GE and ge") == [("GE", "GE")]
    assert names(both, "Contact us in the US") == [("US", "United States")]


def test_of_a_name_of_several_words_the_last_has_its_capital_too() -> None:
    utility = Lexicon(parse_list("@company US gas_power\nOhio Power\n"))
    assert names(utility, "Ohio power plant") == []
    assert names(utility, "Ohio Power, OHIO POWER") == [
        ("Ohio Power", "Ohio Power"),
        ("OHIO POWER", "Ohio Power"),
    ]


def test_long_katakana_words_of_the_field_stand_in_compounds_names_do_not() -> None:
    both = Lexicon(parse_list("@sector - data_centers\nデータセンター\n@company US ai\nメタ\n"))
    scan = both.scan("データセンターキャンパスとメタノール")
    assert [m.text for m in scan.of("sector")] == ["データセンター"]
    assert scan.names == []


def test_the_dot_between_the_words_of_a_name_may_be_left_out() -> None:
    both = Lexicon(parse_list("@company US gas_power\nVistra; ビストラ・エナジー\n"))
    assert names(both, "ビストラ・エナジーとビストラエナジー") == [
        ("ビストラ・エナジー", "Vistra"),
        ("ビストラエナジー", "Vistra"),
    ]


def test_a_hyphen_between_letters_is_a_space() -> None:
    both = Lexicon(parse_list("@sector - renewables\nclean energy\nco-firing\n@cue\n-report\n"))
    scan = both.scan("a clean-energy developer, co firing of biomass -report, 24-co-firing")
    assert [m.text for m in scan.of("sector")] == ["clean-energy", "co firing", "co-firing"]
    assert [m.text for m in scan.of("cue")] == ["-report"]


def test_a_name_may_run_on_with_group_and_holdings() -> None:
    one = Lexicon(parse_list("@company US gas_power\nVistra; ビストラ\n"))
    assert (
        names(one, "ビストラグループとビストラホールディングス、ビストラマート")
        == [("ビストラ", "Vistra")] * 2
    )


def test_the_and_of_a_name_may_be_a_sign() -> None:
    lexicon = Lexicon(parse_list("@company US lng\nSabine Oil & Gas; サビン・オイル・アンド・ガス\n"))
    text = "Sabine Oil and Gas, Sabine Oil & Gas, サビン・オイル&ガスとサビンオイルアンドガス"
    assert [m.text for m in lexicon.scan(text).names] == [
        "Sabine Oil and Gas",
        "Sabine Oil & Gas",
        "サビン・オイル&ガス",
        "サビンオイルアンドガス",
    ]


def test_words_of_each_kind_have_their_own_layer(lexicon: Lexicon) -> None:
    scan = lexicon.scan("JERA to build LNG tanks")
    assert {kind: len(found) for kind, found in scan.words.items()} == {"act": 1, "sector": 1}
    assert [m.kind for m in scan.names] == ["company"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("JERA; ジェラ", 1), ("@company JP x y", 1), ("# words\n\n@\n", 3), ("@act - a\nbuy; ~", 2)],
)
def test_a_bad_line_is_named(text: str, line: int) -> None:
    with pytest.raises(ListError) as e:
        list(parse_list(text))
    assert e.value.line == line


def test_an_empty_lexicon_finds_nothing() -> None:
    assert Lexicon([]).scan("JERA").names == []


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(
    st.lists(
        st.sampled_from(
            ["JERA", "日立", "＆amp;", "&amp;", "U.S.", "米", " ", "。", "İ", "\n", "LNG", "ǅ", "\ud83d"]
        )
    )
)
def test_every_mention_quotes_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    scan = Lexicon(parse_list(LIST)).scan(text)
    for m in (*scan.names, *(m for found in scan.words.values() for m in found)):
        assert text[m.start : m.end] == m.text


def test_words_before_a_dollar_sign_may_have_the_country_between() -> None:
    lexicon = Lexicon(parse_list("@act - invest\ngets $"))
    assert [m.text for m in lexicon.scan("X gets $5 million, Y gets US$5 million.").of("act")] == [
        "gets $",
        "gets US$",
    ]


def test_a_word_said_a_thousand_times_is_found_a_few_times(lexicon: Lexicon) -> None:
    found = names(lexicon, "JERAは米国で" * 1250 + "Hitachi")
    assert len(found) < 400
    assert found[-1] == ("Hitachi", "Hitachi")
