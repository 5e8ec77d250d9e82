"""`sokuho read` and `sokuho evaluate` as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from sokuho.cli import reading
from sokuho.errors import ConfigError
from sokuho.evaluation import readings, stories
from sokuho.evaluation.labelled import read_and_score

app = typer.Typer()
reading.register(app)
runner = CliRunner()

ARTICLE = {
    "id": "one",
    "title": "JERA to build $3 billion gas-fired power plant in Ohio",
    "text": "JERA of Japan said it would invest $3 billion in a 1 GW gas-fired power plant in Ohio, "
    "running from 2028.",
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    lines = [ARTICLE, {"id": "two", "title": "大谷が本塁打", "text": "大谷選手が2本塁打。"}]
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


def test_read_prints_a_reading_a_line_in_the_same_order(articles: Path) -> None:
    result = runner.invoke(app, ["read", str(articles)])
    assert result.exit_code == 0
    one, two = (json.loads(line) for line in result.stdout.splitlines())
    assert (one["id"], one["relevance"], one["headline_amount"]["value"]) == ("one", "core", 3_000_000_000)
    assert (two["id"], two["relevance"], two["projects"]) == ("two", "none", [])


def test_read_takes_standard_input(articles: Path) -> None:
    result = runner.invoke(app, ["read", "-"], input=articles.read_bytes())
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["one", "two"]


def test_read_takes_a_text_whose_first_line_is_the_title(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(f"{ARTICLE['title']}\n\n{ARTICLE['text']}\n", encoding="utf-8")
    result = runner.invoke(app, ["read", str(path)])
    reading = json.loads(result.stdout)
    assert (reading["id"], reading["relevance"]) == ("story", "core")


def test_explain_shows_text_figures_and_why(articles: Path) -> None:
    result = runner.invoke(app, ["read", "--explain", str(articles)], env={"COLUMNS": "160"})
    assert result.exit_code == 0
    for shown in (
        ARTICLE["title"],
        "USD 3,000,000,000 (exact)",
        "gas_power",
        "relevance",
        "headline figure",
        "2028",
    ):
        assert shown in result.stdout


def test_marks_are_brackets_where_there_are_no_colours(articles: Path) -> None:
    shown = runner.invoke(app, ["read", "--explain", str(articles)], env={"COLUMNS": "160"}).stdout
    assert "[$3 billion]p" in shown
    assert "[JERA]who" in shown
    assert "[p] project" in shown


def test_explain_lets_no_text_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "hostile.jsonl"
    path.write_text(
        json.dumps(ARTICLE | {"text": "\x1b[2J[red]JERA[/] invests $3bn in Ohio \x07"}), encoding="utf-8"
    )
    result = runner.invoke(app, ["read", "--explain", str(path)])
    assert result.exit_code == 0
    assert "\x1b[2J" not in result.stdout
    assert "[red]JERA[/]" in result.stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"id": "a", "title": "x"}\n{broken', ":2: not JSON"),
        ('{"id": "a"}', "needs a 'title' or a 'text'"),
        ('{"title": 5}', "'title' is not a string"),
        ('{"title": "x", "published": "yesterday"}', "published"),
        ('{"title": "x"}\n[1]', "not a JSON object"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(content, encoding="utf-8")
    result = runner.invoke(app, ["read", str(path)])
    assert isinstance(result.exception, ConfigError)
    assert message in str(result.exception)
    assert "bad.jsonl" in str(result.exception)


def test_a_missing_file_is_named() -> None:
    result = runner.invoke(app, ["read", "nowhere.jsonl"])
    assert isinstance(result.exception, ConfigError)
    assert "nowhere.jsonl" in str(result.exception)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    label = ARTICLE | {
        "lang": "en",
        "relevance": "core",
        "direction": "japan_to_us",
        "stage": "cancelled",
        "event": "e",
    }
    amount = {
        "text": "$3 billion",
        "currency": "USD",
        "value": 3_000_000_000,
        "value_max": None,
        "qualifier": "exact",
    }
    label |= {
        "sectors": ["gas_power"],
        "companies": ["JERA"],
        "programme_total": None,
        "headline_amount": amount,
    }
    label |= {"projects": [{"sector": "gas_power", "amounts": [amount], "capacity": []}], "other_amounts": []}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(label) + "\n", encoding="utf-8")
    (tmp_path / "gold.check").write_text("e\n", encoding="utf-8")
    return path


def test_evaluate_prints_a_table_for_each_language(gold: Path) -> None:
    result = runner.invoke(app, ["evaluate", str(gold)])
    assert result.exit_code == 0
    for shown in ("all: 1 documents", "en: 1 documents", "headline", "stage", ">= 0.85"):
        assert shown in result.stdout


def test_evaluate_lists_what_a_field_got_wrong(gold: Path) -> None:
    result = runner.invoke(app, ["evaluate", str(gold), "--misses", "stage"])
    assert "one missed cancelled | wrong" in result.stdout


def test_evaluate_one_part(gold: Path) -> None:
    assert "all: 1 documents" in runner.invoke(app, ["evaluate", str(gold), "--part", "check"]).stdout
    assert "all: 0 documents" in runner.invoke(app, ["evaluate", str(gold), "--part", "tune"]).stdout


@pytest.mark.parametrize("options", [["--part", "train"], ["--misses", "colour"]])
def test_evaluate_refuses_what_it_does_not_know(gold: Path, options: list[str]) -> None:
    result = runner.invoke(app, ["evaluate", str(gold), *options])
    assert result.exit_code != 0
    assert "documents" not in result.stdout, "refused before anything is scored"


def test_every_field_of_the_tables_is_explained(gold: Path) -> None:
    scored = read_and_score(gold.parent, gold)["all"].rows
    assert set(scored) <= set(readings.MEANINGS)
    assert {*stories.TARGETS, *stories.CEILINGS} == set(stories.MEANINGS)


@pytest.mark.parametrize("width", ["80", "160"])
def test_explain_shows_every_project_on_any_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    path = tmp_path / "a.txt"
    path.write_text(
        "JERA to build $3 billion gas plant in Ohio\nJapan's JERA will build a 900 MW gas-fired plant.\n"
    )
    result = runner.invoke(app, ["read", "--explain", str(path)])
    assert "$3 billion = USD 3,000,000,000 (exact)" in result.stdout
    assert "Ohio" in result.stdout


def test_a_file_without_articles_is_said(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("\n")
    assert "no articles in" in runner.invoke(app, ["read", str(tmp_path / "none.jsonl")]).stderr


def test_evaluate_following(tmp_path: Path) -> None:
    reports = [
        ARTICLE
        | {
            "id": str(i),
            "published": f"2026-01-0{i}T00:00:00Z",
            "lang": "en",
            "story": "s",
            "novelty": novelty,
        }
        for i, novelty in ((1, "new"), (2, "repeat"))
    ]
    path = tmp_path / "stream.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in reports), encoding="utf-8")
    result = runner.invoke(app, ["evaluate", str(path), "--stories"])
    assert result.exit_code == 0
    assert "pairs" in result.stdout
