"""The reader: an article in, what it says of investments out. Pure.

One pass of the lexicon over the text finds every name and word. From it follow relevance, direction,
sectors and stage; the amounts get their roles (roles.py, totals.py), the investments their amounts,
capacities, companies, places and dates (projects.py, attach.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sokuho.model import Article, Evidence, Party, Reading, Relevance
from sokuho.reading import figures
from sokuho.reading.dates import find_starts
from sokuho.reading.evidence import features, statements
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Lexicon, Mention
from sokuho.reading.money import find_money
from sokuho.reading.quantities import find_capacities
from sokuho.reading.text import fold
from sokuho.reading.topics import Topic


class Reader:
    """Reads articles with a vocabulary and topics; holds no state, so that one may serve all threads."""

    def __init__(self, lexicon: Lexicon, topics: Sequence[Topic]) -> None:
        self.lexicon = lexicon
        self.topics = tuple(topics)

    def read(self, article: Article) -> Reading:
        """What the article says. Never raises on any text."""
        topic = self.topics[0]
        scan = self.lexicon.scan(article.body)
        layout = Layout(article, scan.of("noise"))
        found = statements(layout, scan, topic)
        values = features(layout, found)
        score = max(values["title_lead_full"], 0.8 * values["top_full"], 0.3 * values["linked"])
        relevance = Relevance.CORE if score >= 0.5 else Relevance.ADJACENT if score > 0 else Relevance.NONE
        text = fold(article.body)
        moneys = find_money(text)
        year = article.published.year
        companies = [m for m in scan.names if m.kind in ("company", "agency") and m.country in topic.countries]
        if relevance is Relevance.NONE:
            read = figures.all_other(layout, moneys, scan, year)
            sectors: tuple[str, ...] = ()
        else:
            objects = Counter(m.value for s in found for m in s.objects if m.value and not m.weak)
            sectors = tuple(s for s, _ in objects.most_common(2))
            read = figures.put_together(
                article,
                layout,
                scan,
                figures.Found(
                    moneys,
                    find_capacities(text),
                    find_starts(text, article.published.date()),
                    companies,
                    [m for m in scan.names if m.kind == "place" and m.value != "country"],
                ),
                sectors,
                own=relevance is Relevance.CORE,
            )
        best = next((s for s in found if s.linked and s.acts), None)
        quote = () if best is None else (Evidence(article.body[best.start : best.end], best.start, best.end, "act"),)
        return Reading(
            id=article.id,
            relevance=relevance,
            score=round(score, 3),
            direction=None if relevance is Relevance.NONE else topic.sides[0].direction,
            sectors=sectors,
            stage=None,
            projects=read.projects,
            programme_total=read.programme_total,
            headline_amount=read.headline_amount,
            other_amounts=read.other_amounts,
            companies=_parties(companies),
            evidence=quote,
            topic=topic.name,
            places=tuple(dict.fromkeys(m.name for m in scan.names if m.kind == "place")),
            reason="" if best else "no investment that links both sides",
        )


def _parties(companies: Sequence[Mention]) -> tuple[Party, ...]:
    first: dict[str, Mention] = {}
    for m in companies:
        first.setdefault(m.name, m)
    return tuple(Party(m.text, m.name, m.country) for m in first.values())
