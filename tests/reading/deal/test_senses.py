"""Words of acts that do something else in their clause."""

from __future__ import annotations

import pytest

from sokuho.reading.deal import senses
from tests.reading.given import reader


def kept(text: str) -> set[str | None]:
    return {m.value for m in reader().lexicon.scan(text).of("act") if not senses.another(text, m)}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Tokyo Electron raises its annual profit forecast", "raise"),
        ("Kioxia raised wages", "raise"),
        ("The plan raises new questions", "raise"),
        ("Hitachi will pay a higher dividend", "acquire"),
        ("Importers pay a duty of 15%", "acquire"),
        ("AI chips in one direction", "finance"),
        ("A SoftBank-backed developer wins a prize", "finance"),
        ("Jury orders Hitachi unit to pay $18 million", "acquire"),
        ("伊藤忠が出資する米ガス火力で火災", "stake"),
        ("丸紅が出資している米風力発電所が被災", "stake"),
    ],
)
def test_other_senses(text: str, act: str) -> None:
    assert act not in kept(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Tokyo Electron raises $500 million", "raise"),
        ("It raised funds for a price cut", "raise"),
        ("JERA will pay $1.7 billion for the fields", "acquire"),
        ("The plant is for sale", "sell"),
        ("日立金属が株式を買い戻す", "acquire"),
        ("東京電力が持ち分を買い戻した", "acquire"),
        ("JERA puts its plant on sale", "sell"),
        ("SoftBank raised debt at low rates", "raise"),
        ("JBIC will pay half the bill", "acquire"),
        ("JBIC chips in $1.3 billion", "finance"),
        ("JBIC backed the loan", "finance"),
        ("JERA will have to decide whether to pay $1.7 billion", "acquire"),
        ("伊藤忠が出資する方針だ", "stake"),
        ("丸紅が出資すると発表した", "stake"),
        ("MUFG will chip in with a loan", "finance"),
    ],
)
def test_the_act_itself(text: str, act: str) -> None:
    assert act in kept(text)


def test_who_chips_in_makes_no_chips() -> None:
    text = "Infrastructure Partners chips in $1.3 billion for the solar farm."
    assert [m.text for m in reader().lexicon.scan(text).of("sector")] == ["solar farm"]
