"""How far the main deal is: the words of stages (config/lexicon/stages.txt) and of acts, each in its clause.

1. A word of a stage counts as what its clause makes of it. What is denied counts nothing; what may, might
   or is being considered is proposed; a start of work, of operation or a closing that is still to come is a
   plan; a sale of one's holding at home is the other side's purchase; to raise a cost raises no money; who
   is to invest in a company has agreed with it.
2. A word of an earlier deal ("last year", "had agreed", 昨年) or of a programme that is not the article's
   subject is set aside.
3. An act of title or main sentence tells a stage by its kind and by how it is said: what may be, will be, is
   done or has been done; not that of a mere attribute ("AES-owned"). So a verb that no list of stages holds
   still says how far things are.
4. Single words, most of them no stage's, tell what title and lead speak of (scenes.py).
5. All this is evidence for each stage, weighed by a softmax whose weights stand in the topic's file, fitted
   by `python -m bench.fit`; the likeliest stage is the article's, and with no evidence at all there is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from sokuho.reading.deal import clauses, steps
from sokuho.reading.deal.evidence import Statement
from sokuho.reading.deal.scenes import scenes
from sokuho.reading.deal.selling import sellers
from sokuho.reading.deal.thread import length
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.topics import Topic
from sokuho.reading.weighing import columns, score, scores


def stage(
    layout: Layout, found: Sequence[Statement], scan: Scan, topic: Topic, direction: str | None = None
) -> str | None:
    """The stage of the main deal, None where no word tells any. `direction`: whose investment it is."""
    told, context = evidence(layout, found, scan, topic, direction)
    if not told and context.keys() <= _ALWAYS:
        return None
    weights = topic.stages or DEFAULT
    names = [name for name in weights if name != "words"]
    for_all = topic.stage_columns if topic.stages else _DEFAULT_COLUMNS
    points = dict(zip(names, scores(for_all, context, len(names)), strict=True))
    by_word, language = weights["words"], layout.tongue
    shared = {zone: by_word.get(f"{language}_{zone}", 0.0) for values in told.values() for zone in values}
    for name, values in told.items():
        if name in points:
            points[name] += score(shared, values) + score(weights[name], values)
    return max(points, key=points.__getitem__)


def evidence(
    layout: Layout, found: Sequence[Statement], scan: Scan, topic: Topic, direction: str | None = None
) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """What the words of each stage show, by place and strength ("title", "main_weak", "lead_verb" for that of
    a main verb, "aside"), and what the acts show for all of them ("acquire", "acquire_done", "programme",
    "seller", "bias"). Each from 0 to 1; a word told again goes up to 1.4, "seller" and "unconfirmed_…", which
    are rare, up to 2. On a page the words and "bias" are there once more as "deep_…", by how long it is, and
    what title and lead speak of ("of_…") counts less: much else stands there."""
    found = _told_below(layout, found)
    starts = [s.start for s in found]
    body = layout.body
    said = list(steps.unnamed(steps.merged(scan.of("stage"), steps.told(body, scan)), scan.names))
    placed = [(bisect_right(starts, m.start) - 1, m) for m in said]
    main = _main(found, {i for i, m in placed if not m.weak})
    ways = [side.direction for side in topic.sides]
    investors = ways.index(direction) if direction in ways else None
    subject = any(s.programmes for s in found if s.place == "title" or s is main)
    told: dict[str, dict[str, float]] = {}
    for i, words in _in_clauses(body, found, placed, investors, subject=subject).items():
        zone = "main" if found[i] is main else found[i].place
        strong = [word for word in words if not word[2]]
        if strong:
            for _, stage, _, aside in _verbs(body, found[i], strong):
                if not aside:
                    _more(told, stage, f"{zone}_verb")
        for _, stage, weak, aside in words:
            _more(told, stage, "aside" if aside else f"{zone}_weak" if weak else zone)
    context = {"bias": 1.0, **_acts(body, found, main)}
    if subject:
        context["programme"] = 1.0
    if direction is not None and investors is not None:
        context["seller"] = _TELLING * sellers(body, found, topic, direction)
    much = length(layout)
    if much < 1.0 and (told or not context.keys() <= _ALWAYS):
        context |= scenes(body, found, layout.tongue, 1.0 - much)
    if much:
        told = {name: values | _scaled(values, much) for name, values in told.items()}
        context["deep_bias"] = much
    return told, context


def _told_below(layout: Layout, found: Sequence[Statement]) -> Sequence[Statement]:
    """The statements, a summary that no text follows as the lead that it is."""
    if not found or found[-1].place != "title":
        return found
    end = layout.lines[0].end
    return [s if s.start < end else replace(s, place="lead") for s in found]


def _verbs(body: str, s: Statement, strong: Sequence[_Word]) -> list[_Word]:
    """The main verbs of a sentence: of an English one the first strong word that is no noun, of a Japanese
    one the last, in a headline of several parts also the last of the first part."""
    first = strong[0][0]
    if not first.text[:1].isascii():
        part = _PART.search(body, first.end, s.end) if s.place == "title" else None
        if part is None or strong[-1][0].start < part.start():
            return [strong[-1]]
        return [next(w for w in reversed(strong) if w[0].start < part.start()), strong[-1]]
    for word in strong:
        at = word[0].start
        near = body[max(0, at - _NEAR) : at].lower().split()
        if not near or not (near[-1] in _OF_NOUN or near[-1].endswith(("'s", "’s", "s'"))):
            return [word]
    return [strong[0]]


_PART = re.compile(r"[\s　…]")
# "JERA's plan to build it was approved", "the deal to buy it has collapsed"
_OF_NOUN = frozenset({"a", "an", "the", "its", "their"})
_NEAR = 16

# A word, its stage, whether it tells that weakly, and whether of another deal.
_Word = tuple[Mention, str, bool, bool]


def _in_clauses(
    body: str,
    found: Sequence[Statement],
    placed: Iterable[tuple[int, Mention]],
    investors: int | None,
    *,
    subject: bool,
) -> dict[int, list[_Word]]:
    """What the words of stages say, by the index of the statement that each is `placed` in. `subject`: the
    article is about a programme."""
    words: dict[int, list[_Word]] = {}
    purchase = False  # the title's sale is the other side's purchase
    for i, m in placed:
        s = found[i]
        if i < 0 or m.start >= s.end or not m.value or _named(s, m):
            continue
        read = clauses.in_clause(body, s, m, investors)
        if read is None:
            continue
        stage, weak, aside = read
        if m.value == clauses.SOLD and stage == clauses.AGREED and s.place == "title":
            purchase = True
        elif purchase and stage == clauses.SOLD:
            stage = clauses.AGREED
        aside = aside or (not subject and bool(s.programmes))
        words.setdefault(i, []).append((m, stage, weak, aside))
    return words


def _acts(body: str, found: Sequence[Statement], main: Statement | None) -> dict[str, float]:
    """What the acts of title and main sentence show, and whether title or lead leave it unconfirmed."""
    shown: dict[str, float] = {}
    for s in found:
        if s.place == "title" or s is main:
            for m in s.acts[:_ACTS]:
                if m.kind == "act" and body[m.start - 1 : m.start] != "-":
                    if m.value == "acquire" and clauses.of_land(body, s, m):
                        continue
                    shown[m.value or ""] = 1.0
                    shown[f"{m.value}_{clauses.said(body, s, m)}"] = 1.0
        if s.place != "body" and any(m.value == "unconfirmed" for m in s.cues):
            shown[f"unconfirmed_{s.place}"] = _TELLING
    return shown


def _scaled(values: Mapping[str, float], much: float) -> dict[str, float]:
    return {f"deep_{name}": value * much for name, value in values.items()}


_ALWAYS = frozenset({"bias", "deep_bias"})  # there without any word or act
_TELLING = 2.0  # rare, and plain where it is there: the penalty on its weight must not hold it back
_ACTS = 12  # of a sentence's acts; an endless line has thousands
_AGAIN, _ENOUGH = 0.4, 1.4  # a second word of the same stage says less, a fourth nothing


def _named(s: Statement, m: Mention) -> bool:
    """Whether a word's capital within a sentence shows that it is part of a name: "Vision Fund", "in May"."""
    text = m.text
    capital = text[0].isupper() and text[1:].islower() and " " not in text
    return capital and s.place != "title" and m.start > s.start + 2


def _more(told: dict[str, dict[str, float]], stage: str, key: str) -> None:
    values = told.setdefault(stage, {})
    values[key] = min(_ENOUGH, values[key] + _AGAIN) if key in values else 1.0


def _main(found: Sequence[Statement], told: Set[int]) -> Statement | None:
    """The sentence that states the deal: behind the title the first with an act or a strong stage word
    beside a side of the topic or an object. `told`: which have such a word."""
    for i, s in enumerate(found):
        if s.place != "title" and (s.acts or i in told) and (s.objects or s.linked):
            return s
    return None


_WORDS = {
    f"{language}_{zone}": weight
    for language in ("en", "ja")
    for zone, weight in (("title", 1.6), ("main", 1.4), ("lead", 0.6), ("body", 0.25))
}
STAGES = (
    "proposed",
    "pledged",
    "agreed",
    "completed",
    "approved",
    "financed",
    "under_construction",
    "operating",
    "cancelled",
    "sold",
)
DEFAULT: Mapping[str, Mapping[str, float]] = {
    "words": _WORDS
    | {f"{zone}_verb": 0.5 * weight for zone, weight in _WORDS.items()}
    | {f"{zone}_weak": 0.35 * weight for zone, weight in _WORDS.items()}
    | {"en_aside": 0.2, "ja_aside": 0.2},
    **{name: {} for name in STAGES},
    "agreed": {"bias": 0.5, "programme": 1.0},
    "pledged": {"bias": 0.5},
    "sold": {"seller": 2.0},
}
_DEFAULT_COLUMNS = columns({name: of for name, of in DEFAULT.items() if name != "words"})
