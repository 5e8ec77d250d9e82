"""Whether an article names a company in passing wherever it names it."""

from __future__ import annotations

from collections.abc import Sequence

from sokuho.reading.deal.cast import Scene
from sokuho.reading.deal.doings import does_nothing
from sokuho.reading.deal.evidence import Statement
from sokuho.reading.deal.mentioned import beside_words
from sokuho.reading.deal.other_deals import of_another_deal, sets_apart
from sokuho.reading.deal.passersby import passes_by
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, within


def only_in_passing(
    layout: Layout, scene: Scene, words: Sequence[Mention], mentions: Sequence[Mention]
) -> bool:
    """Whether each of a company's mentions, none in the title, says that it takes no part. `words`: those of
    the vocabulary that can tell it."""
    return mentions[0].start >= layout.below and all(_passes(layout, scene, words, m) for m in mentions)


def _passes(layout: Layout, scene: Scene, words: Sequence[Mention], m: Mention) -> bool:
    if passes_by(layout.body, m):
        return True
    s = scene.thread.at(m.start)
    if s is not None and s.start <= scene.opens:
        return False
    if beside_words(layout, words, m):
        return True
    if s is None or scene.thread.goes_on(s):
        return False
    return _of_others(layout, scene, words, s, m) and not scene.thread.counted


def _of_others(layout: Layout, scene: Scene, words: Sequence[Mention], s: Statement, m: Mention) -> bool:
    """Whether a sentence beside the deal says what another company does."""
    apart = bool(scene.headed) and scene.thread.firms(s).isdisjoint(scene.told_of)
    if s is scene.main and not (apart and sets_apart(layout.body, s, m)):
        return False
    if apart and not scene.japanese and not layout.item(m.start) and does_nothing(layout.body, s, m):
        return True
    return of_another_deal(layout.body, s, m, then=_of_another_day(scene, words, s), apart=apart)


def _of_another_day(scene: Scene, words: Sequence[Mention], s: Statement) -> bool:
    """Whether a statement has words of another day."""
    return (
        scene.earlier(s)
        or any(c.value == "background" for c in s.cues)
        or any(w.value == "then" for w in within(words, s.start, s.end))
    )
