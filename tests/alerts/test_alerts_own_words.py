"""Templates and words of one's own: they stand before the shipped ones, and their mistakes are named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import handmade as made
import pytest
from rendered import FROM, LINKS, RENDERER, TEMPLATES, WORDS, reader

from sokuho import wording
from sokuho.alerts.render import Renderer
from sokuho.errors import ConfigError, Reject


def test_own_template_stands_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "email").mkdir()
    (tmp_path / "email/alert.txt").write_text("Mine: {{ s.figure }}")
    renderer = Renderer([tmp_path, TEMPLATES], WORDS, LINKS, FROM)
    revision, sub = made.revision(), reader()
    message = renderer.alert(revision, sub, made.delivery(revision, sub))
    assert message.text == "Mine: $33.3bn\n"
    assert "Sokuho" in (message.html or "")


@pytest.mark.parametrize("template", ["{{ s.nothing }}", "{{ missing }}", "{% if %}", "{{ s.title"])
def test_broken_template_is_named(tmp_path: Path, template: str) -> None:
    (tmp_path / "email").mkdir()
    (tmp_path / "email/alert.txt").write_text(f"first\n{template}")
    renderer = Renderer([tmp_path, TEMPLATES], WORDS, LINKS, FROM)
    revision, sub = made.revision(), reader()
    with pytest.raises(ConfigError, match=r"templates/email/alert\.txt"):
        renderer.alert(revision, sub, made.delivery(revision, sub))


def test_own_words_stand_before_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "templates/words").mkdir(parents=True)
    (tmp_path / "templates/words/en.yaml").write_text("sectors: {oil: Crude}\n")
    words = wording.load_words(tmp_path)
    assert words["en"]["sectors"]["oil"] == "Crude"
    assert words["en"]["sectors"]["lng"] == WORDS["en"]["sectors"]["lng"]


def test_what_is_edited_holds_for_the_next_that_asks(tmp_path: Path) -> None:
    """Words and templates are kept in a process; an edit, also one of the same length, is seen."""
    (tmp_path / "templates/words").mkdir(parents=True)
    (tmp_path / "email").mkdir()
    revision, sub = made.revision(), reader()
    for text in ("Crude", "Black"):
        (tmp_path / "templates/words/en.yaml").write_text(f"sectors: {{oil: {text}}}\n")
        (tmp_path / "email/alert.txt").write_text(f"{text}: {{{{ s.figure }}}}")
        words = wording.load_words(tmp_path)
        assert words["en"]["sectors"]["oil"] == text
        assert words["ja"]["sector_of"][text.casefold()] == "oil"
        message = Renderer([tmp_path, TEMPLATES], words, LINKS, FROM).alert(
            revision, sub, made.delivery(revision, sub)
        )
        assert message.text == f"{text}: $33.3bn\n"


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("language: en\nsectors: none\n", r"en\.yaml:2: sectors must hold named entries"),
        ("alert:\n  what: 1\n", r"en\.yaml:2: alert\.what must be a text"),
        (
            "alert:\n  read_at: at {place}\n",
            r"\{place\} is not filled in here; there is \{outlet\}",
        ),
        ("alert:\n  read_at: at {outlet\n", r"a brace too many or too few"),
        ("capacity: {units: {mtpa: [100]}}\n", r"capacity\.units\.mtpa must be a unit or \[times, unit\]"),
        ("web:\n  form:\n    weekdays: [Mo]\n", r"weekdays must be a list of 7"),
        ("- a\n", r"the file must hold named entries"),
        ("alert: {\n", r"not valid YAML"),
    ],
)
def test_mistakes_in_own_words_are_named(tmp_path: Path, own: str, said: str) -> None:
    (tmp_path / "templates/words").mkdir(parents=True)
    (tmp_path / "templates/words/en.yaml").write_text(own)
    with pytest.raises(ConfigError, match=said):
        wording.load_words(tmp_path)


def test_language_without_words_is_rejected() -> None:
    revision = made.revision()
    sub = replace(reader(), language="fr")
    with pytest.raises(Reject, match="use en, ja"):
        RENDERER.alert(revision, sub, made.delivery(revision, sub))
