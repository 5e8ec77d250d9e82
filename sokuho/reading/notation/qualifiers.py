"""Words around a figure that say how exact it is: about, up to, more than; 約, 最大, 超."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sokuho.model import Qualifier
from sokuho.reading.wordlists import words

# How far back a qualifier may stand from its figure, in characters.
REACH = 64
JA_REACH = 16

# Where two kinds meet ("up to about $5bn", 最大で約30億ドル) the bound tells more: first of these wins.
_ORDER = (Qualifier.AT_MOST, Qualifier.AT_LEAST, Qualifier.APPROX)

_BEFORE = {
    Qualifier.AT_MOST: """up to|as much as|as high as|as large as|as big as|as many as|at most|at the most
        no more than|not more than|no greater than|not greater than|no higher than|maximum|maximum of|max
        max of|maximum amount of|maximum value of|maximum price of|maximum total of|not exceeding|not exceed
        not to exceed|to not exceed|capped at|cap of|cap at|ceiling of|ceiling at|limit of|limited to
        less than|fewer than|lower than|smaller than|cheaper than|under|below|sub
        none above|none over|not above|not over|nothing above|nothing over|never above|never over
        never more than|not beyond""",
    Qualifier.AT_LEAST: """more than|greater than|higher than|larger than|bigger than|better than|over|above
        at least|no less than|not less than|no fewer than|no lower than|not lower than|upward of|upwards of
        north of|in excess of|exceed|exceeds|exceeded|exceeding|surpass|surpasses|surpassed|surpassing
        tops|topped|topping|to top|could top|may top|will top|would top|might top|can top|beyond|minimum
        minimum of|minimum investment of|min|starting at""",
    Qualifier.APPROX: """about|around|approximately|approx|roughly|some|nearly|almost|circa|ca|c|close to
        near|perhaps|estimated|est|estimated at|estimated to be|estimated to cost|estimated to total
        estimated to be worth|in the region of|in the neighborhood of|in the neighbourhood of
        in the vicinity of|in the range of|in the order of|on the order of|of the order of|something like
        somewhere around|nearing|approaching|just under|just below|just shy of|just short of|a little under
        slightly under|slightly below|slightly less than|a little less than|just less than|a shade under
        a bit under|shy of""",
}
_KINDS = {
    tuple(phrase.split()): kind
    for kind, phrases in _BEFORE.items()
    for phrase in re.split(r"\||\n", phrases)
    if phrase.strip()
}


def _lengths(phrases: Iterable[tuple[str, ...]]) -> dict[str, list[int]]:
    """By the last word of phrases how many words they have, the longest first."""
    by_end: dict[str, set[int]] = {}
    for phrase in phrases:
        by_end.setdefault(phrase[-1], set()).add(len(phrase))
    return {end: sorted(lengths, reverse=True) for end, lengths in by_end.items()}


_KIND_LENGTHS = _lengths(_KINDS)
_SYMBOLS = {"~": Qualifier.APPROX, "≈": Qualifier.APPROX, "±": Qualifier.APPROX, "<": Qualifier.AT_MOST,
            "≤": Qualifier.AT_MOST, ">": Qualifier.AT_LEAST, "≥": Qualifier.AT_LEAST}  # fmt: skip

# What may stand between the qualifier and the figure: "up to an additional total of".
_FILLERS = frozenset(
    tuple(phrase.split())
    for phrase in """the equivalent of|equivalent to|equal to|a combined total of|combined total of|a total of
        total of|a combined|an additional|a further|an extra|a record|a whopping|a reported|a cumulative
        an aggregate|a total|another|additional|further|extra|combined|total|reported|worth""".replace(
        "\n", "|"
    ).split("|")
)
_FILLER_LENGTHS = _lengths(_FILLERS)
# "nearly a $2 billion plan" is a qualifier; "about a $10 billion campus", "under a pledge" are not.
_BEFORE_ARTICLE = words("nearly almost roughly approximately estimated than to")
_COSTS = words("cost costs value price investment amount total capex worth expenditure budget")
# "a dispute over $5 billion"
_OVER_WHAT = words(
    """dispute row battle fight lawsuit clash concern concerns worry worries question questions talks feud
    suit case fine fined negotiations discussions pay pays hearing criticism scandal disagreement control"""
)
# "in talks with two cloud companies over a $3 billion plant"
_OVER_WHOM = words("talks negotiations discussions dispute row battle fight lawsuit clash feud disagreement")
_WHOM_REACH = 9
# "a first project under $550bn pledge": the framework that it belongs to
_UNDER_WHAT = words(
    """agreement arrangement commitment deal framework initiative pact package plan pledge program programme
    promise scheme umbrella vow"""
)
_WHAT = re.compile(r"(?: [A-Za-z][\w.-]*){1,4}")
# "the costs add up to $15 billion"
_SUMS = words("add adds added adding sum summed sums")

# The last word before a figure that says anything about it.
_ENDS = _COSTS.union(_KIND_LENGTHS, _FILLER_LENGTHS, words("a an of at is"))
_ENDS_BACKWARDS = frozenset(word[::-1] for word in _ENDS)
_LAST_REACH = 24  # characters in which the last word is told from others
# The text before a figure, from its end: a symbol or the last word.
_BACKWARDS = re.compile(rf"[ '\"(-]*(?:([{''.join(_SYMBOLS)}])|(?:[.:][('\"\[.:]*|)([A-Za-z]+))")

# "$1+ billion", "500-plus MW": within the figure, between its digits and what they count.
MORE = r"(?:\+|[ -]plus(?![a-z])|)"
# "$3 billion plus debt", "100 MW plus storage" and "100 MW + 50 MWh" are sums of two things; apart from
# its figure a plus is a bound where a stop, a preposition or what the figure is of comes behind.
_THING = (
    r"(?:projects?|plants?|deals?|investments?|facilit\w+|campus\w*|program\w*|ventures?|bets?|factor\w+|funds?"
    r"|rounds?|sites?|complex|farms?|schemes?|pipelines?|bids?|takeovers?|contracts?|plans?|loans?)\b"
)
_PLUS = (
    rf"-?plus\b| plus(?=\s*\Z|[\n.,;:!?)]| (?:on|in|for|to|per|at|by|from|of)\b| (?:[\w-]+ )?{_THING})"
    r"|\+(?! ?[0-9$€£¥]|/)| \+(?=α|アルファ|[.,;:)]|\Z)"
)
_AFTER = re.compile(
    rf"(?=,? ?[-+(ampo])(?:(?P<AT_LEAST>{_PLUS}| minimum\b|,? at (?:the )?least\b"
    r"|,? (?:or|and) (?:more|above|higher|up|over|beyond|upwards?)\b)"
    r"|(?P<AT_MOST>,? or less\b|,? at (?:the )?most\b| (?:maximum|max)\b|,? or (?:below|under)\b)"
    r"|(?P<APPROX> ?\((?:approx|est|estimated|approximately)\.?\)| or so\b| or thereabouts\b|[ -]odd\b|-ish\b"
    r"| ?\+/?-))",
    re.I,
)
_JA_BEFORE = re.compile(
    r"(?:(?P<AT_MOST>(?<!過去)(?<!史上)最[大高](?!の)限?|上限|多くとも|多くて)|(?P<AT_LEAST>少なくとも|最低|最小|優に)"
    r"|(?P<APPROX>(?<![契公予制規条節集要解成特誓婚密盟協確])約|およそ|おおよそ|おおむね|概ね|概算|ほぼ|ざっと|推定|推計|だいたい|凡そ|≒))"
    r"(?:[では、の額計月:, 「『(【約]|でも|総額|合計|合わせて|年間?|1社|1件|日本円|換算|およそ|米国?)*\Z"
)
_JA_BEFORE_START = re.compile("[最上多少優約おほ概ざ推だ凡≒]")
_JA_AFTER = re.compile(
    r"(?:\([^()\n]{1,48}\))?[」』】]?(?:"
    r"(?P<AT_LEAST>超(?![過伝電音大])|以上|余り|あまり|余(?![地裕波剰])|強(?![化力調気いまめ制行みく])"
    r"|を?(?:大きく|大幅に|はるかに|優に|やや|わずかに|軽く)?(?:超え|超す|超し|越え|上回る|上回り|上回っ|突破)|を下らない|の大台|を超"
    r"|プラス(?:α|アルファ))"
    r"|(?P<AT_MOST>以下|未満|以内|割れ|を(?:大きく|大幅に)?(?:下回|割り|割る|割っ|切る|切っ)|[をがの]?上限|を限度)"
    r"|(?P<APPROX>弱(?![いまめみ者小体電点気含])|程度|前後|規模|ほど|くらい|ぐらい|見当|内外|台(?![湾数風北中南場])"
    r"|近く|近い|足らず|に(?:迫|近)|クラス|級|がらみ))"
)


def qualifier(text: str, start: int, end: int) -> Qualifier:
    """How exact the figure at [start, end) of a folded text is said to be; looks only at itself and its
    neighbours."""
    written = text[start:end]
    if "+" in written or "plus" in written:
        return Qualifier.AT_LEAST
    japanese = _japanese_before(text, start)
    english = _english_before(text, start)
    if english is Qualifier.AT_MOST and _belongs_under(text, start, end):
        english = None
    said = japanese, english, _behind(text, end)
    if not any(said):
        return Qualifier.EXACT
    kind = next(kind for kind in _ORDER if kind in said)
    near = kind is Qualifier.APPROX and _nears_deal(text, start, end)
    return Qualifier.EXACT if near else kind


# "JERA and Kyuden near $2 billion loan deal": what is near is the deal, not the sum.
_NEAR_DEAL = re.compile(r"\b[A-Z][\w&.]* near(?:ing)?(?: an?)? \Z")
_DEAL = re.compile(
    r"(?:[ -](?!(?:for|to|in|of|and|by|with|at|on)\b)[\w&.-]+){0,4}"
    r"[ -](?:deal|loan|financing|takeover|buyout|acquisition|purchase|sale|round|agreement|pact|merger)s?\b",
    re.I,
)


def _nears_deal(text: str, start: int, end: int) -> bool:
    """Whether a "near" before the figure is said of the deal behind it, by its parties before."""
    before = _NEAR_DEAL.search(text, max(0, start - 40), start)
    return before is not None and _DEAL.match(text, end) is not None


def _belongs_under(text: str, start: int, end: int) -> bool:
    """Whether "under" before a figure names the framework that something belongs to, not a bound: "under
    $550B trade pledge"."""
    if text[max(0, start - 6) : start].lower() != "under ":
        return False
    what = _WHAT.match(text, end)
    return what is not None and not _UNDER_WHAT.isdisjoint(what[0].lower().split())


def _behind(text: str, end: int) -> Qualifier | None:
    match = (None if text.isascii() else _JA_AFTER.match(text, end)) or _AFTER.match(text, end)
    return Qualifier[match.lastgroup] if match and match.lastgroup else None


def _japanese_before(text: str, start: int) -> Qualifier | None:
    if text.isascii():
        return None
    first = _JA_BEFORE_START.search(text, max(0, start - JA_REACH), start)
    match = _JA_BEFORE.search(text, first.start(), start) if first else None
    return Qualifier[match.lastgroup] if match and match.lastgroup else None


def _english_before(text: str, start: int) -> Qualifier | None:
    if text[start - 1 : start] > "\u3000":
        return None  # a Japanese letter or bracket
    last = _BACKWARDS.match(text[max(0, start - _LAST_REACH) : start][::-1])
    if last is None:
        return None
    symbol, word = last.groups()
    if symbol:
        return _SYMBOLS[symbol]
    if word.lower() not in _ENDS_BACKWARDS:
        return None
    line = text[max(0, start - REACH) : start - last.start(2)].rsplit("\n", 1)[-1]
    said = [w.strip("('\"[.:") for w in line.lower().replace("-", " ").split()[-10:]]
    return _by_words(said)


def _by_words(near: list[str]) -> Qualifier | None:
    weak: Qualifier | None = None
    article = False
    while near:
        kind, length = _phrase(near)
        if kind is not None and not (article and near[-1] not in _BEFORE_ARTICLE):
            if near[-1] == "over" and _is_subject(near):
                return weak
            if near[-2:] == ["up", "to"] and near[-3:-2] and near[-3] in _SUMS:
                return weak
            if kind is not Qualifier.APPROX:
                return kind
            weak = kind
        elif not article and near[-1] in {"a", "an"}:
            article, length = True, 1
        elif not (length := _filler(near)):
            return weak or _estimated_cost(near)
        else:
            article = False
        del near[-length:]
    return weak


def _phrase(near: list[str]) -> tuple[Qualifier | None, int]:
    for length in _KIND_LENGTHS.get(near[-1], ()):
        kind = _KINDS.get(tuple(near[-length:]))
        if kind is not None:
            return kind, length
    return None, 0


def _filler(near: list[str]) -> int:
    lengths = _FILLER_LENGTHS.get(near[-1], ())
    return next((length for length in lengths if tuple(near[-length:]) in _FILLERS), 0)


def _is_subject(near: list[str]) -> bool:
    """Whether the "over" at the end tells what a talk or a dispute is about, not that there is more."""
    before = near[-_WHOM_REACH:-1]
    return bool(before) and (before[-1] in _OVER_WHAT or not _OVER_WHOM.isdisjoint(before))


def _estimated_cost(near: list[str]) -> Qualifier | None:
    """ "an estimated total cost of": the estimate is of the figure, though its noun stands between."""
    if near[-1] in _COSTS and "estimated" in near[-4:-1]:
        return Qualifier.APPROX
    if near[-1] in {"of", "at", "is"} and len(near) > 2 and near[-2] in _COSTS and "estimated" in near[-5:-2]:
        return Qualifier.APPROX
    return None
