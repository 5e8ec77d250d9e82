"""Who takes part: by vocabulary and by grammar, with nationality; passers-by are left out."""

from __future__ import annotations

import pytest

from tests.reading.given import read


def parties(title: str, text: str) -> dict[str, str | None]:
    return {p.name: p.country for p in read(title, text).companies}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("JERA Americas will build a gas plant in Texas.", "JERA Americas", "JP"),
        ("Hitachi Energy will build a transformer plant in Virginia, USA.", "Hitachi Energy", "JP"),
        ("SB Energy will build a solar farm in Texas for SoftBank of Japan.", "SB Energy", "JP"),
        ("Westinghouse will build a reactor in Fukui, Japan.", "Westinghouse", "US"),
        ("GE Vernova will deliver gas turbines for a power plant in Chiba, Japan.", "GE Vernova", "US"),
        ("日立エナジーは米バージニア州に変圧器工場を建設する。", "Hitachi Energy", "JP"),
        ("米アマゾン・ドット・コムは千葉県印西市にデータセンターを建設する。", "Amazon", "US"),
    ],
)
def test_subsidiaries_have_their_owners_nationality(text: str, name: str, country: str) -> None:
    assert parties(text, text)[name] == country


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "東芝は半導体事業を米ベインキャピタルに売却する。ベインは20億ドルを投じる。",
            {"Toshiba", "Bain Capital"},
        ),
        (
            "三菱UFJ銀とみずほ銀は米オハイオ州のガス火力発電所に10億ドルを融資する。",
            {"MUFG Bank", "Mizuho Bank"},
        ),
        (
            'Nomura Holdings ("Nomura") and Duke Energy will build a gas plant in Ohio. Nomura pays half.',
            {"Nomura", "Duke Energy"},
        ),
    ],
)
def test_a_company_written_in_two_ways_is_one_party(text: str, names: set[str]) -> None:
    assert set(parties(text, text)) == names


def test_third_countries_are_no_parties() -> None:
    text = "JERA of Japan, Samsung, TSMC and Hyundai will jointly invest in a battery storage plant in Texas."
    assert set(parties(text, text)) == {"JERA"}


def test_a_word_behind_a_trade_is_a_company() -> None:
    text = "Japan's SoftBank Group is in talks to buy data centre operator Switch, people said."
    assert "Switch Inc." in parties("SoftBank eyes US data centres", text)


def test_companies_beyond_the_vocabulary() -> None:
    text = (
        "Dallas-based Norvane Data Centers and Japan's Sankyoku Realty will build a $1 billion data center"
        " campus in Inzai, near Tokyo. Norvane Data Centers holds 60 percent."
    )
    found = parties("US and Japanese firms plan $1 billion data center near Tokyo", text)
    assert found == {"Norvane Data Centers": "US", "Sankyoku Realty": "JP"}


def test_companies_beyond_the_vocabulary_in_japanese() -> None:
    text = (
        "米ノーベインは9日、三曲リアルティと共同で千葉県印西市にデータセンターを建設すると発表した。"
        "投資額は1570億円。"
    )
    assert parties("米社、印西にデータセンター建設", text) == {
        "ノーベイン": "US",
        "三曲リアルティ": "JP",
    }


def test_news_sources_are_no_parties() -> None:
    text = (
        "JERA will invest $2 billion in a gas plant in Ohio, Nikkei and Reuters reported, citing Bloomberg."
    )
    assert set(parties(text, text)) == {"JERA"}


def test_the_name_is_quoted_as_written() -> None:
    text = "Osaka Gas Co., Ltd. agreed to buy Sable Ridge Gas LLC of Texas for $200 million."
    reading = read("Osaka Gas buys Texas shale gas producer", text)
    assert [p.text for p in reading.companies] == ["Osaka Gas Co., Ltd.", "Sable Ridge Gas LLC"]


def test_an_american_company_unknown_to_the_vocabulary_is_told_by_its_trade() -> None:
    text = (
        "三井物産は、米石油・ガス開発会社ゾルトラン・リソーシズ（テキサス州）を3億ドルで買収すると発表した。"
    )
    reading = read("三井物産、米ガス開発を買収", text)
    assert "ゾルトラン・リソーシズ" in [p.text for p in reading.companies]


@pytest.mark.parametrize(
    "line",
    ["Yuka Obayashi Reuters\n", "By Yuka Obayashi, Nikkei staff writer\n"],
)
def test_a_reporter_called_like_a_company_is_none(line: str) -> None:
    text = f"{line}JERA has bought a wind farm in Texas, it said. (Reporting by Yuka Obayashi)"
    assert parties("Japan's JERA buys Texas wind farm", text) == {"JERA": "JP"}


def test_an_office_holder_called_like_a_company_is_none() -> None:
    text = (
        "Governor Greg Abbott welcomed the plan of Hitachi Energy of Japan to build a transformer plant in"
        " Texas for $250 million. Abbott said 300 jobs would come."
    )
    found = parties("Governor Abbott: Hitachi Energy to build transformer plant in Texas", text)
    assert found == {"Hitachi Energy": "JP"}


def test_initials_in_the_title_are_the_company_whose_name_they_follow_in_brackets() -> None:
    text = (
        "Green Power Investment Corporation (GPI), the Tokyo affiliate of Pattern Energy of San Francisco,"
        " will build a wind farm in Aomori, Japan. GPI expects to start in 2027."
    )
    assert len(parties("Pattern's GPI to build wind farm in Aomori, Japan", text)) == 2


def test_initials_are_quoted_with_the_words_that_they_stand_for() -> None:
    text = (
        "Intel of the United States will build a chip research center in Japan with the National Institute"
        " of Advanced Industrial Science and Technology (AIST). AIST is to run the center."
    )
    said = [p.text for p in read("Intel and AIST to build chip center in Japan", text).companies]
    assert "National Institute of Advanced Industrial Science and Technology" in said


def test_who_is_compared_or_does_the_like_takes_no_part() -> None:
    said = (
        "JERA is to build a natural gas plant in the United States with American partners, at a cost of $3 "
        "billion.\nThe plant is to run from 2028. Compare that with the $500 billion that OpenAI and Oracle "
        "promised for data centers."
    )
    assert set(parties("Why Japan's JERA builds power plants in America", said)) == {"JERA"}
    said = (
        "JERAは米国で大手テクノロジー企業と共同で天然ガス火力発電所を建設する。総事業費は30億ドル。\n"
        "電力は隣のデータセンターに送る。米国では三菱商事が天然ガス開発会社を買収するなど、日本企業の投資が続いている。"
    )
    assert set(parties("JERA、米でAI向けガス火力に30億ドル", said)) == {"JERA"}
    said = (
        "米ＩＴ大手のグーグルは、日本でデータセンターを増設するため今後4年間で60億ドルを投資すると発表した。\n"
        "首都圏と北海道に建てる。米企業の日本への投資を巡っては、オラクルが10年間で80億ドルを投じる計画だ。"
        "マイクロソフトも発表している。"
    )
    assert set(parties("グーグル、日本のデータセンターに60億ドル", said)) == {"Google"}


@pytest.mark.parametrize(
    "text",
    [
        "大阪ガスと共同で太陽光発電所の建設も計画している。",
        "大阪ガスも投資を決めた。",
    ],
)
def test_who_joins_in_takes_part_though_it_is_said_with_too(text: str) -> None:
    said = f"JERAは米オハイオ州で5億ドルの蓄電所を建設すると発表した。{text}"
    assert set(parties("JERA、米で蓄電所", said)) == {"JERA", "Osaka Gas"}


def test_a_part_of_a_company_is_one_party_whatever_form_its_name_has() -> None:
    text = (
        "Osaka Gas Co. and Osaka Gas USA (OG USA) will build a solar farm in Ohio. OG USA holds 60 percent."
        " Osaka Gas USA, Inc. runs it with Osaka Gas."
    )
    assert set(parties("Osaka Gas USA builds Ohio solar farm", text)) == {
        "Osaka Gas",
        "Osaka Gas USA",
    }
    text = "Mitsubishi Heavy Industries America, Inc. (MHIA) will build a turbine plant in Ohio, it said."
    assert set(parties("MHI America builds Ohio turbine plant", text)) == {
        "Mitsubishi Heavy Industries America"
    }


@pytest.mark.parametrize(
    "text",
    [
        "Power is scarce, said Ken Ito, a senior analyst at Mizuho Securities.",
        "Power is scarce, Goldman Sachs analysts wrote.",
        "大和証券の山田アナリストは「電力は足りない」とみる。",
        "大和証券の山田エコノミストは「電力は足りない」とみる。",
        "東京ガスの株価は2%上がった。",
        "東京ガス株が一時3%高となった。",
    ],
)
def test_who_judges_a_deal_from_outside_or_is_traded_takes_no_part(text: str) -> None:
    japanese = "。" in text
    news = "JERAは米テキサス州に30億ドルのガス火力発電所を建設する。" if japanese else (
        "JERA of Japan will build a $3 billion gas-fired power plant in Texas, it said on Tuesday. "
    )  # fmt: skip
    assert set(parties(news.split(",")[0].split("。")[0], news + text)) == {"JERA"}


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        (
            "丸紅、米地下炭鉱に2割出資",
            "丸紅は3日、米アパラチア・コールと契約し、バージニア州の地下炭鉱に2割を出資すると発表した。",
            "アパラチア・コール",
        ),
        (
            "Osaka Gas buys into US microreactor maker",
            "Osaka Gas has bought 34% of Norvane Microreactors, Inc. of Idaho Falls, Idaho.",
            "Norvane Microreactors, Inc.",
        ),
    ],
)
def test_a_company_called_by_its_place_or_its_trade(title: str, text: str, name: str) -> None:
    assert parties(title, text).get(name) == "US"


def test_a_person_introduced_is_no_company_of_that_name() -> None:
    text = (
        "Mitsubishi Power will build turbines in Georgia, USA. Jim Williams, vice president for"
        " manufacturing, leads the plant. Williams joined in 2010."
    )
    assert set(parties("Mitsubishi Power to build turbines in Georgia", text)) == {"Mitsubishi Power"}
    text = (
        "Mitsubishi Power will build turbines in Georgia, USA. Buyer Williams, the chief user, helps to pay."
    )
    assert "Williams" in parties("Mitsubishi Power to build turbines in Georgia", text)
