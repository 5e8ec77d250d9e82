"""Capacities: units read, converted, and left out."""

from __future__ import annotations

import pytest

from tests.reading.given import find_capacities


def capacities(text: str) -> list[tuple[str, float, str]]:
    found = find_capacities(text)
    for c in found:
        assert text[c.start : c.end] == c.text
    return [(c.text, c.value, c.unit) for c in found]


@pytest.mark.parametrize(
    ("text", "written", "value", "unit"),
    [
        ("an 840-MW plant", "840-MW", 840, "MW"),
        ("a 1 000 MW plant", "1 000 MW", 1000, "MW"),
        ("1'000 MW of wind", "1'000 MW", 1000, "MW"),
        ("1 200 000 GPUs", "1 200 000 GPUs", 1_200_000, "GPUs"),
        ("Unit 1 300 MW", "300 MW", 300, "MW"),
        ("a plant of 1 200 MW in Ohio", "1 200 MW", 1200, "MW"),
        ("it adds about 12 500 GPUs", "12 500 GPUs", 12_500, "GPUs"),
        ("a site of 2 300 MW turbines", "300 MW", 300, "MW"),
        ("a 9.2-gigawatt site", "9.2-gigawatt", 9.2, "GW"),
        ("22,000 kilowatts in all", "22,000 kilowatts", 22000, "kW"),
        ("１５０万ｋＷの発電所", "１５０万ｋＷ", 1_500_000, "kW"),
        ("12・5万キロワット", "12・5万キロワット", 125_000, "kW"),
        ("約３０万キロ・ワットを受電", "３０万キロ・ワット", 300_000, "kW"),
        ("百万キロワットの原発", "百万キロワット", 1_000_000, "kW"),
        ("５・４ギガワット", "５・４ギガワット", 5.4, "GW"),
        ("10㎿の設備", "10㎿", 10, "MW"),
        ("出力:15MWAC", "15MWAC", 15, "MWac"),
        ("a 20 MW-AC farm", "20 MW-AC", 20, "MWac"),
        ("104 MWh of batteries", "104 MWh", 104, "MWh"),
        ("150,000 kWh stored", "150,000 kWh", 150, "MWh"),
        ("2 TWh a year", "2 TWh", 2000, "GWh"),
        ("400 megawatt-hours", "400 megawatt-hours", 400, "MWh"),
        ("年50ギガワット時", "50ギガワット時", 50, "GWh"),
        ("20 million tons a year", "20 million tons a year", 20, "mtpa"),
        ("400,000 metric tons of LNG per year", "400,000 metric tons of LNG per year", 0.4, "mtpa"),
        ("a 3.3-mtpa train", "3.3-mtpa", 3.3, "mtpa"),
        ("5 Mt per annum", "5 Mt per annum", 5, "mtpa"),
        ("LNGを年350万トン調達", "年350万トン", 3.5, "mtpa"),
        ("LNG換算で年間約40万tを見込む", "40万t", 0.4, "mtpa"),
        ("LNG長期契約。最大550万トン", "550万トン", 5.5, "mtpa"),
        ("500 million cu ft daily", "500 million cu ft daily", 0.5, "bcfd"),
        ("1.3 Bcf/d of gas", "1.3 Bcf/d", 1.3, "bcfd"),
        ("330 MMcf/d", "330 MMcf/d", 0.33, "bcfd"),
        ("2 billion cubic feet of natural gas a day", "2 billion cubic feet of natural gas a day", 2, "bcfd"),
        ("日量5億立方フィート", "5億立方フィート", 0.5, "bcfd"),
        ("100,000 barrels of oil per day", "100,000 barrels of oil per day", 100_000, "bpd"),
        ("1.2m b/d", "1.2m b/d", 1_200_000, "bpd"),
        ("日量10万バレル", "10万バレル", 100_000, "bpd"),
        ("１２・２ヘクタールの用地", "１２・２ヘクタール", 12.2, "ha"),
        ("延べ2万3367平方メートル", "2万3367平方メートル", 23367, "sqm"),
        ("330,000 square meters", "330,000 square meters", 330_000, "sqm"),
        (
            "1.7 billion standard cubic feet of gas a day",
            "1.7 billion standard cubic feet of gas a day",
            1.7,
            "bcfd",
        ),
        (
            "some 250 million cubic feet equivalent per day",
            "250 million cubic feet equivalent per day",
            0.25,
            "bcfd",
        ),
        ("nets 300 MMcfe/d", "300 MMcfe/d", 0.3, "bcfd"),
        ("年800万トン級のLNG基地", "年800万トン", 8, "mtpa"),
        ("18,000 GPUs on order", "18,000 GPUs", 18000, "GPUs"),
        ("100,000 Nvidia H100 GPUs", "100,000 Nvidia H100 GPUs", 100_000, "GPUs"),
        ("GPU1万基を並べる", "1万基", 10000, "GPUs"),
        ("a 500+ MW cluster", "500+ MW", 500, "MW"),
        ("a 300-plus-megawatt battery", "300-plus-megawatt", 300, "MW"),
        ("a ¾ GW plant", "¾ GW", 0.75, "GW"),
        ("1 1/2 GW of gas", "1 1/2 GW", 1.5, "GW"),
        ("a 1 1/2 GWh battery", "1 1/2 GWh", 1.5, "GWh"),
        ("1 ½ GW of gas", "1 ½ GW", 1.5, "GW"),
        ("units 3 4/2 GW", "2 GW", 2, "GW"),
        ("two gigawatts of solar", "two gigawatts", 2, "GW"),
        ("a gigawatt of computing", "a gigawatt", 1, "GW"),
        ("three quarters of a gigawatt", "three quarters of a gigawatt", 0.75, "GW"),
        ("two and a quarter gigawatts", "two and a quarter gigawatts", 2.25, "GW"),
    ],
)
def test_units(text: str, written: str, value: float, unit: str) -> None:
    assert capacities(text) == [(written, value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "2.3 million tons of CO2 a year",
        "1.4 million metric tons of ammonia a year",
        "年約230万トンの二酸化炭素を回収",
        "年間200万t-CO2を減らす",
        "10トントラック、3万トン級の船",
        "LNGは10万トン級のタンカーや5万トン級LNG船で運ぶ",
        "100,000 barrels in storage",
        "$5 GW",
        "by 2027 000 MW",
        "a third of a gigawatt",
        "115 acres and 71,000 square feet",
        "500 kilovolts, 60 hertz",
        "Mr Ha bought 5 Ha",
        "数万キロワット",
        "1kWあたり1500ドル",
        "1kWh当たり40円",
        "Nvidia's H200 GPUs and GB200 GPU racks",
        "合わせて93.2平方キロの鉱区",
    ],
)
def test_what_is_no_capacity(text: str) -> None:
    assert capacities(text) == []


def test_several_in_one_sentence() -> None:
    assert capacities("50 MW / 104 MWh, later 2x18MW, 計36MW") == [
        ("50 MW", 50, "MW"),
        ("104 MWh", 104, "MWh"),
        ("18MW", 18, "MW"),
        ("36MW", 36, "MW"),
    ]
