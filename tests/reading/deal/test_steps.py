"""A stage told by a step and its matter, whatever stands between them."""

from __future__ import annotations

import pytest

from sokuho.reading.deal import steps
from sokuho.reading.lexicon import Mention, Scan
from tests.reading.given import reader


def told(text: str) -> list[tuple[str, str | None]]:
    return [(said.text, said.value) for said, _ in steps.told(text, reader().lexicon.scan(text))]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Kioxia kicks off full-scale commercial production at Kitakami.", "operating"),
        ("Construction of the 9.2-gigawatt plant in Ohio has begun.", "under_construction"),
        ("Tenaska has wrapped up the purchase.", "completed"),
        ("Inpex and Cheniere hammered out a 20-year supply pact.", "agreed"),
        ("Inpex penned a letter of intent.", "proposed"),
        ("Plus Power pulled in $215 million of tax-equity financing.", "financed"),
        ("The developer was handed its last federal permit.", "approved"),
        ("The company secured $2 billion in construction loans.", "financed"),
        ("Micron receives $6.1 billion in government subsidies.", "approved"),
        ("ENEOS pulled the plug on the Louisiana carbon capture scheme.", "cancelled"),
        ("Marubeni finalized the disposal.", "sold"),
        ("Digital Realty opens fourth building in Osaka.", "operating"),
        ("Osaka Gas has become a 50% owner of the park.", "completed"),
        ("JERAは本体工事に5月から着手した。", "under_construction"),
        ("米当局が輸出許可を先月出した。", "approved"),
        ("三井物産は持分譲渡契約を締結した。", "sold"),
        ("ENEOSは計画を全て白紙にした。", "cancelled"),
    ],
)
def test_a_step_and_its_matter_tell_the_stage(text: str, stage: str) -> None:
    assert stage in [value for _, value in told(text)]


@pytest.mark.parametrize(
    "text",
    [
        "JERA starts with a plan, and commercial operation is years away.",  # another clause
        "Construction will probably have begun by then.",  # still to come
        "Completed 40 percent of construction.",
        "Venture Global begins.",  # the matter is part of a name
    ],
)
def test_words_that_are_not_said_of_each_other_tell_nothing(text: str) -> None:
    assert told(text) == []


def test_of_a_compound_the_last_word_counts() -> None:
    assert told("Grid United won a construction permit.") == [("won a construction permit", "approved")]


def test_an_authority_allows_before_its_verb() -> None:
    assert ("antitrust watchdog waved", "approved") in told(
        "The antitrust watchdog waved SoftBank's deal through."
    )
    assert told("SoftBank waved at reporters.") == []


def test_a_pair_stands_for_the_words_within_it() -> None:
    text = "NTT has completed the takeover of RagingWire."
    scan = reader().lexicon.scan(text)
    words = steps.merged(scan.of("stage"), steps.told(text, scan))
    assert [m.value for m in words] == ["completed"]


def test_a_step_of_a_list_that_no_pair_names_tells_nothing() -> None:
    step = Mention(0, 8, "Rethinks", "step", "rethink", None, None)
    matter = Mention(13, 17, "plan", "matter", "project", None, None)
    assert steps.told("Rethinks the plan", Scan([], {"step": [step], "matter": [matter]})) == []


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("JERA signs sale of Ohio plant.", ["sold"]),  # not an agreement and a sale
        ("JERA has closed financing for the plant.", ["financed"]),
        ("JERA made the decision to build it.", ["approved"]),  # nothing begins
        ("JERA ends talks on the plant.", ["cancelled", "proposed"]),
    ],
)
def test_a_phrase_beats_a_pair_only_where_it_joins_both_words(text: str, stages: list[str]) -> None:
    scan = reader().lexicon.scan(text)
    words = steps.merged(scan.of("stage"), steps.told(text, scan))
    assert [m.value for m in words if not m.weak] == stages
