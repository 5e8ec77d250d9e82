"""What title and lead speak of, told by single words wherever they stand: what is to come or may be, banks,
shares, a grid, a governor.

The lists of stages hold what journalists have said so far. Whatever they will say, a loan comes from a bank
and what runs feeds a grid: such words tell little each, but some of them are nearly always there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sokuho.reading.deal.evidence import Statement
from sokuho.reading.patterns import words_of

# Words by what they speak of, in English and Japanese.
_WORDS: Mapping[str, tuple[str, str]] = {
    "will": ("will shall", "すると する。 します する方針 する計画 する予定"),
    "would": ("would could may might", "検討 可能性 方向 模索 意向"),
    "agree": (
        "agree agreed agrees agreement agreements sign signed signs signing contract contracts deal deals"
        " pact pacts accord accords",
        "合意 契約 締結 覚書 協定",
    ),
    "now": ("now today already since", "すでに 現在 今回 このほど いま"),
    "done": ("been", "された となった になった"),
    "bank": (
        "bank banks lender lenders loan loans debt credit financing finance round investors valuation series"
        " equity fund backers",
        "融資 銀行 調達 ラウンド シリーズ 投資家 増資",
    ),
    "run": (
        "grid ceremony ribbon switched running online generates feeds cargo inaugurated dedicated producing",
        "式典 開所 送電 出荷",
    ),
    "own": (
        "shares stake percent ownership owner owners subsidiary holders shareholders takeover merger",
        "株式 子会社 全株 持ち分 持分 株主 TOB",
    ),
    "part": (
        "seller exit exits former proceeds loss impairment sold sale sells divest leaves",
        "売却 手放 撤退 減損 損失 売り手 譲渡",
    ),
    "stop": (
        "halt halts closure layoffs jobs bankrupt shut costs lose ends end",
        "閉鎖 撤退 中止 断念 打ち切 白紙 終了",
    ),
    "state": ("governor mayor jobs incentive incentives tax hire county hires", "雇用 州知事 知事 優遇"),
    "past": (
        "bought paid acquired completed closed took owns became",
        "取得した 買収した 完了 払い込 買った 出資した",
    ),
}


def _kinds(language: int) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for kind, words in _WORDS.items():
        for word in words[language].split():
            kinds.setdefault(word, []).append(kind)
    return kinds


_ENGLISH = {word.encode(): kinds for word, kinds in _kinds(0).items()}
_KNOWN = frozenset(_ENGLISH)
_JAPANESE = _kinds(1)
_SOUGHT = re.compile("|".join(sorted(_JAPANESE, key=lambda word: (-len(word), word))))


def scenes(body: str, found: Sequence[Statement], language: str, much: float) -> dict[str, float]:
    """What title and lead speak of ("of_bank", "of_will"), each as `much`. `language`: "ja" or "en"."""
    text = " ".join([body[s.start : s.end] for s in found if s.place != "body"])
    known = _japanese(text) if language == "ja" else _english(text)
    return {"of_bias": much, **{name: much for kind, name in _NAMES.items() if kind in known}}


_NAMES = {kind: f"of_{kind}" for kind in _WORDS}


def _japanese(text: str) -> set[str]:
    return {kind for word in set(_SOUGHT.findall(text)) for kind in _JAPANESE[word]}


def _english(text: str) -> set[str]:
    said = text.lower()
    known = {kind for word in _KNOWN.intersection(words_of(said)) for kind in _ENGLISH[word]}
    if " is to " in said or " are to " in said:
        known.add("will")
    return known
