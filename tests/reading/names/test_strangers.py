"""Companies that no list names are found by how they are written and what stands beside them."""

from __future__ import annotations

import pytest

from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention
from sokuho.reading.names.listed import Listed
from sokuho.reading.names.strangers import Stranger, certain, strangers
from sokuho.reading.names.unlisted import unlisted
from tests.reading.given import article, reader


def found(text: str) -> dict[str, str | None]:
    one = article("A deal", text)
    layout = Layout(one, [])
    names = strangers(layout, reader().lexicon.scan(one.body), ("JP", "US"), reader().topics[0].names)
    return {name: stranger.mentions[0].country for name, stranger in names.items()}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Itochu bought it from Quellmark Energy, a Houston-based developer.", "Quellmark Energy", "US"),
        ("Osaka-based Tanimori Kogyo will hold 20 percent, JERA 80 percent.", "Tanimori Kogyo", "JP"),
        ("The seller is Brandt Hollow Solar LLC. Orix pays $90 million.", "Brandt Hollow Solar LLC", "US"),
        ("JERA, Marubeni and Vexford Capital will build the plant.", "Vexford Capital", "US"),
        ("It is developed by Mount Storm Energy LLC, a U.S. company.", "Mount Storm Energy LLC", "US"),
        ("Itochu invests with Lake Shore Capital, a Chicago fund.", "Lake Shore Capital", "US"),
        ("Itochu and Cape Fenwick Holdings Inc will build it.", "Cape Fenwick Holdings Inc", "US"),
        ("三井物産は米発電大手のケルドマン・パワーと共同で建設する。", "ケルドマン・パワー", "US"),
        ("出資するのはJERAと株式会社丹森製作所だ。", "丹森製作所", "JP"),
        ("米国子会社の三井ケルド・パワー&サービシズを通じて売る。", "三井ケルド・パワー&サービシズ", "JP"),
        ("JERA and Vexford Capital US$30 million fund it.", "Vexford Capital", "US"),
        ("出資するのは白浦エナジーだ。", "白浦エナジー", "JP"),
        ("JERAと白浦インダストリーズが建てる。", "白浦インダストリーズ", "JP"),
        ("大阪ガスの米子会社Zeltra Energy（ゼルトラ）が運営する。", "Zeltra Energy", "US"),
    ],
)
def test_names_of_companies(text: str, name: str, country: str) -> None:
    assert found(text).get(name) == country


@pytest.mark.parametrize(
    "text",
    [
        "The board of Orix Corporation Board of Directors approved it.",
        "Japan's $550 Billion US Fund will pay for the plant of JERA.",
    ],
)
def test_what_only_looks_like_a_name(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "三井物産は米ケルドマン・パワーと蓄電所を建てる。ケルドマンが運営する。",
            ["ケルドマン・パワー"],
        ),
        (
            "出資先は米ケルドマンの子会社ケルドマン・パワーだ。ケルドマンと三井物産が保有する。",
            ["ケルドマン", "ケルドマン・パワー"],
        ),
        ("丸紅は米QRTケルドマンに出資した。QRTと丸紅が運営する。", ["QRTケルドマン"]),
        ("NTTは米ウェスト・ランデル・アベニューに、4棟を建てる。", []),
        ("JERAグループが手がける太陽光で最大だ。JERAグループは米国で伸ばす。", []),
        ("丸紅とコントラクターは、ジョイントベンチャーを設立した。", []),
        ("アムステルダム、12月30日 丸紅は風力発電に出資する。", []),
    ],
)
def test_a_short_name_is_the_long_ones_and_a_road_is_no_company(text: str, names: list[str]) -> None:
    assert sorted(found(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "Tokyo Electric Power Co Holdings will build the plant in Ohio.",
        "Tokyo Gas Co., Ltd. will build the plant in Ohio with Marubeni Corp.",
        "JERAは米パターン・エナジー・グループと組み、ペンシルベニア州に発電所を建てる。",
    ],
)
def test_a_listed_company_in_full_is_no_other_one(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Shareholders agreed on Tuesday. Closing is expected in March.",
        "JERA's president, Haruto Tanimori, said the Brandt Hollow project would go ahead.",
        "JERA will build the plant near Quellmark, said Chief Executive John Vexford.",
        "JERAはトランプ大統領のプロジェクトに協力し、エネルギーを供給する。",
        "The Spanish developer Quellmark GmbH of Germany sold it to JERA.",
        "JERAは中国の石油大手ファンロン・ペトロと組む。",
        "JERAは新工場のオープニングセレモニーをアリゾナ州で開催した。",
    ],
)
def test_what_is_no_company_of_the_two_countries(text: str) -> None:
    assert found(text) == {}


def test_short_names_and_initials_belong_to_the_long_ones() -> None:
    text = "Quellmark Data Systems (QDS) of Ohio sells to JERA. QDS is young; Quellmark has 40 people."
    one = article("A deal", text)
    (name,) = unlisted(Layout(one, []), Listed(reader().lexicon.scan(one.body)))
    written = [one.body[start:end] for start, end in name.spans]
    assert (name.text, written) == (
        "Quellmark Data Systems",
        ["Quellmark Data Systems", "QDS", "QDS", "Quellmark"],
    )


@pytest.mark.parametrize(
    "text",
    [
        "The chair of the Tidewater Energy Council (TEC), a Houston-based body, spoke.",
        "JERA, Marubeni and the Committee on Brandt Trading will look at the plant.",
    ],
)
def test_who_only_meets_is_no_company(text: str) -> None:
    assert found(text) == {}


def test_an_officer_is_no_company() -> None:
    text = "President and CEO Kenji Tamori of JERA spoke. Tamori's letter said that Tamori will buy it."
    assert found(text) == {}


def test_a_headline_of_capitals_names_whom_the_text_names() -> None:
    title, text = (
        "Thornmere Holdings to Become Owner of Rigaku",
        "Rigaku of Japan rose after Thornmere Holdings bid.",
    )
    one = article(title, text)
    names = unlisted(Layout(one, []), Listed(reader().lexicon.scan(one.body)))
    assert [(n.text, n.country, len(n.spans)) for n in names] == [("Thornmere Holdings", "US", 2)]


def test_what_may_be_a_project_or_has_no_country_is_read_like_no_listed_company() -> None:
    def stranger(start: int, name: str, sure: float, *, shown: bool) -> Stranger:
        m = Mention(start, start + len(name), name, "company", name, "US", None)
        return Stranger(sure, shown, [m])

    every = {
        "a": stranger(40, "Quellmark Energy", 0.8, shown=False),
        "b": stranger(0, "Vexford Capital", 0.9, shown=True),
        "c": stranger(20, "Brandt Wind", 0.9, shown=True),
        "d": stranger(60, "Hollow", 0.5, shown=True),
    }
    assert [m.text for m in certain(every)] == ["Vexford Capital", "Quellmark Energy"]
    assert [m.text for m in certain(every, shown=True)] == ["Vexford Capital"]
