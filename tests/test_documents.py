"""Articles from files: what each kind of file gives, and what is said of one that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from sokuho.documents import read_articles
from sokuho.errors import ConfigError
from sokuho.evaluation.labelled import read_and_score


def _file(home: Path, name: str, text: str) -> str:
    (home / name).write_text(text, encoding="utf-8")
    return str(home / name)


def test_an_empty_stream_has_no_articles(tmp_path: Path) -> None:
    assert list(read_articles(_file(tmp_path, "none.jsonl", "\n"))) == []


def test_an_empty_text_is_no_article(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="needs a 'title' or a 'text'"):
        list(read_articles(_file(tmp_path, "none.txt", "")))


def test_json_lines_that_are_no_objects_are_not_taken_for_a_text(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"list.jsonl:1: not a JSON object"):
        list(read_articles(_file(tmp_path, "list.jsonl", "[1, 2]\n")))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no labelled documents"),
        ('{"title": "T"}\n', "document 1 has no 'id'"),
        ('{"id": "x", "title": "T", "text": "t"}\n', "has no label '"),
    ],
)
def test_what_has_no_labels_cannot_be_scored(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        read_and_score(tmp_path, Path(_file(tmp_path, "gold.jsonl", text)))
