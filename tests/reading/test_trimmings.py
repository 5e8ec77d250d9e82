"""What an outlet puts around an article changes nothing of what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sokuho.documents import article_of
from sokuho.model import Article, Reading
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention
from sokuho.reading.trimmings import without_trimmings
from tests.reading.given import reader

EN = article_of(
    {
        "title": "JERA to take half of a gas plant planned in Ohio",
        "text": "TOKYO, Nov 20 - Japan's JERA will buy half of a 1.2 GW gas plant in Ohio for $900 million.\n"
        "The plant is to start in 2029. JERA's profit fell to 150 billion yen.",
    }
)
JA = article_of(
    {
        "title": "大阪ガス、米テキサス州の太陽光発電所に出資　100億円",
        "text": "大阪ガスは20日、米テキサス州の30万キロワットの太陽光発電所に100億円を出資すると発表した。\n"
        "2028年に運転を始める。同社の純利益は1300億円だった。",
    }
)


def told(reading: Reading) -> object:
    """What a reading says, without where it stands."""
    projects = [
        (p.name, p.sector, p.location, p.start, {(m.currency, m.value) for m in p.amounts}, p.companies)
        for p in reading.projects
    ]
    headline = reading.headline_amount and reading.headline_amount.value
    parties = sorted(p.name for p in reading.companies)
    return (reading.relevance, reading.stage, reading.direction, reading.sectors, projects, headline, parties)


def amid(article: Article, lines: str) -> Article:
    """The article with lines behind its first paragraph."""
    first, rest = article.text.split("\n", 1)
    return replace(article, text=f"{first}\n{lines}\n{rest}")


@pytest.mark.parametrize("article", [EN, JA])
@pytest.mark.parametrize(
    "dressed",
    [
        lambda a: replace(a, title=f"{a.title} | Business | Nikkei Asia"),
        lambda a: replace(a, title=f"{a.title}｜ロイター"),
        lambda a: replace(a, title=f"{a.title} - 日本経済新聞"),
        lambda a: replace(a, title=f"{a.title} - Reuters"),
        lambda a: replace(a, text=f"{a.title}\n\n{a.text}"),
        lambda a: replace(a, text=f"Energy\n{a.title}\n{a.text}"),
        lambda a: replace(a, summary=a.text.split("\n")[0]),
        lambda a: replace(a, summary=a.text[:60] + "..."),
        lambda a: replace(a, text=f"Share\nFacebook\nX LinkedIn\nCopy link\n{a.text}"),
        lambda a: replace(a, text=f"印刷\n保存\n共有\nはてなブックマーク\n{a.text}"),
        lambda a: replace(a, text=f"By Jane Doe\nNovember 20, 2026 10:00 AM JST\n{a.text}"),
        lambda a: replace(a, text=f"2026年11月20日 10:00 更新\n{a.text}"),
        lambda a: replace(
            a, text=f"{a.text}\n\nOur Standards: Trust Principles\n© 2026 All rights reserved."
        ),
        lambda a: replace(a, text=f"{a.text}\n\n無断転載を禁じます。\n関連記事\n東京ガス、米で500億円投資"),
        lambda a: replace(a, title=f"UPDATE 2-{a.title}"),
        lambda a: amid(a, "Read more: Toyota to invest $5 billion in its Kentucky plant"),
        lambda a: amid(a, "RELATED\nToyota to invest $5 billion in its Kentucky plant"),
        lambda a: amid(a, "ADVERTISEMENT\nStory continues below"),
        lambda a: amid(a, "【関連記事】トヨタ、米ケンタッキー工場に5000億円"),
        lambda a: amid(a, "広告"),
        lambda a: replace(a, text=f"{a.text}\nTopics: Energy, Tesla, Apple, Walmart"),
        lambda a: replace(a, text=f"{a.text}\nキーワード：エネルギー、テスラ、アップル"),
        lambda a: replace(a, text=f"(画像:HP){a.text}"),
        lambda a: replace(a, text=f"カナダで運営する発電所の例（出所：テスラ）\n{a.text}"),
        lambda a: replace(a, title=a.title.replace("'", "’"), text=a.text.replace("'", "’")),
    ],
)
def test_it_is_read_as_without(article: Article, dressed: Callable[[Article], Article]) -> None:
    assert told(reader().read(dressed(article))) == told(reader().read(article))


@pytest.mark.parametrize(
    "line",
    [
        "Supported by a $1.2 billion loan from JBIC, JERA will build a second plant in Ohio.",
        "Share prices rose as JERA said that it will pay $900 million.",
        "Related to the deal, JERA will invest $3 billion.",
        "関連会社のJERAが米国に1000億円を投資する。",
        "シェアで首位の同社は米工場に1000億円を投じる。",
        "ランキングで首位のJERA",
    ],
)
def test_a_sentence_that_begins_like_a_heading_is_no_link(line: str) -> None:
    layout = Layout(replace(EN, text=f"{EN.text}\n{line}\nThe plant costs $2 billion."), noise(line))
    assert not any(line.noise for line in layout.lines)


def noise(line: str) -> list[Mention]:
    """What of a line behind the text of EN the lists have for noise."""
    return reader().lexicon.scan(f"{EN.body}\n{line}").of("noise")


@pytest.mark.parametrize(
    "title",
    [
        "JERA in talks to buy Ohio gas plant for $900 million - Nikkei",  # whose report it is
        "Client alert | Japan's $550 billion and what it means for you",  # figures are no outlet's name
        "ソフトバンクG、米データセンター会社を買収へ－関係者",
    ],
)
def test_what_a_title_says_itself_stays(title: str) -> None:
    article = replace(EN, title=title)
    assert without_trimmings(article) is article


def test_offsets_stay_those_of_the_article() -> None:
    dressed = replace(EN, title=f"{EN.title} | Nikkei Asia", text=f"{EN.title} | Nikkei Asia\n{EN.text}")
    assert len(without_trimmings(dressed).body) == len(dressed.body)
    for project in reader().read(dressed).projects:
        for money in project.amounts:
            assert dressed.body[money.start : money.end] == money.text
