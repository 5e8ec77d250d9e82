"""The names that people see projects by: whole noun phrases, and nothing of the sentence around."""

from __future__ import annotations

import pytest

from sokuho.reading.figures.phrases import phrase
from sokuho.reading.lexicon import Mention


@pytest.mark.parametrize(
    ("text", "thing", "name"),
    [
        ("Nvidia promises Japan AI lab", "AI", "Japan AI lab"),
        ("Harris courts Japanese chip makers", "chip makers", "Japanese chip makers"),
        ("Transformer wait hits four years", "Transformer", "Transformer"),
        ("tech majors plan $3 bln gas-fired plant for", "gas-fired plant", "gas-fired plant"),
        ("OpenAI's round ends", "OpenAI", "OpenAI"),
        ("SMRs such as the BWRX-300", "SMRs", "SMRs"),
        ("a $33 billion 'Trump deal' power plant", "power plant", "power plant"),
        ("of Mori Partners' power plant in Ohio", "power plant", "Mori Partners' power plant"),
        ("it means a $33.3 billion natural gas plant, about as", "natural gas plant", "natural gas plant"),
        (
            "a 1,100-MW combined-cycle plant outside Tampa",
            "combined-cycle plant",
            "1,100-MW combined-cycle plant",
        ),
        ("9.2-gigawatt gas plant? Five questions", "gas plant", "9.2-gigawatt gas plant"),
        ("to put up hydrogen filling stations here", "hydrogen", "hydrogen filling stations"),
        ("the unfinished V.C. Summer reactors in", "reactors", "V.C. Summer reactors"),
        ("bought the memory chip maker KIOXIA last", "memory chip", "memory chip maker"),
        ("TOKYO -- Fourteen data centers will", "data centers", "Fourteen data centers"),
        (
            "it is to store power at the San Onofre Nuclear Generating Station from May",
            "Nuclear",
            "San Onofre Nuclear Generating Station",
        ),
        ("an AI-enabled way of", "AI", "AI"),
        ("Gas turbines with a combined output", "Gas turbines with", "Gas turbines"),
        ("the advanced reactors are", "reactors", "advanced reactors"),
        ("to build integrated gas plants", "gas plants", "integrated gas plants"),
        ("Toyota advanced reactors in", "reactors", "reactors"),
        ("it has enriched uranium", "uranium", "uranium"),
        ("JERA to rescue gas plant", "gas plant", "gas plant"),
        ("Mitsui to purchase gas plant", "gas plant", "gas plant"),
        ("an LNG purchase deal is", "LNG", "LNG purchase deal"),
        ("JERA will sell upstream gas assets in Texas", "upstream gas", "upstream gas assets"),
        ("data centers and other digital infrastructure", "digital infrastructure", "digital infrastructure"),
        ("5.5 million tonnes of US LNG a year", "LNG", "US LNG"),
        ("Orix picks Tesla Megapacks in Shiga", "Megapacks", "Tesla Megapacks"),
        ("a crude terminal managed by Sentinel", "crude terminal", "crude terminal"),
        ("its 293 megawatts (MW)DC solar farm", "solar farm", "solar farm"),
        ("for energy. It covers AP1000 reactors", "AP1000", "AP1000 reactors"),
        ("半導体設計アンペアの買収を終えた", "半導体", "半導体設計アンペアの買収"),
        ("米国産LNGを買う", "LNG", "米国産LNG"),
        ("米シェールガスのエーソンを75億ドルで買収", "シェールガス", "シェールガス"),
        ("原油の積み出し港", "原油", "原油"),
        ("米国で新型原子炉を建てる", "原子炉", "新型原子炉"),
        ("米でガス火力30億ドル", "ガス火力", "ガス火力"),
        ("データセンターに約１兆２０００億円", "データセンター", "データセンター"),
        ("丸紅、米国の大型風力発電所を売却", "風力発電所", "大型風力発電所"),
        ("日本企業連合データセンター", "データセンター", "日本企業連合データセンター"),
        ("Mitsui opens US$3bn gas plant", "gas plant", "gas plant"),
    ],
)
def test_a_name_is_a_noun_phrase(text: str, thing: str, name: str) -> None:
    at = text.index(thing)
    assert phrase(text, at, at + len(thing)) == name


def test_a_known_name_is_no_verb() -> None:
    text = "New Lake Charles LNG terminal wins backers"
    at = text.index("LNG")
    place = Mention(4, 16, "Lake Charles", "place", "Lake Charles", "US", "city", False)
    assert phrase(text, at, at + 3, [place]) == "Lake Charles LNG terminal"
