"""Who plays which role, as the words around the parties' names say it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sokuho.model import Relevance
from sokuho.reading.deal import casting
from sokuho.reading.deal.actors import actors
from sokuho.reading.deal.evidence import statements
from sokuho.reading.deal.thread import Thread
from sokuho.reading.layout import Layout
from sokuho.vocabulary import article_of
from tests.reading.given import reader

SAID = yaml.safe_load(Path(__file__).with_name("said_of_roles.yaml").read_text(encoding="utf-8"))


def roles(text: str, lang: str) -> dict[str, str]:
    article = article_of({"id": "a", "title": text, "text": "", "lang": lang})
    scan = reader().lexicon.scan(article.body)
    layout = Layout(article, [])
    thread = Thread(layout, statements(layout, scan, reader().topics[0]))
    known = actors(layout, scan, {})
    return casting.roles(layout, thread, scan, known, 2026)


ROWS = [(lang, *row) for lang, rows in SAID.items() for row in rows]


@pytest.mark.parametrize(("lang", "text", "told"), ROWS)
def test_each_party_has_the_role_that_its_sentence_gives_it(
    lang: str, text: str, told: dict[str, str]
) -> None:
    assert roles(text, lang) == told


def test_a_reading_tells_roles_and_none_where_nothing_tells_one() -> None:
    title = "JERA to buy Maryland gas plant from Exelon for $500 million"
    text = "TOKYO - JERA will buy a gas power plant in Maryland from Exelon. Kansai Electric is in it."
    read = reader().read(article_of({"id": "a", "lang": "en", "title": title, "text": text}))
    assert read.relevance is Relevance.CORE
    played = {p.name: p.role for p in read.companies}
    assert played == {"JERA": "buyer", "Exelon": "seller", "Kansai Electric Power": None}
