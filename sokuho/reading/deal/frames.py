"""What a word of buying, lending, supplying ... says of the parties beside it (config/lexicon/frames.txt)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sokuho.reading.lexicon import Mention, within

BUYER, SELLER, TARGET, INVESTOR, RECIPIENT = "buyer", "seller", "target", "investor", "recipient"
LENDER, SUPPLIER, CUSTOMER, DEVELOPER = "lender", "supplier", "customer", "developer"
PARTNER, AUTHORITY = "partner", "authority"
GOODS = "goods"  # words that say what is bought, and give no role


class Frame(NamedTuple):
    """The roles that a kind of word gives: to who `does` it, to what it is `done` to, and to who stands
    behind its "from", "to", "into" and "with"."""

    does: str | None = None
    done: str | None = None
    source: str | None = None
    goal: str | None = None
    into: str | None = None
    beside: str | None = None


FRAMES: Mapping[str | None, Frame] = {
    "buy": Frame(BUYER, TARGET, SELLER),
    "share": Frame(BUYER, None, SELLER, BUYER, TARGET),
    "sell": Frame(SELLER, None, None, BUYER),
    "invest": Frame(INVESTOR, RECIPIENT, INVESTOR, None, RECIPIENT),
    "lend": Frame(LENDER, None, LENDER, RECIPIENT),
    "raise": Frame(RECIPIENT, None, INVESTOR),
    "supply": Frame(SUPPLIER, None, SUPPLIER, CUSTOMER),
    "win": Frame(SUPPLIER, None, CUSTOMER),
    "order": Frame(CUSTOMER, SUPPLIER, SUPPLIER, SUPPLIER, None, SUPPLIER),
    "build": Frame(DEVELOPER),
    "venture": Frame(PARTNER, None, None, None, None, PARTNER),
    "grant": Frame(AUTHORITY, None, AUTHORITY, RECIPIENT),
}
NONE = Frame()
# What a word beside a name calls it: "the seller, Saibu Gas".
CALLED = frozenset([BUYER, SELLER, LENDER, SUPPLIER, CUSTOMER, DEVELOPER, PARTNER])
WEAK = frozenset([PARTNER, DEVELOPER])  # what else is told of a party says more


def frame(body: str, word: Mention, words: Sequence[Mention]) -> Frame:
    """What a word says of those beside it. Who buys what is counted and shipped orders it; who delivers
    money supplies nothing; who receives anything else raises none."""
    if word.value == "supply" and _SUM.match(body, word.end):
        return NONE
    if word.value == "raise" and word.text.isascii() and not _MONEY_AHEAD.match(body, word.end):
        return NONE
    if word.value == "order" and "資金" in body[max(0, word.start - _BOUGHT) : word.start]:
        return Frame(RECIPIENT)  # 「建設資金5億ドルを調達」
    if word.value == "buy":
        english = word.text.isascii()
        near = (word.end, word.end + _BOUGHT) if english else (word.start - _BOUGHT, word.start)
        if any(w.value == GOODS for w in within(words, *near)):
            return FRAMES["order"]
    return FRAMES.get(word.value, NONE)


_SUM = re.compile(r" (?:(?:up|about|some|another|over|to|around|nearly) )*(?:US)?[$€£¥]\d")
_MONEY_AHEAD = re.compile(
    r"[^.;\n]{0,40}?(?:[$€£¥]|\b(?:loan|fund|financ|invest|backing|capital|grant|equity|debt|credit|yen|dollars))"
)
_BOUGHT = 40  # code points between "buys" and what is bought


class Group(NamedTuple):
    """Names that are told of together: "JERA and Mitsui", 「JERAと三井物産」."""

    start: int
    end: int


BRACKETS = r"(?:\s?[(（][^()（）]{1,24}[)）])?"
NEAR = 90  # code points between a name and the word that tells its role
