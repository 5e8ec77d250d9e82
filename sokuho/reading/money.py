"""Amounts of money in English and Japanese text.

One scan finds each run of digits; what stands right before and behind it, within a few characters,
decides whether it is money. Two short scans add kanji numerals (三億円) and English number words
("half a trillion dollars"). Every step is bounded, so the work is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sokuho.model import Money, Qualifier
from sokuho.reading import currencies
from sokuho.reading.numbers import DIGITS, KANJI_DIGITS, Quantity, japanese, number, parse_digits, spelled
from sokuho.reading.qualifiers import qualifier
from sokuho.reading.text import Folded, fold

_SCALES = {
    "trillion": 10**12, "trillions": 10**12, "trn": 10**12, "tril": 10**12, "trln": 10**12, "tln": 10**12,
    "tn": 10**12, "t": 10**12, "billion": 10**9, "billions": 10**9, "bn": 10**9, "bln": 10**9, "bil": 10**9,
    "bio": 10**9, "b": 10**9, "million": 10**6, "millions": 10**6, "mn": 10**6, "mln": 10**6, "mil": 10**6,
    "mio": 10**6, "mm": 10**6, "m": 10**6, "thousand": 1000, "k": 1000, "crore": 10**7, "crores": 10**7,
    "cr": 10**7, "lakh": 10**5, "lakhs": 10**5, "lakh crore": 10**12, "hundred million": 10**8,
    "hundred billion": 10**11, "thousand billion": 10**12,
}  # fmt: skip
_SCALE = re.compile(
    r"(?P<gap>[ \n]?-[ ]?|[ \n]{1,2})?(?P<scale>(?i:"
    + "|".join(sorted(_SCALES, key=len, reverse=True))
    + r"))(?![A-Za-z0-9'&]|-[0-9])"
)
_JA_UNITS = frozenset("十百千万億兆京")
_MAYBE_MONEY = frozenset(" -–~\n.、か・$") | _JA_UNITS | currencies.JAPANESE_STARTS
_RANGE = re.compile(r" ?(?P<mark>-|–|~|から|ないし|、)(?:約)? ?| (?P<word>to|and|or) ")
_CHANGED = re.compile(
    r"(?:\b(?:rose|rises?|fell|falls?|gr[eo]w|shrank|gained|gains?|dropped|declined|jumped|climbed|slipped|slid|surged|"
    r"soared|tumbled|up|down|increased|decreased|by|from)|から)(?: (?:about|around|some|to))? \Z",
    re.I,
)
_SPANS = re.compile(
    r"\b(?:rang\w+|var(?:y|ies|ying)|anywhere|somewhere|between|estimate\w*|cost\w*|priced|spans?) ", re.I
)
_BECAME = re.compile(r"[にへ]|まで(?:引|増|拡|減|積|膨)")
_IN_BRACKETS = re.compile(r"[^()\[\]\n]{0,8}[(\[][^()\[\]0-9\n]{0,16}\Z|, or (?:US)?\Z")
_YEAR_MONEY = re.compile(r"\b(?:in|constant|real) \Z")
_COMPOUND = re.compile(
    r"[ -](?:denominated|zone|area|bloc|based|linked|index|store|nations|members|countries)", re.I
)
_NEEDS_SCALE = frozenset({"元", "ドン", "ランド", "フラン", "ポンド"}) | currencies.AMBIGUOUS
_HUNDREDTHS = {"cents": "USD", "セント": "USD", "銭": "JPY"}
_HUNDREDTH = re.compile(r"[ -]?(?:(?P<cents>cents)(?![A-Za-z])|(?P<kana>セント(?![ァ-ヴー])|銭(?!湯)))")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number with what makes it money; `quantity.unit` is what a range may lend to its first number."""

    start: int
    end: int
    quantity: Quantity
    sign: str | None
    word: str | None

    @property
    def currency(self) -> str | None:
        return self.sign if self.sign and not self.word else self.word or self.sign


def find_money(text: str | Folded, lang: str | None = None) -> list[Money]:
    """All amounts of `text`, in order, with offsets in the text as given; a range is one amount.

    `text` of each is verbatim, without qualifier words. Numbers without a currency, and words that
    state no value (数千億円, "billions of dollars"), give nothing. `lang` is not needed.
    """
    folded = text if isinstance(text, Folded) else fold(text)
    found = list(_digit_amounts(folded.text))
    more = [*_kanji_amounts(folded.text), *_spelled_amounts(folded.text)]
    if more:
        found += [m for m in more if all(m.end <= f.start or m.start >= f.end for f in found)]
        found.sort(key=lambda m: m.start)
    return [_placed(folded, m) for m in _inherit(folded.text, found)]


def harmonise(monies: Sequence[Money]) -> list[Money]:
    """The amounts of one document in which a figure has one qualifier wherever it stands.

    A figure that is qualified in one place is so in all its notations, conversions in brackets included.
    """
    said: dict[tuple[str, object, object], Counter[Qualifier]] = {}
    for m in monies:
        if m.qualifier is not Qualifier.EXACT:
            said.setdefault((m.currency, m.value, m.value_max), Counter())[m.qualifier] += 1
    result: list[Money] = []
    for m in monies:
        kinds = said.get((m.currency, m.value, m.value_max))
        kind = kinds.most_common(1)[0][0] if kinds else Qualifier.EXACT
        before = result[-1] if result else None
        if kind is Qualifier.EXACT and before and _converts(before, m):
            kind = before.qualifier
        result.append(m if m.qualifier is kind else replace(m, qualifier=kind))
    return result


def _converts(before: Money, m: Money) -> bool:
    """Whether `m` stands in the bracket right behind `before`, in another currency."""
    rates = "exchange rate" in (before.about, m.about)
    near = 0 < m.start - before.end <= 2 and m.currency != before.currency
    return near and not rates and before.qualifier is not Qualifier.RANGE


def _placed(folded: Folded, m: Money) -> Money:
    if folded.text is folded.original:
        return m
    start, end = folded.start(m.start), folded.end(m.end)
    return replace(m, text=folded.original[start:end], start=start, end=end)


def _money(
    text: str, start: int, end: int, currency: str, low: Decimal, high: Decimal | None = None
) -> Money:
    kind = Qualifier.RANGE if high is not None else qualifier(text, start, end)
    top = None if high is None else number(high)
    return Money(text[start:end], currency, number(low), top, kind, start, end, _about(text, start, end))


# --- digits -----------------------------------------------------------------------------------


def _digit_amounts(text: str) -> Iterable[Money]:
    taken = 0
    for match in DIGITS.finditer(text):
        start = match.start()
        if start < taken:
            continue
        first = _figure(text, start, _sign_before(text, start, taken))
        if first is None:
            continue
        gap = _RANGE.match(text, first.end)
        second = _next_figure(text, gap.end()) if gap else None
        if gap and second:
            span = _range(text, first, gap, second)
            if span:
                yield _money(text, first.start, second.end, *span)
                taken = second.end
                continue
        if first.currency:
            yield _money(text, first.start, first.end, first.currency, first.quantity.value)
            taken = first.end


def _sign_before(text: str, start: int, low: int) -> re.Match[str] | None:
    if start == 0 or text[start - 1] not in currencies.BEFORE_ENDS:
        return None
    return currencies.BEFORE.search(text, max(low, start - 9), start)


def _next_figure(text: str, at: int) -> _Figure | None:
    sign = currencies.BEFORE_NEXT.match(text, at)
    at = sign.end() if sign else at
    return _figure(text, at, sign) if "0" <= text[at : at + 1] <= "9" else None


def _figure(text: str, start: int, sign: re.Match[str] | None) -> _Figure | None:
    """The number at `start` with its scale and the currency around it, None if it can't be money."""
    before = text[start - 1] if start else " "
    if sign is None and (before in "数何幾第.,・" or before.isascii() and before.isalnum()):
        if before in "数何幾第.,・" or not _JA_UNITS.intersection(text[start : start + 6]):
            return None
    match = DIGITS.match(text, start)
    assert match
    end = match.end()
    while text[end - 1] in ",.":
        end -= 1
    follows = text[end : end + 1]
    if sign is None and follows not in _MAYBE_MONEY and not (follows.isascii() and follows.isalpha()):
        return None
    quantity = _quantity(text, start, end, signed=sign is not None)
    if quantity is None:
        return None
    begin = sign.start() if sign else start
    code = currencies.of_sign(sign["sign"]) if sign else None
    if sign and sign["sign"] in currencies.CODES_AFTER - currencies.PLAIN_CODES and quantity.bare:
        if not {",", "."}.intersection(match.group().rstrip(",.")):
            return None
    word, stop, quantity = _currency_after(text, start, quantity, code)
    return _Figure(begin, stop, quantity, code, word)


def _quantity(text: str, start: int, end: int, *, signed: bool) -> Quantity | None:
    follows = text[end : end + 1]
    if follows in _JA_UNITS or (follows == " " and _ja_spaced(text, end)):
        return japanese(text, start)
    value = parse_digits(text[start:end])
    if value is None:
        return None
    match = _SCALE.match(text, end)
    if match is None or not _plausible_scale(match, signed):
        return Quantity(value, end)
    factor = _SCALES[match["scale"].lower()]
    return Quantity(value * factor, match.end(), factor, factor, bare=False)


def _ja_spaced(text: str, end: int) -> bool:
    return bool(re.match(r" (?:[0-9]{3})?[万億兆]", text[end : end + 5]))


def _plausible_scale(match: re.Match[str], signed: bool) -> bool:
    gap, scale = match["gap"] or "", match["scale"]
    if "\n" in gap:
        return scale.islower() and len(scale) > 2
    return (
        len(scale) > 1 or gap in {"", "-"} or (gap == " " and (scale in "BMT" or signed and scale in "bmt"))
    )


def _currency_after(
    text: str, start: int, quantity: Quantity, code: str | None
) -> tuple[str | None, int, Quantity]:
    """(currency, end, quantity) with the currency word behind a number, if there is one that fits `code`."""
    at = quantity.end
    match = currencies.AFTER_JAPANESE.match(text, at)
    if match is None:
        match = currencies.AFTER_ENGLISH.match(text, at)
        if match is None or not _fits(text, start, quantity, match):
            match = None
    elif match["word"] in _NEEDS_SCALE and quantity.bare and "," not in text[start:at]:
        match = None
    if match is None:
        part = None if code else _HUNDREDTH.match(text, at)
        if part and quantity.bare:
            hundredth = Quantity(quantity.value / 100, part.end())
            return _HUNDREDTHS[part["cents"] or part["kana"]], part.end(), hundredth
        return None, at, quantity
    found = currencies.of_word(match["word"])
    if code and found != code and not (code == "USD" and match["word"].isupper()):
        return None, at, quantity
    if match.re is currencies.AFTER_JAPANESE and match["sen"]:
        quantity = replace(quantity, value=quantity.value + Decimal(match["sen"]) / 100)
    return found, match.end(), quantity


def _fits(text: str, start: int, quantity: Quantity, match: re.Match[str]) -> bool:
    """Whether an English currency word really belongs to the number before it."""
    word, written = match["word"].lower(), match.group()
    if written[0] == "." and not re.search(
        r"[ \n0-9-](?:[BMTbmt]|[BMTbmt][rl]?[nN])\Z", text[quantity.end - 4 : quantity.end]
    ):
        return False
    if "\n" in written and (quantity.bare or not match["word"].islower()):
        return False
    if _COMPOUND.match(text, match.end()):
        return False
    if word in {"pound", "pounds"} and currencies.POUNDS_OF.match(text, match.end()):
        return False
    if not quantity.bare:
        return True
    if word in _NEEDS_SCALE and "," not in text[start : quantity.end]:
        return False
    return not (1900 <= quantity.value <= 2100 and _YEAR_MONEY.search(text, max(0, start - 9), start))


# --- ranges -----------------------------------------------------------------------------------


def _range(
    text: str, first: _Figure, gap: re.Match[str], second: _Figure
) -> tuple[str, Decimal, Decimal] | None:
    """(currency, low, high) if the two figures are the ends of one range."""
    currency = first.currency or second.currency
    if currency is None or (first.currency and second.currency and first.currency != second.currency):
        return None
    word, mark = gap["word"], gap["mark"]
    if not second.currency:
        # "$500 to 12 schools", "$1 billion-2025": the second number is of something else.
        if first.word or (second.quantity.bare and (word or not first.quantity.bare)):
            return None
    low, high = first.quantity.value, second.quantity.value
    if not first.word and second.quantity.large > 1:
        if first.quantity.bare:
            low *= second.quantity.unit
        elif first.quantity.large == 1:
            low *= second.quantity.large
    if low >= high:
        return None
    if mark == "、":
        near = first.quantity.bare and not first.sign and first.quantity.value < 10
        return (currency, low, high) if near and high - low == second.quantity.unit else None
    if mark == "から" and (_BECAME.match(text, second.end) or first.word and not second.word):
        return None
    if word and not _word_range(text, first, word):
        return None
    return currency, low, high


def _word_range(text: str, first: _Figure, word: str) -> bool:
    before = text[max(0, first.start - 48) : first.start]
    if word == "and":
        return bool(re.search(r"\bbetween (?:\w+ )?\Z", before, re.I))
    if word == "or":
        return first.quantity.bare and not first.word
    return not _CHANGED.search(before) or bool(_SPANS.search(before))


# --- numbers in words -------------------------------------------------------------------------

_KANJI = re.compile(
    rf"[{KANJI_DIGITS}十百千][{KANJI_DIGITS}十百千万億兆・]{{0,15}}(?=[{''.join(sorted(currencies.JAPANESE_STARTS))}])"
)
_CURRENCY_WORD = re.compile(
    r"[ -](?:(?P<nation>u\.?s\.?|american|japanese|korean) )?(?P<word>dollars?|yen|euros?|won|yuan|pounds|rupees)\b"
)
_CURRENCY_WORDS = ("dollar", "yen", "euro", "won", "yuan", "pounds", "rupees")
_NUMBER_WORDS = re.compile(
    r"(?:(?:\b(?:a|an|half|quarter|of|and|point|hundred|thousand|million|billion|trillion|zero|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety))(?:[ -]|\Z)){1,12}\Z"
)
_ALONE = re.compile(
    r"(?:\A|[.!?:\n\"'(—–-] ?|\b(?:the|its|this|that|new|another|proposed|first|planned|their|his) )\Z", re.I
)


def _kanji_amounts(text: str) -> Iterable[Money]:
    if text.isascii():
        return
    for match in _KANJI.finditer(text):
        start = match.start()
        before = text[start - 1] if start else " "
        if before in "数何幾第単" or before.isdigit() or before in "万億兆,.・":
            continue
        quantity = japanese(text, start)
        if quantity is None or quantity.end != match.end() or quantity.value < 2:
            continue
        if match.group() in {"百万", "千"} and before in "(:":  # "(単位:百万円)"
            continue
        after = currencies.AFTER_JAPANESE.match(text, quantity.end)
        if after is None or after["word"] in _NEEDS_SCALE and quantity.large == 1:
            continue
        yield _money(text, start, after.end(), currencies.of_word(after["word"]), quantity.value)


def _spelled_amounts(text: str) -> Iterable[Money]:
    low = text.lower()
    if len(low) != len(text) or not any(word in low for word in _CURRENCY_WORDS):
        return
    for match in _CURRENCY_WORD.finditer(low):
        ahead = low[max(0, match.start() - 72) : match.start()]
        words = _NUMBER_WORDS.search(ahead)
        if words is None or words.start() and ahead[words.start() - 1] in "-.0123456789":
            continue
        read = _spelled(ahead, words, match)
        if read is None:
            continue
        value, skipped = read
        start = match.start() - len(words.group()) + skipped
        nation = match["nation"]
        currency = currencies.of_word(
            f"{nation} {match['word']}" if nation in {"us", "u.s."} else match["word"]
        )
        yield _money(text, start, match.end(), currency, value)


def _spelled(ahead: str, words: re.Match[str], match: re.Match[str]) -> tuple[Decimal, int] | None:
    """(value, characters to skip) of the number words before a currency word."""
    parts = re.split(r"[ -]", words.group().strip(" -"))
    skipped = 0
    while parts and parts[0] in {"and", "of"}:
        skipped += len(parts[0]) + 1
        parts = parts[1:]
    adjective = match.group()[0] == "-"
    if parts in (["million"], ["billion"], ["trillion"]):
        if not adjective or not _ALONE.search(ahead, 0, words.start()):
            return None
        return spelled(["a", *parts]) or Decimal(0), skipped
    value = spelled(parts) if parts else None
    if value is None or value < 2 or (value < 100 and match["word"] in _NEEDS_SCALE):
        return None
    if adjective and parts[0] == "a":
        skipped += 2
    return value, skipped


# --- what the neighbours say ------------------------------------------------------------------

_RATE_AFTER = re.compile(
    r"(?:台|前後)?(?: (?:to|per|against|versus|on) (?:the|a|one|1)?[ -]?(?:US |U\.S\. )?(?:dollar|euro|greenback)\b| ?(?:/|per) ?(?:dollar|USD|\$)|=[0-9]| a dollar\b)",
    re.I,
)
_RATE_BEFORE = re.compile(
    r"(?:1(?:米)?ドル ?(?:=|は|が|、|あたり|当たり|につき)? ?(?:約)?|1 ?ユーロ ?[=は]? ?|dollar (?:bought|was|at|stood at|traded at|fetched|to) |(?:\$1|USD ?1|US\$1) ?= ?|為替レート[^0-9。]{0,8}|レート[^0-9。]{0,6})\Z",
    re.I,
)


def _about(text: str, start: int, end: int) -> str | None:
    """ "exchange rate" for the parts of one, else None."""
    if _RATE_AFTER.match(text, end) or _RATE_BEFORE.search(text, max(0, start - 18), start):
        return "exchange rate"
    return None


def _inherit(text: str, found: list[Money]) -> list[Money]:
    """Bracketed conversions without a word of their own take the qualifier of the figure they convert."""
    for at in range(1, len(found)):
        before, m = found[at - 1], found[at]
        if m.qualifier is not Qualifier.EXACT or before.qualifier in {Qualifier.EXACT, Qualifier.RANGE}:
            continue
        if (
            m.currency != before.currency
            and m.start - before.end < 26
            and _IN_BRACKETS.match(text, before.end, m.start)
        ):
            found[at] = replace(m, qualifier=before.qualifier)
    return found
