"""Figures that were raised or lowered tell which deal it is, and are told as one change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tellings import RULES, Stream, money, report

from sokuho.model import Novelty
from sokuho.stories.revised import is_superseded, settle

PLANT = {"parties": ("JERA",), "start": "2028"}


@pytest.mark.parametrize(
    "text",
    [
        "The plant will cost $3.4bn, up from {}.",
        "The plant will cost $3.4bn, raised from an earlier {}.",
        "It costs $3.4bn instead of {}.",
        "It had put the cost at {} it named earlier.",
        "投資額は{}から増額し34億ドルとする。",
        "当初の{}を上回る。",
    ],
)
def test_the_text_says_so(text: str) -> None:
    body = text.format("$3bn")
    at = body.index("$3bn")
    assert is_superseded(replace(money("$3bn"), start=at, end=at + 4), body, RULES)


@pytest.mark.parametrize(
    "text", ["It costs {}.", "Profit was up. It buys {} of gas from Texas.", "{}を投じる。"]
)
def test_a_plain_figure_is_not(text: str) -> None:
    body = text.format("$3bn")
    at = body.index("$3bn")
    assert not is_superseded(replace(money("$3bn"), start=at, end=at + 4), body, RULES)


def test_one_update_says_what_it_was_and_is() -> None:
    stream = Stream()
    first = stream.follow(report("a", "JERA plans gas plant", amounts=(money("$3bn"),), **PLANT))
    told = report(
        "b",
        "JERA raises cost of gas plant",
        days=20,
        amounts=(money("$3.4bn"),),
        others=(money("$3bn", about="earlier figure"),),
        **PLANT,
    )
    later = stream.follow(told)
    assert later.state.story.id == first.state.story.id
    assert later.novelty is Novelty.UPDATE
    assert [(c.field, c.old, c.new) for c in later.changes] == [("amount", "$3bn", "$3.4bn")]
    again = report("c", "JERA gas plant", days=21, amounts=(money("$3.4bn"),), **PLANT)
    assert stream.follow(again).novelty is Novelty.REPEAT


def test_the_figure_of_the_title_is_the_new_one_where_none_was_read() -> None:
    title = "JERA raises cost of gas plant to $3.4bn"
    new = replace(money("$3.4bn"), start=title.index("$"), end=len(title), about="earlier deal")
    old = replace(money("$3bn", about="earlier figure"), start=len(title) + 10, end=len(title) + 14)
    article, reading = report("a", title, others=(new, old), **PLANT)
    settled = settle(article, reading, RULES)
    assert settled.headline_amount is not None
    assert settled.headline_amount.text == "$3.4bn"
    assert settled.other_amounts == (old,)
    assert settled.projects[0].amounts == (settled.headline_amount,)


def test_figures_far_apart_are_two_deals() -> None:
    title = "JERA looks at gas plant of $34bn"
    new = replace(money("$34bn"), start=title.index("$"), end=len(title))
    old = replace(money("$3bn", about="earlier figure"), start=len(title) + 10, end=len(title) + 14)
    article, reading = report("a", title, others=(new, old), **PLANT)
    assert settle(article, reading, RULES) is reading
