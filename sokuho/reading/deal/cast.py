"""An article as all its companies appear in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sokuho.reading.deal.actors import Actor
from sokuho.reading.deal.evidence import Statement
from sokuho.reading.deal.thread import Thread, length
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention
from sokuho.reading.notation.dates import YEAR

_WHOLE = 8  # sentences of an article that tells all


class Scene:
    """The statements of an article of `year` as all its companies appear in them."""

    def __init__(self, layout: Layout, thread: Thread, known: Sequence[Actor], year: int) -> None:
        body, found = layout.body, thread.found
        self.thread = thread
        self.japanese = layout.japanese
        self.countries = [a.country for a in known]
        self.advised = "dvis" in body or "ounsel" in body
        self.much = length(layout)
        # of a brief, what only its title names or does not name says little
        self.told = min(1.0, len(found) / _WHOLE)
        self.texts = sorted([a.text for a in known])
        self.main = next((s for s in found if s.place != "title" and s.acts), None)
        self.leading = set[str]().union(*[thread.firms(s) for s in found if s.place == "title"])
        opening = next((s for s in found if s.place != "title"), None)
        self.top = self.leading | thread.firms(opening) if opening else self.leading
        self._body, self._year = body, year
        self._earlier: dict[int, bool] = {}
        # what tells the deal: all above the text and its first sentence, of a summary alone the same
        headed = [s for s in found if s.start < layout.below]
        self.opens = found[len(headed)].start if len(found) > len(headed) else len(body)
        self.headed = set[str]().union(*[thread.firms(s) for s in headed])
        self.told_of = self.headed.union(*[thread.firms(s) for s in found[len(headed) : len(headed) + 1]])
        cues = [(s, c) for s in found for c in s.cues]
        self.bystanders = {s.start for s, c in cues if c.value == "bystander" and _too(s, c)}
        self.background = [c.start for _, c in cues if c.value == "background"]

    def shortened(self, opening: str) -> bool:
        """Whether a company's name begins so: what stands there alone is short for it."""
        i = bisect_left(self.texts, opening)
        return i < len(self.texts) and self.texts[i].startswith(opening)

    def aside(self, s: Statement, m: Mention) -> bool:
        """A background word before the name in its sentence, or right behind it."""
        i = bisect_right(self.background, max(s.start - 1, m.start - 60))
        return i < len(self.background) and self.background[i] <= min(s.end - 1, m.start + 30)

    def earlier(self, s: Statement) -> bool:
        """Whether a statement tells of earlier years; looked for once."""
        if s.start not in self._earlier:
            self._earlier[s.start] = tells_earlier(self._body, s, self._year)
        return self._earlier[s.start]


def tells_earlier(body: str, s: Statement, year: int) -> bool:
    """Whether a statement names a year before that of its article."""
    said = body[s.start : s.end]
    years = YEAR.finditer(said) if "20" in said or "19" in said else ()
    return any(int(told[0]) < year for told in years)


def _too(s: Statement, cue: Mention) -> bool:
    """Whether a cue of others who do alike says it of a company: グーグルも計画, no 建設も計画."""
    if cue.text[0] != "も":
        return True
    return any(m.end == cue.start and m.kind == "company" for m in (*s.first, *s.second))
