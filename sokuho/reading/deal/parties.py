"""Which of the companies and agencies that an article names take part in its deal."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from sokuho.reading.deal.actors import Actor
from sokuho.reading.deal.cast import Scene
from sokuho.reading.deal.in_passing import only_in_passing
from sokuho.reading.deal.owners import SHARE_WORDS, traded
from sokuho.reading.deal.shorthand import without_shorthand
from sokuho.reading.deal.thread import Thread
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.names import naming
from sokuho.reading.patterns import at_end, before, words_before
from sokuho.reading.topics import Topic
from sokuho.reading.weighing import chance

_ASKED = 0.5  # the probability asked of one that takes part
_LOOKED_AT = 4  # mentions whose neighbours are looked at
_BELOW = 40  # characters that stood below an article when the weights were fitted


def taking_part(
    layout: Layout,
    scan: Scan,
    thread: Thread,
    known: Sequence[Actor],
    topic: Topic,
    year: int,
) -> list[Actor]:
    """Those of the topic's sides who take part in what an article of `year` reports: no passers-by, users,
    rivals."""
    ours = [actor for actor in known if actor.country in topic.countries]
    if not ours:
        return []
    weights = topic.parties or DEFAULT
    scene, passing = Scene(layout, thread, known, year), scan.of("passing")
    shares = any(word in layout.body for word in SHARE_WORDS)
    judged = any(word in layout.body for word in _JUDGE_WORDS)
    partners = [
        a
        for a in ours
        if chance(weights, evidence(layout, scene, a)) >= _ASKED
        and not (shares and all(traded(layout.body, m) for m in a.mentions))
        and not (judged and all(_judges(layout.body, m) for m in a.mentions))
        and not only_in_passing(layout, scene, passing, a.mentions)
    ]
    houses = {m.start for m in scan.of("group")}
    return without_shorthand(layout, houses, partners)


def evidence(layout: Layout, scene: Scene, actor: Actor) -> dict[str, float]:
    """What speaks for and against a company's taking part, from 0 to 1."""
    body = layout.body
    values = {"bias": 1.0, "agency": float(actor.kind == "agency"), "known": float(actor.value is not None)}
    if actor.sure < 1:
        values |= {"stranger": 1.0, "unsure": 1 - actor.sure}
    aside = beside = doing = partnered = past = advises = 0
    apart = apart_doing = goes_on = 0
    for i, m in enumerate(actor.mentions):
        s = scene.thread.at(m.start)
        if s is None:
            continue
        if i < _LOOKED_AT:
            values["a_" + naming.after(body, m.end, scene.japanese)] = 1.0
            values["b_" + naming.before(body, m.start, scene.japanese)] = 1.0
            advises += scene.advised and _ADVISES.match(body, m.end) is not None
        named = scene.thread.firms(s)
        past += scene.earlier(s)
        values["main" if s is scene.main else s.place] = 1.0
        aside += bool(s.cues) and scene.aside(s, m)
        beside += s.start in scene.bystanders
        opens = m.start - s.start < _OPENING
        doing += opens and bool(s.acts)
        if s.place != "title" and named.isdisjoint(scene.top):
            apart += 1
            apart_doing += opens
        goes_on += scene.thread.goes_on(s)
        partnered += bool(s.acts and (named & scene.leading) - {actor.name})
        if body.endswith(_BEFORE_NAMES, s.start, m.start) and (
            said := _BEFORE_NAME.search(body, max(s.start, m.start - 12), m.start)
        ):
            values[f"after_{said[1]}"] = 1.0
        if _OWNER.match(body, m.end):
            values["owner"] = 1.0
        near = before(body, m.start, max(s.start, m.start - _LABEL_REACH))
        if _LABEL(near):  # most names have none
            values |= {kind: 1.0 for kind, words in _EACH_LABEL.items() if words(near)}
        if layout.item(m.start):
            values["listed"] = 1.0
    n = len(actor.mentions)
    theirs = scene.countries.count(actor.country)
    return values | {
        "many": min(4, n) / 4,
        "past": past / n,
        "title_only": scene.told * (actor.mentions[-1].start < layout.text_start),
        "only": float(theirs == 1),
        "crowd": min(1.0, theirs / 10),
        "short": float(scene.shortened(actor.text + " ")),
        "doing": doing / n,
        "partnered": partnered / n,
        "aside": aside / n,
        "apart": apart / n,
        "apart_of_much": apart / n * scene.much,
        "once_of_much": (n == 1) * scene.much,
        "apart_doing": apart_doing / n,
        "goes_on": goes_on / n,
        "bystander": beside / n,
        "bystander_all": float(beside == n),
        "late": min(
            1.0, max(0, actor.mentions[0].start - layout.text_start) / max(200, layout.size + _BELOW)
        ),
        "titled_others": scene.told * (bool(scene.leading) and actor.name not in scene.leading),
        **_called(actor.name),
        "advises": float(advises > 0),
        **_deep(scene.thread, actor),
    }


def _deep(thread: Thread, actor: Actor) -> Mapping[str, float]:
    """What the sentences far down show of a company that stands nowhere else."""
    if not thread.depth(actor.mentions[0].start):
        return {}
    values: dict[str, float] = {}
    for m in actor.mentions:
        for name, value in thread.evidence(m.start).items():
            values[name] = max(value, values.get(name, 0.0))
    values["deep_again"] = values["deep"] * (len(actor.mentions) > 1)
    return values


_OPENING = 24  # characters of a sentence in which who acts is named
_BEFORE_NAME = re.compile(r"\b(with|by|and) \Z")
_BEFORE_NAMES = ("with ", "by ", "and ")  # asked for first: most names have none


# "Sony executives", "an Amazon Web Services data center": the name only labels something else.
_OWNER = re.compile(
    r"(?:'s)? (?:analysts?|executives?|shares?|stock|spokes\w+|customers?|data cent(?:er|re) in)\b"
    r"|の?(?:アナリスト|株価|製)"
)
# Who judges a deal from outside takes no part: "analyst at Mizuho Securities", 野村証券の〇〇アナリスト.
_JUDGES = words_before(
    r"(?:analysts?|strategists?|economists?) (?:at|with|from|for) (?:the )?", reach=28, spaced=True
)
_JUDGE_WORDS = ("nalyst", "trategist", "conomist", "アナリスト", "ストラテジスト", "エコノミスト")
_JUDGE = re.compile(
    r"(?:'s?)?,? (?:[a-z-]+ ){0,2}(?:analysts?|strategists?|economists?)\b"
    r"|の[^、。\n]{0,14}(?:アナリスト|ストラテジスト|エコノミスト)"
)


def _judges(body: str, m: Mention) -> bool:
    return _JUDGES(body, m.start) or _JUDGE.match(body, m.end) is not None


# Words before a name, with others between, by what they make of it.
_LABELS = {
    "client": r"users?|customers?|clients?|counts|inside|apps of",
    "rival": r"rivals?|competitors?|compete\w* with|unlike|lost ground to",
    "such_as": r"such as|like|including|(?:other|others|further|earlier) (?:[\w-]+ ){0,3}(?:are|include)",
    "former": r"former\w*|spun out of|alumni of",
}
_LABEL_REACH = 40
_BETWEEN = r"\b[\w\s,.]*"
_LABEL = at_end(f"(?:{'|'.join(_LABELS.values())}){_BETWEEN}")
_EACH_LABEL = {kind: at_end(f"(?:{words}){_BETWEEN}") for kind, words in _LABELS.items()}


_SCHOOL = re.compile(r"University|MIT|大学|Laboratory|Stanford|Institute")

# Where people meet and papers are filed.
_SEAT = re.compile(r"White House|Prime Minister's Office|Exchange\b|Congress\Z|Supreme Court")
_PLANT = re.compile(r"[a-z] LNG\Z|LNG Terminal|Energy Center|Crossing|Station\Z")  # named like its company


@lru_cache(1024)  # the same few names are in the news
def _called(name: str) -> Mapping[str, float]:
    """What a canonical name itself tells."""
    kinds = {"school": _SCHOOL, "office": _SEAT, "plant": _PLANT}
    return {kind: 1.0 for kind, pattern in kinds.items() if pattern.search(name)}


_ADVISES = re.compile(
    r"(?: LLP)?(?:[,;]? and [\w &]{3,40}?)?,? (?:(?:was|were|is|are|acted|served|serves|acts) )?(?:as )?"
    r"(?:advise[sd]? |advising |(?:(?:the|an?) )?(?:sole |exclusive |legal |financial |lead )*"
    r"(?:and (?:legal|financial) )?(?:advis[eo]rs?|counsel)\b)"
)

DEFAULT: Mapping[str, float] = {
    "bias": -1.0,
    "title": 2.0,
    "main": 1.5,
    "lead": 0.7,
    "aside": -1.0,
    "agency": -0.5,
    "rival": -1.5,
    "client": -1.0,
    "school": -1.5,
}
