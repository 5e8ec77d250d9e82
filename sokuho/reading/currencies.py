"""Currencies as written: signs and codes before a figure, words and codes behind it, in both languages.

Currencies are a closed class of the grammar of figures, not vocabulary of a topic, so they live in code.
"""

from __future__ import annotations

import re

SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₹": "INR", "₱": "PHP", "฿": "THB",
    "₫": "VND", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₤": "GBP",
}  # fmt: skip
_BEFORE_SIGN = {
    "US$": "USD", "U.S.$": "USD", "USD$": "USD", "A$": "AUD", "AU$": "AUD", "AUD$": "AUD", "Aus$": "AUD",
    "C$": "CAD", "CA$": "CAD", "CAD$": "CAD", "Can$": "CAD", "Cdn$": "CAD", "CDN$": "CAD", "NT$": "TWD",
    "TW$": "TWD", "NTD$": "TWD", "HK$": "HKD", "HKD$": "HKD", "S$": "SGD", "SG$": "SGD", "SGD$": "SGD",
    "NZ$": "NZD", "NZD$": "NZD", "R$": "BRL", "MX$": "MXN", "Mex$": "MXN", "JP¥": "JPY", "JPY¥": "JPY",
    "CN¥": "CNY", "RMB¥": "CNY",
}  # fmt: skip
_CODES = {
    code: code
    for code in """USD JPY EUR GBP KRW CNY INR TWD HKD SGD AUD CAD NZD CHF SEK NOK DKK BRL MXN THB IDR VND
    PHP MYR RUB SAR AED QAR KWD ZAR PLN CZK ILS EGP NGN KZT""".split()
} | {"RMB": "CNY", "NTD": "TWD", "US dollar": "USD"}
_LOCAL = {"Rs.": "INR", "Rs": "INR", "RM": "MYR", "Rp.": "IDR", "Rp": "IDR", "Php": "PHP"}

# Codes that are safe before a small bare number; others ("PHP 8", "CAD 2026") need a scale or a comma.
PLAIN_CODES = frozenset({"USD", "JPY", "EUR", "GBP", "KRW", "CNY", "INR", "TWD", "HKD", "SGD", "AUD"})


def _any(words: dict[str, str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


_SPACED = r"(?<![A-Za-z])(?:US|U\.S\.|USD|AUD|CAD|NT|HK|NZ|SGD) \$"
_BEFORE = (
    rf"(?<![A-Za-z])(?:{_any(_BEFORE_SIGN)})|{_SPACED}|[{''.join(map(re.escape, SIGNS))}]"
    rf"|(?<![A-Za-z])(?:{_any(_CODES)}|{_any(_LOCAL)})"
)
# A search that ends where the number starts, and a match where the next number may start.
BEFORE = re.compile(rf"(?P<sign>{_BEFORE}) ?\Z")
BEFORE_NEXT = re.compile(rf"(?P<sign>{_BEFORE}) ?(?=[0-9])")
# The last character that a sign or code can end in; what isn't in here can't be one.
BEFORE_ENDS = frozenset("".join(SIGNS) + "DYRPWNFKBTMSGCLOHEsp.rq" + " ")


def of_sign(sign: str) -> str:
    """The ISO code of what BEFORE matched."""
    compact = sign.replace(" ", "")
    return _BEFORE_SIGN.get(compact) or SIGNS.get(compact) or _CODES.get(sign) or _LOCAL[sign]


# --- behind the figure, English ---------------------------------------------------------------

_DOLLARS = {
    "us": "USD", "u.s.": "USD", "u.s": "USD", "american": "USD", "canadian": "CAD", "australian": "AUD",
    "new taiwan": "TWD", "taiwan": "TWD", "taiwanese": "TWD", "hong kong": "HKD", "singapore": "SGD",
    "singaporean": "SGD", "new zealand": "NZD", "nt": "TWD", "hk": "HKD",
}  # fmt: skip
_WORDS = {
    "dollar": "USD", "dollars": "USD", "dlr": "USD", "dlrs": "USD", "yen": "JPY", "euro": "EUR",
    "euros": "EUR", "won": "KRW", "yuan": "CNY", "renminbi": "CNY", "rupee": "INR", "rupees": "INR",
    "pound": "GBP", "pounds": "GBP", "pounds sterling": "GBP", "ringgit": "MYR", "baht": "THB",
    "rupiah": "IDR", "rupiahs": "IDR", "dong": "VND", "peso": "PHP", "pesos": "PHP", "ruble": "RUB",
    "rubles": "RUB", "rouble": "RUB", "roubles": "RUB", "riyal": "SAR", "riyals": "SAR", "dirham": "AED",
    "dirhams": "AED", "franc": "CHF", "francs": "CHF", "reais": "BRL", "kronor": "SEK", "krona": "SEK",
    "kroner": "NOK", "rand": "ZAR", "zloty": "PLN", "shekels": "ILS", "lira": "TRY", "tenge": "KZT",
}  # fmt: skip
_NATIONAL = {
    "japanese yen": "JPY", "korean won": "KRW", "south korean won": "KRW", "chinese yuan": "CNY",
    "indian rupee": "INR", "indian rupees": "INR", "british pounds": "GBP", "swiss francs": "CHF",
    "mexican pesos": "MXN", "philippine pesos": "PHP", "brazilian reais": "BRL", "danish kroner": "DKK",
    "norwegian kroner": "NOK", "swedish kronor": "SEK", "emirati dirhams": "AED", "saudi riyals": "SAR",
    "qatari riyals": "QAR", "uae dirhams": "AED", "russian rubles": "RUB", "egyptian pounds": "EGP",
} | {f"{nation} {word}": code for nation, code in _DOLLARS.items() for word in ("dollar", "dollars")}  # fmt: skip
_ENGLISH = _WORDS | _NATIONAL
_AFTER_WORDS = _any(_ENGLISH).replace(r"\ ", "[ -]")
# Verbs and weights that look like currencies: they need a scaled or long number before them.
AMBIGUOUS = frozenset({"won", "pound", "pounds", "rand", "dong"})
AFTER_ENGLISH = re.compile(
    rf"(?:\.?[ \n-]|\.-|\.)?(?P<word>(?i:{_AFTER_WORDS})|{_any(_CODES)}|US\$|\$(?![0-9]))(?![A-Za-z])"
)
POUNDS_OF = re.compile(
    r"(?: of (?!invest|fund|debt|saving|spend|public|private|new|tax|aid|revenue)| ?[-/]? ?(?:a|per) )"
)

# --- behind the figure, Japanese --------------------------------------------------------------

_YEN = {"円": "JPY", "圓": "JPY", "日本円": "JPY"}
_JA_DOLLARS = {
    "": "USD", "米": "USD", "米国": "USD", "US": "USD", "アメリカ": "USD", "豪": "AUD", "豪州": "AUD",
    "オーストラリア": "AUD", "カナダ": "CAD", "加": "CAD", "香港": "HKD", "シンガポール": "SGD", "星": "SGD",
    "台湾": "TWD", "新台湾": "TWD", "NT": "TWD", "NZ": "NZD", "ニュージーランド": "NZD",
}  # fmt: skip
_JA_WORDS = {f"{nation}ドル": code for nation, code in _JA_DOLLARS.items()} | {
    "弗": "USD", "ユーロ": "EUR", "ウォン": "KRW", "韓国ウォン": "KRW", "元": "CNY", "人民元": "CNY", "中国元": "CNY",
    "台湾元": "TWD", "香港元": "HKD", "ポンド": "GBP", "英ポンド": "GBP", "ルピー": "INR", "インドルピー": "INR",
    "リンギット": "MYR", "リンギ": "MYR", "マレーシアリンギット": "MYR", "バーツ": "THB", "タイバーツ": "THB",
    "ルピア": "IDR", "インドネシアルピア": "IDR", "ドン": "VND", "ベトナムドン": "VND", "ペソ": "PHP",
    "フィリピンペソ": "PHP", "メキシコペソ": "MXN", "ルーブル": "RUB", "リヤル": "SAR", "サウジリヤル": "SAR",
    "ディルハム": "AED", "UAEディルハム": "AED", "スイスフラン": "CHF", "フラン": "CHF", "レアル": "BRL",
    "スウェーデンクローナ": "SEK", "クローナ": "SEK", "ノルウェークローネ": "NOK", "デンマーククローネ": "DKK",
    "トルコリラ": "TRY", "ランド": "ZAR", "シェケル": "ILS",
}  # fmt: skip
_JAPANESE = _YEN | _JA_WORDS
AFTER_JAPANESE = re.compile(
    rf" ?(?P<word>(?:{_any(_YEN)})(?![形滑盤柱筒卓満周熟])|(?:{_any(_JA_WORDS)})(?![ァ-ヴ]|(?<=元)[年素化号日旦来本]))"
    r"(?:(?P<sen>[0-9]{1,2})銭)?"
)
JAPANESE_STARTS = frozenset(word[0] for word in _JAPANESE)
CODES_AFTER = frozenset(_CODES)


def of_word(word: str) -> str:
    """The ISO code of what AFTER_ENGLISH or AFTER_JAPANESE matched."""
    if word in {"$", "US$"}:
        return "USD"
    plain = word.lower().replace("-", " ")
    return _JAPANESE.get(word) or _CODES.get(word) or _ENGLISH[plain]
