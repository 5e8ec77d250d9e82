"""How characters and lines are set changes nothing of what is read; it is told as it was set."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokuho.documents import article_of
from sokuho.model import Article, Money, Reading
from sokuho.reading.plain import plain
from tests.reading.given import read, reader
from tests.reading.test_reading_properties import calls

EN = article_of(
    {
        "title": "Tohoku Electric, Lowe's to put $610 million into Wyoming wind farm",
        "text": "DENVER, Nov 24 - Japan's Tohoku Electric Power will build a 340 MW wind farm in Wyoming for"
        " up to $610 million with Lowe's, the companies said on Tuesday. AT&T will buy the power. It is to"
        " start in 2029.\nTohoku's profit was 150 billion yen. The utility sold its stake in an Ohio solar"
        " park for $84 million.",
    }
)
JA = article_of(
    {
        "title": "東北電力、米ワイオミング州の風力発電所に出資　380億円",
        "text": "東北電力は24日、米ワイオミング州で34万キロワットの風力発電所を建設すると発表した。出資額は約"
        "380億円で、現地の開発会社メリディアン・ウインドと組む。2029年に運転を始める。\n"
        "同社の純利益は1,280.5億円だった。",
    }
)


def changed(article: Article, change: Callable[[str], str]) -> Article:
    return replace(article, title=change(article.title), text=change(article.text))


def amounts(reading: Reading) -> list[Money]:
    total = [reading.programme_total] if reading.programme_total else []
    return [m for p in reading.projects for m in p.amounts] + total + list(reading.other_amounts)


def told(reading: Reading) -> object:
    head = reading.headline_amount
    return (
        (reading.relevance, reading.direction, reading.sectors, reading.stage),
        head and (head.currency, head.value, head.qualifier),
        [(p.name, p.location, p.start, len(p.companies)) for p in reading.projects],
        [(m.currency, m.value, m.value_max, m.qualifier, m.about) for m in amounts(reading)],
        [(c.value, c.unit, c.qualifier) for c in reading.capacities],
        [opening.text for opening in reading.starts],
        [party.name for party in reading.companies],
    )


def hold(article: Article, reading: Reading) -> None:
    """What is told stands in the article as it was given."""
    body = article.body
    for found in [*amounts(reading), *reading.capacities]:
        assert body[found.start : found.end] == found.text
        assert found.text.strip() == found.text
        assert found.qualified_at is None or 0 <= found.qualified_at < len(body)
    for evidence in reading.evidence:
        assert body[evidence.start : evidence.end] == evidence.quote
    for opening in reading.starts:
        assert any(c.isdigit() for c in body[opening.start : opening.end])
    for party in reading.companies:
        assert party.text in body


FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code).isalnum()} | {ord("."): 0xFF0E}
SET = {
    "curly": lambda text: text.replace("'", "’"),
    "entities": lambda text: text.replace("&", "&amp;").replace("'", "&#8217;").replace("$", "&#x24;"),
    "hard spaces": lambda text: text.replace(" ", "&nbsp;"),
    "thin spaces": lambda text: text.replace(" ", "\u2009"),
    "tabs": lambda text: text.replace(" ", "\t"),
    "soft hyphens": lambda text: text.replace("ing", "\u00ading").replace("発電", "発\u200b電"),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "full width": lambda text: text.translate(FULL_WIDTH).replace("．　", ". ") if "。" in text else text,
    "wrapped": lambda text: "\n".join(
        "\n".join(textwrap.wrap(line, 60, break_on_hyphens=False)) for line in text.split("\n")
    ),
    "wrapped Japanese": lambda text: "\n".join(
        "\n".join(line[i : i + 30] for i in range(0, len(line), 30)) if "。" in line else line
        for line in text.split("\n")
    ),
}


@pytest.mark.parametrize("how", SET)
@pytest.mark.parametrize("article", [EN, JA], ids=["en", "ja"])
def test_how_a_text_is_set_changes_nothing(article: Article, how: str) -> None:
    reset = changed(article, SET[how])
    reading = reader().read(reset)
    assert told(reading) == told(reader().read(article))
    hold(reset, reading)


ODD = {
    " ": ["\u00a0", "\u202f", "&nbsp;", "&#160;", "\t", "\u2003", "&amp;nbsp;"],
    "'": ["’", "&#8217;", "&rsquo;", "&#x27;"],
    "&": ["&amp;", "&#38;", "&amp;amp;"],
    "": ["\u200b", "\u00ad", "\ufeff", "&shy;", "&#8203;"],
}


@settings(max_examples=60)
@given(st.sampled_from([EN, JA]), st.integers(0, 2**32), st.sampled_from([0.02, 0.3]))
def test_whatever_is_odd_says_the_same(article: Article, seed: int, share: float) -> None:
    chance = random.Random(seed)

    def odd(text: str) -> str:
        out = []
        for char in text:
            if char in ODD and chance.random() < share:
                out.append(chance.choice(ODD[char]))
                continue
            out.append(char)
            if chance.random() < share / 5:
                out.append(chance.choice(ODD[""]))
        return "".join(out)

    reset = changed(article, odd)
    reading = reader().read(reset)
    assert told(reading) == told(reader().read(article))
    hold(reset, reading)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("A&amp;amp;B &foo; &#0;", "A&B &foo; \ufffd"),
        ("ＪＥＲＡ５．５兆円，まず", "JERA5.5兆円，まず"),
        ("One\rTwo\r\nThree\n", "One\nTwo\nThree\n"),
        ("gas\u2011fired &lt;b&gt; &lt;5&gt;", "gas-fired <5>"),
        ("a&#10;x", "a x"),
        ("\u3000a  b \n\tC", "a b\nC"),
        ("10㌦、㎿、ｶﾞｽ､ﬁrst", "10ドル、MW、ガス、first"),
        (
            "“Half” ‘a’ ½ and $1 1/2 billion, 1½ or 3/4 GW, 1/2 of 24/7",
            "\"Half\" 'a' 0.5 and $1.5 billion, 1.5 or 0.75 GW, 1/2 of 24/7",
        ),
        ("\u200b", "\u200b"),
    ],
)
def test_what_is_plain(given: str, expected: str) -> None:
    view, way = plain(replace(EN, text=given))
    assert view.text == expected
    assert (way is None) == (given == expected)


def test_what_is_plain_is_left_alone() -> None:
    assert plain(EN) == (EN, None)


@pytest.mark.parametrize(
    "piece",
    ["&", "&amp;", "&#", "&amp;amp;", "\r", "\u200b", "１．", "a\nb", "、の\n", "\u00ad\n", "－\t \n"],
)
def test_no_text_takes_more_steps_than_it_has_letters(piece: str) -> None:
    short, long = (replace(EN, text=piece * (size // len(piece))) for size in (5_000, 20_000))
    assert calls(lambda: plain(long)) <= 5 * calls(lambda: plain(short)) + 100


@given(st.text(alphabet=st.sampled_from("ab１．’&amp;#36;\u200b\u00a0\r\n円の、-x <b>½"), max_size=80))
def test_offsets_never_leave_the_article_nor_go_backwards(text: str) -> None:
    article = replace(EN, text=text)
    view, way = plain(article)
    if way is None:
        return
    length = len(view.body)
    starts = [way.start(at) for at in range(length)]
    ends = [way.end(at + 1) for at in range(length)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= a <= b <= len(article.body) for a, b in zip(starts, ends, strict=True))


def test_a_name_across_two_lines_is_told_on_one() -> None:
    text = (
        "TOKYO, Nov 20 - Toho Gas said on Friday that it will buy half of a wind farm from Tohoku Electric\n"
        "Power, which is to be built in Texas for about $300 million, as it wants to have more of its sales\n"
        "from abroad, and that it is the first of its kind."
    )
    reading = read("Toho Gas to buy half of Texas wind farm", text)
    assert "Tohoku Electric Power" in [p.text for p in reading.companies]
    assert "Tohoku Electric Power" in [name for p in reading.projects for name in p.companies]
