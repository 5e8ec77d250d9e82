"""A period's stories in one message."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import replace
from datetime import timedelta

import handmade as made
import pytest
from page import Page
from rendered import RENDERER, fitted, reader, slack_text

from sokuho.alerts import chart
from sokuho.alerts.digest import choose, story_amount, total
from sokuho.alerts.digest_view import SHOWN_STORIES
from sokuho.alerts.render import LENGTH
from sokuho.model import Change, Message, Novelty, Qualifier, Revision

RATES = {"JPY": 150}


def digest(
    revisions: list[Revision], language: str = "en", told: frozenset[str] = frozenset(), **more: object
) -> Message:
    sub = reader(language, cadence="daily", **more)  # type: ignore[arg-type]
    return fitted(RENDERER.digest(revisions, sub, made.digest_delivery(sub), told))


def test_each_story_once_with_all_that_changed() -> None:
    second = made.updated()
    third = replace(
        second,
        story=replace(second.story, number=3, stage="approved"),
        changes=(Change("stage", "agreed", "approved"),),
    )
    [chosen] = choose([second, third])
    assert chosen.story.number == 3
    assert chosen.novelty is Novelty.UPDATE
    assert [c.new for c in chosen.changes] == ["400億ドル", "approved", "GE Vernova"]
    assert chosen.changes[1].old == "proposed"
    [chosen] = choose([third, made.revision(), second])
    assert (chosen.novelty, chosen.changes) == (Novelty.NEW, ())


def test_what_came_back_to_where_it_was_is_no_change() -> None:
    second = made.updated()
    halted, revived = Change("stage", "agreed", "cancelled"), Change("stage", "cancelled", "agreed")

    def follows(number: int, *changes: Change) -> Revision:
        return replace(second, story=replace(second.story, number=number), changes=changes)

    [chosen] = choose([follows(3, halted), follows(4, revived, Change("party", None, "GE Vernova"))])
    assert [(c.old, c.new) for c in chosen.changes] == [(None, "GE Vernova")]
    [chosen] = choose([follows(3, halted), follows(4, revived)])
    assert [(c.old, c.new) for c in chosen.changes] == [("cancelled", "agreed")]


def test_nothing_twice_that_an_alert_told() -> None:
    first, second = made.revision(), made.updated()
    assert choose([first, second], frozenset({second.id})) == []
    assert choose([first], frozenset({first.id})) == []
    [chosen] = choose([first, second], frozenset({first.id}))
    assert (chosen.id, chosen.novelty) == (second.id, Novelty.UPDATE)


def test_weightiest_first() -> None:
    small, large, none = made.jera(), made.revision(), made.without_figure()
    assert [r.story.id for r in choose([none, small, large])] == ["s-akazawa", "s-jera", "s-grid"]


def test_yen_weigh_by_their_rate() -> None:
    yen = made.figure("5000億円", 500_000_000_000, "…", currency="JPY")
    plant = replace(made.jera().story.projects[0], amounts=(yen,))
    story = replace(made.jera().story, id="s-yen", projects=(plant,), headline=yen)
    order = [r.story.id for r in choose([made.jera(), made.revision(story)], rates=RATES)]
    assert order == ["s-yen", "s-jera"]


def test_framework_totals_are_not_news_money() -> None:
    programme = made.AKAZAWA.programme_total
    assert story_amount(replace(made.AKAZAWA, projects=(), headline=programme)) is None
    assert story_amount(made.without_figure().story) is None
    amount = story_amount(made.AKAZAWA)
    assert amount is not None
    assert amount.value == 36_000_000_000


def test_sum_of_vague_figures_is_vague() -> None:
    exact, vague = made.money("", 1e9), made.money("", 2e9, qualifier=Qualifier.APPROX)
    assert total([exact, exact]).qualifier is Qualifier.EXACT
    assert total([exact, vague]).qualifier is Qualifier.APPROX
    wide = total([exact, made.money("", 2e9, high=4e9)])
    assert (wide.value, wide.value_max, wide.qualifier) == (3e9, 5e9, Qualifier.RANGE)


def test_totals_are_marked_as_computed() -> None:
    text = digest([made.revision(), made.jera()]).text
    assert "Announced in all: $39.0bn (computed from the stated figures of 2 new stories" in text
    japanese = digest([made.revision(), made.jera()], "ja").text
    assert "発表された金額の合計：390億ドル（新しい2件の記載金額から計算した値" in japanese


def test_large_sums_are_told_in_four_digits() -> None:
    plant = made.jera().story.projects[0]
    odd = replace(plant, amounts=(made.figure("$537 million", 537_000_000, "…"),))
    story = replace(made.jera().story, id="s-odd", projects=(odd,), headline=odd.amounts[0])
    text = digest([made.twelve_projects(), made.revision(story)]).text
    assert "Announced in all: about $78.54bn (computed" in text


def test_what_was_announced_before_is_not_counted_again_with_an_update() -> None:
    message = digest([made.updated(), made.jera()])
    assert "Announced" not in message.text
    assert "cid:chart" not in (message.html or "")
    other = made.revision(replace(made.jera().story, id="s-other"))
    text = digest([made.updated(), made.jera(), other]).text
    assert "Announced in all: $6.0bn (computed from the stated figures of 2 new stories" in text


def test_one_story_has_no_total() -> None:
    assert "Announced in all" not in digest([made.jera()]).text


def test_grouped_by_sector_with_a_chart_that_reads() -> None:
    message = digest([made.revision(), made.jera(), made.without_figure()])
    text = message.text
    assert text.index("== Gas-fired power") < text.index("== Grid")
    assert "by sector (computed sums): Gas-fired power $36.3bn, Oil $2.1bn, Advanced materials $600m" in text
    page = Page(message.html or "")
    [alt] = [attributes["alt"] for tag, attributes in page.elements if tag == "img"]
    assert alt in text
    assert {"Gas-fired power", "$36.3bn", "Oil", "$2.1bn", "Advanced materials", "$600m"} <= {
        line.strip() for line in page.text.splitlines()
    }


def test_the_chart_is_a_picture_of_the_figures() -> None:
    [image] = digest([made.revision(), made.jera()]).images
    assert (image.cid, image.kind) == ("chart", "image/png")
    assert digest([made.jera()]).images == ()  # one sector needs no chart
    pixels = _pixels(image.data)
    assert len(pixels) == chart.WIDTH
    gas, oil, diamonds = (pixels.count(n) for n in (1, 2, 3))
    assert gas / (gas + oil + diamonds) == pytest.approx(36.3 / 39, abs=0.005)
    assert diamonds > 3


@pytest.mark.parametrize("values", [[1], [1, 0], [1e12, 1], [1] * 8, [5, 4, 3, 2, 1, 1e-9, 0, 7]])
def test_the_bar_is_always_full(values: list[float]) -> None:
    pixels = _pixels(chart.bar(values))
    assert len(pixels) == chart.WIDTH
    assert set(pixels) - {0} == set(range(1, len(values) + 1))


@pytest.mark.parametrize("values", [[], [0, 0], [-1, 2], [1] * 9])
def test_no_bar_of_nothing(values: list[float]) -> None:
    with pytest.raises(ValueError, match="1 to 8 values"):
        chart.bar(values)


def _pixels(png: bytes) -> bytes:
    """The first row, each pixel a number of the palette. Checks what a reader of PNGs checks."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, chunks = 8, {}
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length]) == (zlib.crc32(kind + data),)
        chunks[kind], at = data, at + 12 + length
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    rows = zlib.decompress(chunks[b"IDAT"])
    assert len(rows) == (width + 1) * height
    return rows[1 : width + 1]


def test_updates_are_marked() -> None:
    text = digest([made.updated()]).text
    assert "* [Update] about $40bn" in text
    assert "Stage: Proposed → Agreed" in text


@pytest.mark.parametrize("language", ["en", "ja"])
def test_subject_is_short_and_plain(language: str) -> None:
    for revisions in ([], [made.jera()], [f() for f in made.ALL.values()]):
        subject = digest(revisions, language).subject
        assert 0 < len(subject) < 78
        assert subject.isprintable()
    assert digest([made.jera(), made.revision()]).subject.endswith("and 1 more")


def test_empty_period_says_so() -> None:
    assert "Nothing new in this period." in digest([]).text
    assert "この期間に新しい話題はありません。" in digest([], "ja").text


@pytest.mark.parametrize("language", ["en", "ja"])
def test_everything_at_once_is_whole(language: str) -> None:
    revisions = [f() for f in made.ALL.values()]
    message = digest(revisions, language)
    page = Page(message.html or "")
    assert not page.open
    assert not page.wrong
    assert len((message.html or "").encode()) <= LENGTH
    slack = digest(revisions, language, channel="slack")
    assert len(slack_text(slack)) + len(slack.text) < 13_200
    assert "<!" not in slack_text(slack)


def test_a_thousand_stories_fit() -> None:
    story = made.jera().story
    revisions = [
        made.revision(replace(story, id=f"s{i}", opened=story.opened + timedelta(minutes=i)))
        for i in range(1000)
    ]
    message = digest(revisions)
    assert f"and {1000 - SHOWN_STORIES} more stories" in message.text
    assert "$3,000" not in message.text
    assert "Announced in all: $3.0tn" in message.text
    assert len((message.html or "").encode()) <= LENGTH


@pytest.mark.parametrize("language", ["en", "ja"])
def test_long_stories_show_fewer_of_them(language: str) -> None:
    """Whatever the stories hold, the digest is not cut off by mail programs, and says how many are left."""
    long = made.long_content()
    revisions = [made.revision(replace(long.story, id=f"s{i}")) for i in range(35)]
    message = digest(revisions, language)
    assert LENGTH * 0.7 < len((message.html or "").encode()) <= LENGTH
    shown = len(re.findall(r"^\* ", message.text, re.MULTILINE))
    rest = re.findall(r"^(?:and |ほか)(\d+) ?(?:more stories|件)$", message.text, re.MULTILINE)[-1]
    assert shown + int(rest) == 35
