"""The shipped vocabulary loads, and a home changes it without Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from sokuho.errors import ConfigError
from sokuho.reading.lexicon import Lexicon
from sokuho.vocabulary import article_of, load_forms, load_lexicon, load_reader, load_topics


def test_the_shipped_vocabulary_is_as_broad_as_the_field(tmp_path: Path) -> None:
    lexicon = load_lexicon(tmp_path)
    assert lexicon.size > 10_000
    for text, country in (
        ("Kyushu Electric Power", "JP"),
        ("丸紅", "JP"),
        ("国際協力銀行", "JP"),
        ("Vistra", "US"),
        ("連邦エネルギー規制委員会", "US"),
        ("Samsung", "KR"),
        ("TSMC", "TW"),
        ("Brookfield", "CA"),
        ("チュニジア", "TN"),
        ("Monterrey", "MX"),
    ):
        assert [m.country for m in lexicon.scan(text).names] == [country], text


def test_a_home_adds_a_list(tmp_path: Path) -> None:
    folder = tmp_path / "config/lexicon"
    folder.mkdir(parents=True)
    (folder / "ours.txt").write_text("@company JP lng\nMinato Gas Works; 湊ガス工業\n", encoding="utf-8")
    found = load_lexicon(tmp_path).scan("湊ガス工業とJERA").names
    assert [m.name for m in found] == ["Minato Gas Works", "JERA"]


def test_a_home_replaces_a_list_of_the_same_name(tmp_path: Path) -> None:
    folder = tmp_path / "config/lexicon"
    folder.mkdir(parents=True)
    (folder / "companies-jp.txt").write_text("@company JP lng\nMinato Gas Works\n", encoding="utf-8")
    found = load_lexicon(tmp_path).scan("Minato Gas Works and JERA and Vistra").names
    assert [m.name for m in found] == ["Minato Gas Works", "Vistra"]


def test_a_bad_line_is_named_with_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "config/lexicon"
    folder.mkdir(parents=True)
    (folder / "ours.txt").write_text("# ours\nMinato Gas Works\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"ours\.txt:2: "):
        load_lexicon(tmp_path)


def test_a_section_that_nobody_reads_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "config/lexicon"
    folder.mkdir(parents=True)
    (folder / "ours.txt").write_text(
        "@company JP lng\nMinato Gas\n@compny US\nFalls Power\n", encoding="utf-8"
    )
    with pytest.raises(ConfigError, match=r"ours\.txt:3: no section is called '@compny'; use one of @act, "):
        load_lexicon(tmp_path)


def test_the_reader_of_an_empty_home_reads(tmp_path: Path) -> None:
    reader = load_reader(tmp_path)
    assert [topic.name for topic in reader.topics] == [topic.name for topic in load_topics(tmp_path)]
    text = "Tokyo Gas will buy a Texas gas field for $300 million."
    assert reader.read(article_of({"title": text, "text": text})).relevance == "core"


def test_an_article_needs_little() -> None:
    article = article_of({"title": "x", "text": "日本", "published": "soon"})
    assert (article.lang, article.summary, article.published.year) == ("ja", None, 1970)


def test_every_other_sense_hides_a_word_of_the_trade(tmp_path: Path) -> None:
    forms = list(load_forms(tmp_path))
    hidden = [form.text for form in forms if form.entry.kind == "block" and form.entry.value == "sector"]
    plain = Lexicon(form for form in forms if form.entry.kind != "block")
    assert hidden
    assert not set(hidden) & {form.text for form in forms if form.entry.kind == "sector"}
    assert not [text for text in hidden if not plain.scan(f"{text} ").of("sector")]


@pytest.mark.parametrize(
    "text",
    ["a second wind farm", "a 5-megawatt solar system", "a nuclear test reactor", "make chips in $5bn plant"],
)
def test_other_senses_hide_no_more(tmp_path: Path, text: str) -> None:
    assert load_lexicon(tmp_path).scan(text).of("sector")
