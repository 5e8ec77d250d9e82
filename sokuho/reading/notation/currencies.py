"""Currencies as written: signs and codes before a figure, words and codes behind it, in both languages.

Currencies are a closed class of the grammar of figures, not vocabulary of a topic, so they live in code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from sokuho.reading.patterns import choice
from sokuho.reading.wordlists import by_word, words


def _any(table: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(table, key=len, reverse=True))


SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₹": "INR", "₱": "PHP", "฿": "THB",
    "₫": "VND", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₤": "GBP",
}  # fmt: skip
_BEFORE_SIGN = by_word({
    "USD": "US$ U.S.$ USD$ $US", "AUD": "A$ AU$ AUD$ Aus$ $A $AU",
    "CAD": "C$ CA$ CAD$ Can$ CAN$ Cdn$ CDN$ $C $CAN", "TWD": "NT$ TW$ NTD$", "HKD": "HK$ HKD$ $HK",
    "SGD": "S$ SG$ SGD$", "NZD": "NZ$ NZD$ $NZ", "BRL": "R$", "MXN": "MX$ Mex$", "JPY": "JP¥ JPY¥",
    "CNY": "CN¥ RMB¥",
})  # fmt: skip
CODES = {
    code: code
    for code in words(
        "USD JPY EUR GBP KRW CNY INR TWD HKD SGD AUD CAD NZD CHF SEK NOK DKK BRL MXN THB IDR VND "
        "PHP MYR RUB SAR AED QAR KWD ZAR PLN CZK ILS EGP NGN KZT"
    )
} | {"RMB": "CNY", "NTD": "TWD"}
_LOCAL = {"Rs.": "INR", "Rs": "INR", "RM": "MYR", "Rp.": "IDR", "Rp": "IDR", "Php": "PHP", "₨": "INR"}
# Short marks and words that mean money only before a scaled figure: "Y80tn", "yen 500 billion".
_WEAK = {
    "Y": "JPY", "P": "PHP", "R": "ZAR", "Dh": "AED", "Dhs": "AED", "SR": "SAR", "Tk": "BDT", "Yen": "JPY",
    "yen": "JPY", "YEN": "JPY", "Euro": "EUR", "euro": "EUR", "EURO": "EUR", "Euros": "EUR", "Yuan": "CNY",
    "US dollars": "USD", "US dollar": "USD", "Dollars": "USD", "SFr": "CHF", "Fr": "CHF",
}  # fmt: skip
# "US $5 billion"; but in "A $5 billion plan" the letter is an article.
_BEFORE_NATIONS = {
    "US": "USD", "U.S.": "USD", "USD": "USD", "AUD": "AUD", "CAD": "CAD", "NT": "TWD", "HK": "HKD",
    "NZ": "NZD", "SGD": "SGD",
}  # fmt: skip
_PLAIN_CODES = words("USD JPY EUR GBP KRW CNY INR TWD HKD SGD AUD")
# Orders of magnitude only: which of two amounts is the larger, and whether one may be the other's
# conversion. Units of the currency to the dollar.
PER_DOLLAR = {
    "USD": 1.0, "JPY": 140.0, "EUR": 0.9, "GBP": 0.78, "KRW": 1350.0, "CNY": 7.2, "TWD": 31.0, "HKD": 7.8,
    "AUD": 1.5, "CAD": 1.35, "SGD": 1.35, "NZD": 1.65, "CHF": 0.9, "INR": 84.0, "MYR": 4.4, "THB": 34.0,
    "IDR": 16000.0, "SAR": 3.75, "AED": 3.67,
}  # fmt: skip
# Marks that are safe only before a scale; codes like "PHP" and "CAD" are words too, so at least a separator.
NEED_SCALE = frozenset(_WEAK)
NEED_SEPARATOR = frozenset(CODES) - _PLAIN_CODES


_SPACED = {f"{nation} $": code for nation, code in _BEFORE_NATIONS.items()} | {
    mark: code for mark, code in _WEAK.items() if " " in mark
}
_MARKS = SIGNS | _BEFORE_SIGN | _SPACED | CODES | _LOCAL | _WEAK
# What a mark can end in: a sign, or the last two letters. Nearly every number fails here.
_ENDS = frozenset(mark[-2:] for mark in _MARKS if len(mark) > 1)
_ENDS_ALONE = frozenset(mark for mark in _MARKS if len(mark) == 1)
_LAST = frozenset(mark[-1] for mark in _MARKS) | {" ", "."}
_SPACED_ENDS = tuple(_SPACED)
_IN_MARK = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.$")


class Sign(NamedTuple):
    """A currency mark before a number: "US$", "JPY", "Rs.". `dotted` if ".42" follows it."""

    mark: str
    start: int
    currency: str
    dotted: bool = False


def sign_before(text: str, at: int, low: int = 0) -> Sign | None:
    """The currency mark right before the number at `at`, not reaching back over `low`."""
    last = text[at - 1 : at]
    if last not in _LAST:
        return None
    dotted = last == "." and text[at - 2 : at - 1] in SIGNS
    end = at - 1 if dotted or last == " " else at
    if end <= low or (text[end - 1] not in _ENDS_ALONE and text[end - 2 : end] not in _ENDS):
        return None
    start = end - 1
    while start > low and end - start < 8 and text[start - 1] in _IN_MARK:
        start -= 1
    mark = text[start:end]
    if mark not in _MARKS:
        mark, start = text[end - 1], end - 1  # "worth¥5"
        if mark not in SIGNS:
            return _spaced(text, end, low)
    if text[start - 1 : start] == "/" and mark in CODES:  # "USD/JPY 150.25" is a rate, not yen
        return None
    if text[start - 1 : start] == " ":
        return _spaced(text, end, low) or Sign(mark, start, _MARKS[mark], dotted)
    return Sign(mark, start, _MARKS[mark], dotted)


def _spaced(text: str, end: int, low: int) -> Sign | None:
    """A mark of two words: "US $", "US dollars"."""
    if not text.endswith(_SPACED_ENDS, low, end):
        return None
    mark = max((m for m in _SPACED if text.endswith(m, low, end)), key=len)
    start = end - len(mark)
    return None if text[start - 1 : start].isalpha() else Sign(mark, start, _MARKS[mark])


# The same mark where the second number of a range may start.
_NEXT = re.compile(rf"(?P<mark>{_any(_MARKS)}) ?(?P<dot>\.)?(?=[0-9])")


def sign_at(text: str, at: int) -> tuple[Sign | None, int]:
    """The currency mark at `at`, if any, and where its number starts."""
    match = _NEXT.match(text, at)
    if match is None:
        return None, at
    return Sign(match["mark"], at, _MARKS[match["mark"]], dotted=match["dot"] is not None), match.end()


# --- behind the figure, English ---------------------------------------------------------------

_NATIONS = {
    "us": "USD", "u.s.": "USD", "u.s": "USD", "american": "USD", "canadian": "CAD", "australian": "AUD",
    "new taiwan": "TWD", "taiwan": "TWD", "taiwanese": "TWD", "hong kong": "HKD", "singapore": "SGD",
    "singaporean": "SGD", "new zealand": "NZD", "nt": "TWD", "hk": "HKD",
}  # fmt: skip
_WORDS = by_word({
    "USD": "dollar dollars dlr dlrs", "JPY": "yen", "EUR": "euro euros", "KRW": "won",
    "CNY": "yuan renminbi", "INR": "rupee rupees", "GBP": "pound pounds", "MYR": "ringgit", "THB": "baht",
    "IDR": "rupiah rupiahs", "VND": "dong", "PHP": "peso pesos", "RUB": "ruble rubles rouble roubles",
    "SAR": "riyal riyals", "AED": "dirham dirhams", "CHF": "franc francs", "BRL": "reais",
    "SEK": "kronor krona", "NOK": "kroner", "ZAR": "rand", "PLN": "zloty", "ILS": "shekels", "TRY": "lira",
    "KZT": "tenge", "BDT": "taka", "NGN": "naira",
})  # fmt: skip
_NATIONAL = {
    "japanese yen": "JPY", "korean won": "KRW", "south korean won": "KRW", "chinese yuan": "CNY",
    "indian rupee": "INR", "indian rupees": "INR", "british pounds": "GBP", "swiss francs": "CHF",
    "mexican pesos": "MXN", "philippine pesos": "PHP", "brazilian reais": "BRL", "danish kroner": "DKK",
    "norwegian kroner": "NOK", "swedish kronor": "SEK", "emirati dirhams": "AED", "saudi riyals": "SAR",
    "qatari riyals": "QAR", "uae dirhams": "AED", "russian rubles": "RUB", "egyptian pounds": "EGP",
    "malaysian ringgit": "MYR", "thai baht": "THB", "vietnamese dong": "VND", "indonesian rupiah": "IDR",
    "pounds sterling": "GBP",
}  # fmt: skip
_NATIONAL |= {f"{nation} {w}": code for nation, code in _NATIONS.items() for w in ("dollar", "dollars")}
_ENGLISH = _WORDS | _NATIONAL
AFTER_ENGLISH = re.compile(
    r"(?:\.?[ -]|\.-|\.)?(?=[$€£¥A-Za-z])(?P<word>(?i:"
    + choice(_any(_ENGLISH).replace(r"\ ", "[ -]"))
    + rf")(?![A-Za-z])|(?:{_any(CODES)})(?![A-Za-z])|US\$(?![0-9])|[$€£¥](?!\.?[0-9]))",
    re.A,  # ſ is no S
)
# First words that AFTER_ENGLISH can match, in lower case.
ENGLISH_STARTS = frozenset(w.split()[0].rstrip(".") for w in _ENGLISH) | {c.lower() for c in CODES} | {"u"}
# Verbs and weights that look like currencies: they need a scaled or long number before them.
_LOOKALIKES = words("won pound pounds rand dong taka lira")
WEIGHT = re.compile(
    r" of (?!invest|fund|debt|saving|spend|public|private|new|tax|aid|revenue)"
    r"| ?[-/]? ?(?:a|per) (?:year|day|hour)"
)

# --- behind the figure, Japanese --------------------------------------------------------------

_YEN = {"円": "JPY", "圓": "JPY", "日本円": "JPY"}
_JA_NATIONS = {"": "USD"} | by_word({
    "USD": "米 米国 US アメリカ", "AUD": "豪 豪州 オーストラリア", "CAD": "カナダ 加", "HKD": "香港",
    "SGD": "シンガポール 星", "TWD": "台湾 新台湾 NT", "NZD": "NZ ニュージーランド",
})  # fmt: skip
_JA_WORDS = {f"{nation}ドル": code for nation, code in _JA_NATIONS.items()} | by_word({
    "USD": "弗", "EUR": "ユーロ", "KRW": "ウォン 韓国ウォン", "CNY": "元 人民元 中国元", "TWD": "台湾元",
    "HKD": "香港元", "GBP": "ポンド 英ポンド", "INR": "ルピー インドルピー",
    "MYR": "リンギット リンギ マレーシアリンギット", "THB": "バーツ タイバーツ",
    "IDR": "ルピア インドネシアルピア", "VND": "ドン ベトナムドン", "PHP": "ペソ フィリピンペソ",
    "MXN": "メキシコペソ", "RUB": "ルーブル", "SAR": "リヤル サウジリヤル",
    "AED": "ディルハム UAEディルハム", "CHF": "フラン スイスフラン", "BRL": "レアル",
    "SEK": "クローナ スウェーデンクローナ", "NOK": "ノルウェークローネ", "DKK": "デンマーククローネ",
    "TRY": "トルコリラ", "ZAR": "ランド", "ILS": "シェケル", "BDT": "タカ",
})  # fmt: skip
_JAPANESE = _YEN | _JA_WORDS
AFTER_JAPANESE = re.compile(
    rf" ?(?P<word>(?:{_any(_YEN)})(?![形滑盤柱筒卓満周熟])"
    rf"|(?:{_any(_JA_WORDS)})(?!(?!クラス|ベース|オーバー|プラス|プロジェクト|プログラム|ファンド)[ァ-ヴ]|(?<=元)[年素化号日旦来本]))"
    r"(?:(?P<hundredths>[0-9]{1,2})(?:銭?[~–—-][0-9]{1,2})?(?:銭|セント))?"  # 156円02~04銭: the lower
)
JAPANESE_STARTS = frozenset(word[0] for word in _JAPANESE)
NEED_SCALE_BEFORE = words("元 ドン ランド フラン ポンド タカ") | _LOOKALIKES

HUNDREDTHS = {"cents": "USD", "¢": "USD", "pence": "GBP", "セント": "USD", "銭": "JPY"}
AFTER_HUNDREDTHS = re.compile(
    r"[ -]?(?P<word>cents(?![A-Za-z])|pence(?![A-Za-z])|¢|セント(?![ァ-ヴー])|銭(?!湯))"
)


def of_word(word: str) -> str:
    """The ISO code of what AFTER_ENGLISH or AFTER_JAPANESE matched."""
    sign = SIGNS.get(word[-1])
    if sign:
        return sign
    return _JAPANESE.get(word) or CODES.get(word) or _ENGLISH[word.lower().replace("-", " ")]
