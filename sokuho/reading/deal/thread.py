"""How each sentence far down in an article hangs together with its deal.

A page of forty sentences tells of one deal in the first ten. Behind them it goes on with the companies'
other deals, markets, rivals and the past, and comes back to the deal here and there. What stands so deep is
weighed by evidence of its own, which short items do not have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from sokuho.reading.deal.evidence import MONEY, MOST, Statement, Stretches
from sokuho.reading.layout import Layout
from sokuho.reading.patterns import NO_WORD, choice

_NEAR = 8  # sentences of the text behind which one still tells of the deal, as in a short item
_FAR = 10  # sentences further down what stands there is as deep as can be
_ABOUT = 16  # statements of the text in which an article says what it is about
_SHORT, _DENSE = 1000, 0.5  # code points of a short item, and what it has of them in Japanese
# A sentence that goes on with the deal: "the plant", "its partner", 同事業. What begins with
# one letter is found in a sixth of the time that several take, so the "h" of "the" is sought.
_GOES_ON = re.compile(
    r"h(?:(?<=[Tt]h)(?<!\w.h)(?:(?:e|is|ese) "
    + choice(
        "project|plant|deal|facility|site|campus|venture|joint venture|transaction|acquisition|agreement"
        "|contract|loan|financing|consortium|partners|companies|stake|investment|purchase|sale|unit|terminal|complex"
        "|factory|farm|two"
    )
    + r"|ey)|(?<=[Bb]oth)(?<!\w.oth) companies)\b"
)
_IT_GOES_ON = re.compile(r"t(?<=[Ii]t)(?<!\w.t)(?: will|s partner)\b")
_JA_GOES_ON = re.compile(
    choice(
        "同(?:社|事業|計画|発電所|施設|工場|案件|プロジェクト)|両社|今回|新会社|合弁|本(?:事業|件|プロジェクト|契約)"
    )
)
_FIRMS = ("company", "agency")
_REACH = 400  # code points of a sentence that are looked at
# Several things at once, counted: "two plants", 「発電所2件」
_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|twin|several|both"
_NUMBERS += f"|{_NUMBERS.title()}"
_COUNTED = re.compile(
    rf"{NO_WORD}(?:{choice(_NUMBERS)}|\d{{1,2}}) "
    r"(?:[\w-]+ ){0,3}?(?:plants|projects|sites|states|deals|farms|batteries|campuses"
    r"|factories|stations|terminals|cent(?:er|re)s|loans|portfolios|facilities|companies|locations|counties|units|developments)\b"
)
_JA_COUNTED = re.compile(r"[2-9]\d?(?:件|案件|事業|[カか箇ヵ]所|工場|拠点|社)")
# What is told of each item of a list that an article announces.
_FIGURE = re.compile(rf"{MONEY.pattern}|\d\s?[GM]W|\d万(?:キロワット|kW)")
_SOME = 2  # of them with a figure, and half of the list


def length(layout: Layout) -> float:
    """0 for a short item, rising to 1 for a page."""
    size = layout.size / (_DENSE if layout.japanese else 1.0)
    return min(1.0, max(0.0, size - _SHORT) / _SHORT)


def about(found: Sequence[Statement]) -> Sequence[Statement]:
    """The statements that say what an article is about: those of the title and the first of the text."""
    titled = sum(s.place == "title" for s in found)
    return found[: titled + _ABOUT]


class Thread:
    """The statements of an article and which of them belong together."""

    def __init__(self, layout: Layout, found: Sequence[Statement]) -> None:
        self._layout = layout
        self._first = layout.sentence(layout.text_start)
        self._long = len(layout.sentences) - self._first > _NEAR + 1
        self.found = found
        self._going_on: dict[int, bool] = {}
        self._known: dict[int, dict[str, float]] = {}
        self._firms: dict[int, set[str]] = {}
        self.at = Stretches(found).at  # the statement at a place of the text

    def depth(self, at: int) -> float:
        """0 for title, the first sentences and a list that those announce, rising to 1."""
        if not self._long:
            return 0.0
        index = self._layout.sentence(at) - self._first
        if index <= _NEAR or (self._announced and self._layout.line(at).start in self._announced):
            return 0.0
        behind = self._before[index] - _NEAR
        return min(1.0, behind / _FAR) if behind > 0 else 0.0

    @cached_property
    def counted(self) -> bool:
        """Whether title or first sentence counts several things: "three plants", 「発電所2件」."""
        ends = [end for _, end in self._layout.sentences[: self._first + 1]]
        opening = " " + self._layout.body[: ends[-1] if ends else 0]
        return bool(_COUNTED.search(opening) or (not opening.isascii() and _JA_COUNTED.search(opening)))

    @cached_property
    def _announced(self) -> frozenset[int]:
        """Where the items begin of lists that tell one by one, and with figures, what the top of the article
        counts: such a list is the news, however much is said before it."""
        if not self.counted:
            return frozenset()
        body, starts = self._layout.body, set[int]()
        for items in self._layout.lists():
            told = sum(_FIGURE.search(body, line.start, line.end) is not None for line in items)
            if told >= _SOME and 2 * told >= len(items):
                starts.update(line.start for line in items)
        return frozenset(starts)

    @cached_property
    def _before(self) -> list[int]:
        """For each sentence of the text how many stand before it. Headings, items of a list and rows of a
        table are none: they make a stock exchange's page long, and nothing in it is far from its deal."""
        every = range(self._first, len(self._layout.sentences))
        return list(accumulate(map(self._layout.tells, every), initial=0))

    def goes_on(self, s: Statement) -> bool:
        """Whether a sentence goes on with the deal; asked for once for each, many name several companies."""
        if s.start not in self._going_on:
            said = self._layout.body[s.start : min(s.end, s.start + _REACH)]
            found = _GOES_ON.search(said) or _IT_GOES_ON.search(said)
            self._going_on[s.start] = bool(found or (not said.isascii() and _JA_GOES_ON.search(said)))
        return self._going_on[s.start]

    def evidence(self, at: int) -> dict[str, float]:
        """What the sentence at a place far down shows, each up to how deep it stands; of others nothing."""
        depth = self.depth(at)
        s = self.at(at) if depth else None
        if s is None:
            return {"deep": depth} if depth else {}
        if s.start not in self._known:
            said = self.firms(s)
            ours = bool(said & self._named_on_top)
            shown = {
                "deep": True,
                "deep_ours": ours,
                "deep_apart": bool(said) and not ours,
                "deep_goes_on": self.goes_on(s),
                "deep_thing": bool(s.objects),
                "deep_act": bool(s.acts),
                "deep_linked": s.linked,
                "deep_cue": bool(s.cues),
            }
            self._known[s.start] = {name: depth for name, there in shown.items() if there}
        return self._known[s.start]

    @cached_property
    def _named_on_top(self) -> set[str]:
        """Companies of title and lead."""
        return set().union(*[self.firms(s) for s in self.found if s.place != "body"])

    def firms(self, s: Statement) -> set[str]:
        """The companies and agencies of both sides that a sentence names; looked for once."""
        if s.start not in self._firms:
            sides = (*s.first[:MOST], *s.second[:MOST])
            self._firms[s.start] = {m.name for m in sides if m.kind in _FIRMS}
        return self._firms[s.start]
