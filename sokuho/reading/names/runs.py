"""Runs of capitals or of katakana that may be a name which no list knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, islice

from sokuho.reading.lexicon import Mention
from sokuho.reading.names.listed import Listed
from sokuho.reading.names.naming import ADJECTIVE, LEGAL, OFFICES, TAILS
from sokuho.reading.names.plain_words import CAPITALISED, LOANWORDS
from sokuho.reading.wordlists import words

_MOST_RUNS = 400  # runs of capitals that are looked at; a text with more is a list
_MOST = 40  # names behind 株式会社
_GENERIC = 3  # so many general words make a name: Global Compute Infrastructure

_CHAR = "A-Za-z0-9À-ɏ"
_INNER = rf"(?:&(?=[A-Z])|-(?=[A-Z0-9])|\.(?=[{_CHAR}])|'(?!s\b)(?=[A-Za-z]))"
_REST = rf"[{_CHAR}+]*+(?:{_INNER}[{_CHAR}+]++)*"
_WORD = rf"(?:[A-ZÀ-Þ]|[a-z](?=[A-Z])|[0-9](?=[A-Z][a-z])){_REST}"
_WITHIN = rf"[{_CHAR}.@/&$£€-]"  # behind these no run begins
# A capital is sought, of which there are fewer than words. With a group the run begins one letter or digit
# before it: xAI, 3Degrees.
_RUN = re.compile(
    rf"[A-ZÀ-Þ](?:(?<!{_WITHIN}.)|()(?<!{_WITHIN}..)(?:(?<=[a-z][A-Z])|(?<=[0-9][A-Z])(?=[a-z])))"
    rf"{_REST}(?: (?:(?:&|St\.|Mt\.) )?(?![A-Z]{{1,3}}\$){_WORD}){{0,5}}"
)
KANJI_ENDS = (
    *("電力", "証券", "銀行", "重工業", "重工", "建設", "商事", "不動産", "地所", "電機", "電工"),
    *("製作所", "製薬", "化学", "工業"),
)
_KANJI_END = "|".join(KANJI_ENDS)
# The first letter is sought, then what stands before it.
_KANA = re.compile(
    r"[ァ-ヴA-Z](?<![ァ-ヴーA-Za-z・&].)(?:(?<=[ァ-ヴ])|(?<![ァ-ヴ])[A-Za-z0-9&]{0,9}+[ァ-ヴ])"
    rf"(?:[ァ-ヴー・＝]|&(?=[ァ-ヴ])){{2,30}}(?:[A-Z]{{2,4}})?(?:{_KANJI_END})?(?![ァ-ヴー])"
)
_JP_END = re.compile(
    r"(?:物産|海運|製鋼|倉庫|商会"
    r"|電鉄|瓦斯|精機|紡績|製紙|金属|鉱業|石油開発|化成|電子"
    rf"|{'|'.join([f'{end}(?<!発{end})' for end in KANJI_ENDS])})"
    r"(?!所|界|会|用|株|部門|器|機|計画|費|中|地|現場|需要|網|量|線|契約|消費|業|田|火力|発電|団|取引|価格|供給"
    r"|事業|製|部品|融資|系|等)"
)
_JP_NAME = re.compile(r"(?:[一-龥]{2,6}|[ァ-ヴー]{2,12}|[A-Z][A-Za-z]{1,10}|[A-Z]{1,4}[一-龥]{1,4})$")
_JP_PLAIN = re.compile(
    r"会社|工場|発電所|設備|拠点|大規模|大型|施設|供給|消費|余剰|送配|再生|小売|産業|地域|規模|国内|海外|自然|分散|次世代"
    r"|基幹|調達|余った|天然|都市|液化|地方|大手|信託|投資|協力|中央|世界|電力|政府|民間|各|系|日米|外国|主要|複数"
    r"|石油化|純度|有機|無機|温室|排|燃料|原子|火力|太陽|風力|今回|同|当|両|全|新"
)
# What is no name by itself, but ends one in kanji: 北浜インダストリーズ.
_KANA_END = re.compile(
    "(?:ホールディングス|エナジー|リアルティ|フィナンシャルグループ|キャピタル|インダストリーズ|テクノロジーズ?|ソリューションズ"
    "|システムズ|パートナーズ|データセンターズ|セミコンダクター|マテリアルズ?|エレクトロニクス|トレーディング)+"
)
_KABU = re.compile(
    r"(?:株式会社|合同会社|特定目的会社|㈱|（株）)([^\sぁ-ん、。「」『』（）()：:・／/]{2,24})"
)
_OPENERS = words(
    """
    The A An In On At By For Of And But It Its He She They We I You This That These Those Now Then
    Here There When Where While With Without Some Most Many More Also Their His Her Our My Your Both
    Under Who What Why How Which If As After Before Since Yet Still Only Even Not No All Each One
    Two Three Four Five Six Seven Eight Nine Ten Half Last Next First Other Another Such So From To
    Million Billion Trillion
    Over About Nearly Until Because Though Although However Meanwhile Neither Nor Or Through During
    Between Among Today Every Any Once Later Earlier Again Like Just
    """
)
NO_NAMES = CAPITALISED | _OPENERS
# "Plant Barry", "Fort Bend", "Lake Charles": no companies, unless their end says so.
_LAND = words("Lake Port Fort Mount Cape Camp")
_CALLED_AFTER = _LAND | words("Plant Unit Project Hurricane Interstate Route")
_FIRM = re.compile("社(?![会長員債内])")
# "Legend Power Station", "Warren County": what a plant or a place is called.
_SITE = re.compile(
    r" (?:(?:Power|Generating|Pumping) )?(?:Station|Substation|Terminal|County|Counties|Parish|Wind Farm"
    r"|Solar Farm|Power Plant|Refinery|Reservoir)\b"
)
_PLANT = re.compile(
    r"(?:Energy|Power|Generation|Generating|Solar|Wind) (?:Center|Centre|Station|Plant|Farm|Facility)\Z"
)

Run = tuple[int, int, str | None]  # start, end, country of the listed company that it begins with


def latin(body: str, listed: Listed, within: int) -> Iterator[Run]:
    for run in islice(_RUN.finditer(body, 0, within), _MOST_RUNS):
        start, end = run.start() - (run.lastindex or 0), run.end()
        if body[start:end] in NO_NAMES:
            continue  # most runs are the first word of a sentence
        if listed.covers(start, end):
            continue  # and most of the others a name that is listed
        over = listed.over(start, end)
        others = [m for m in over if m.kind != "place"]
        if others and not _extends(body, others, start, end):
            continue
        if (
            not others
            and over
            and over[0].start == start
            and (over[0].end >= end or ADJECTIVE.search(over[0].text))
        ):
            start = over[0].end + 1
        piece = _trimmed(body, start, end, listed) if start < end else None
        if piece is None or listed.covers(*piece):
            continue
        legal = LEGAL.match(body, piece[1])
        if _SITE.match(body, piece[1]) or (not legal and _PLANT.search(body, *piece)):
            continue
        first = start if others else piece[0]  # of "Tokyo Gas Renewables" all is the name
        yield first, legal.end() if legal else piece[1], others[0].country if others else None


def _extends(body: str, listed: list[Mention], start: int, end: int) -> bool:
    """Whether a run is a listed company's name with more of a name behind it: Sumitomo Electric Lightwave."""
    first = listed[0]
    if len(listed) > 1 or first.start != start or first.end >= end or first.kind != "company":
        return False
    rest = body[first.end : end].strip().removeprefix("& ")
    if rest.endswith("Board"):  # its board of directors
        return False
    return rest.rpartition(" ")[2] in TAILS and not LEGAL.fullmatch(" " + rest)


def _trimmed(body: str, start: int, end: int, listed: Listed) -> tuple[int, int] | None:
    """A run of capitals without the words at its ends that are no part of a name; None if nothing is left."""
    if " " not in body[start:end]:
        return _alone(body[start:end], start, listed)
    said = body[start:end].split(" ")
    starts = list(accumulate([len(word) + 1 for word in said[:-1]], initial=start))
    low, high = 0, len(said)
    office = next((i for i, word in enumerate(said) if word.strip(".") in OFFICES), None)
    if office is not None:
        if office < high - 1:
            return None  # a person
        high = office
    called = said[low] in _CALLED_AFTER
    if called and not (
        LEGAL.match(body, end)
        or LEGAL.match(body, starts[-1] - 1)
        or (said[low] in _LAND and said[-1] in TAILS and starts[-1] not in listed.things)
    ):
        return None
    plain = [
        (word in CAPITALISED or at in listed.things) and not _of_place(listed, at, at + len(word))
        for word, at in zip(said, starts, strict=True)
    ]
    while low < high and (
        said[low] in _OPENERS or (plain[low] and not called and (high - low == 1 or said[low] not in TAILS))
    ):
        low += 1
    legal = LEGAL.match(body, end) is not None  # Teton Microreactors, Inc.
    while low < high and plain[high - 1] and said[high - 1] not in TAILS and not legal:
        high -= 1
    kept = range(low, high)
    if len(kept) < _GENERIC and all(said[i] in TAILS or plain[i] for i in kept):
        return None
    first, last = starts[low], starts[high - 1] + len(said[high - 1])
    return None if last - first < 3 or LEGAL.fullmatch(", " + body[first:last]) else (first, last)


def _of_place(listed: Listed, start: int, end: int) -> bool:
    """Whether a word is part of a place's longer name: South Carolina Electric & Gas."""
    return any(m.kind == "place" and (m.start, m.end) != (start, end) for m in listed.over(start, end))


def _alone(word: str, start: int, listed: Listed) -> tuple[int, int] | None:
    """The same for a single word, which most runs are."""
    usual = word in CAPITALISED or word in TAILS or start in listed.things or word.strip(".") in OFFICES
    if usual or len(word) < 3 or word in _OPENERS or LEGAL.fullmatch(", " + word):
        return None
    return start, start + len(word)


def japanese(body: str, listed: Listed, within: int) -> Iterator[Run]:
    for run in islice(_KANA.finditer(body, 0, within), _MOST_RUNS):
        start, end = run.start(), run.start() + len(run[0].rstrip("・＝"))
        over = listed.over(start, end)
        if (
            over
            and over[-1].kind == "place"
            and over[-1].end == end
            and body[start : over[-1].start][-1:] == "・"
        ):
            over = over[:-1]  # where a company is: スミカ・マテリアルズ・テキサス
        firm = _FIRM.match(body, end) is not None  # ソーラー・パワー・パートナーズ社
        if not over and (firm or not (start in listed.things or _plain(body[start:end]))):
            if _KANA_END.fullmatch(body, start, end):
                beginning = _beginning(body, start)
                if beginning is not None and not listed.over(beginning, end):
                    yield beginning, end, None
                continue
            whole = listed.ending(start)  # 東芝ニュークリア・エナジー・システムズ
            house = body.endswith(_HOUSES, max(0, start - 2), start)
            first = whole.start if whole else start - 2 * house
            yield first, end, whole.country if whole else "JP" if house else None
        elif (
            len(over) == 1
            and over[0].start == start
            and over[0].kind == "company"
            and end - over[0].end > 2
            and body[over[0].end : end].lstrip("・") not in _WHOLE
        ):
            yield start, end, over[0].country
        elif len(over) == 1 and _of_place_and_more(body, over[0], start, end):
            yield start, end, None
    for stop in islice(_JP_END.finditer(body, 0, within), _MOST_RUNS):
        beginning = _beginning(body, stop.start())
        if beginning is not None and not listed.over(beginning, stop.end()):
            yield beginning, stop.end(), None
    for m in islice(_KABU.finditer(body, 0, within), _MOST):
        if not listed.over(m.start(1), m.end(1)):
            yield m.start(1), m.end(1), None


# クリンチ・リバー・コール; no バージニア・ビーチ
_LANDS = tuple(
    words(
        """
        バレー リバー レイク ベイ パーク ビーチ シティ シティー カウンティ カウンティー クリーク
        ポイント アイランド
        ハーバー ポート タウン ヒル ヒルズ スプリングス フォールズ プラント プロジェクト パス
        """
    )
)
_LEAST = 3  # code points of what follows the place


def _of_place_and_more(body: str, place: Mention, start: int, end: int) -> bool:
    """Whether a run of katakana is a place's name with a company's words behind it."""
    rest = body[place.end : end]
    return (
        place.kind == "place"
        and place.start == start
        and rest[:1] == "・"
        and len(rest) > _LEAST
        and not rest.endswith(_LANDS)
        and not (rest.count("・") > 1 and _of_words(rest.replace("・", "")))
    )


def _beginning(body: str, end: int) -> int | None:
    """Where a name begins that goes on there with what ends many: 北浜 of 北浜エナジー."""
    m = _JP_NAME.search(body, max(0, end - 12), end)
    return m.start() if m and not _JP_PLAIN.search(m[0]) and m[0] not in LOANWORDS else None


_AROUND = re.compile(rf"[A-Za-z0-9&]*([ァ-ヴー・＝]+)(?:[A-Z]{{2,4}})?(?:{_KANJI_END})?")
# Behind a listed name: it is that company still.
_WHOLE = frozenset(
    {
        "グループ",
        "ホールディングス",
        "ホールディング",
        "コーポレーション",
        "インコーポレイテッド",
        "リミテッド",
        "カンパニー",
    }
)
_HOUSES = ("三井", "三菱", "住友")  # no companies by themselves, but of a company's name
_LOAN = 12  # code points of the longest plain word that is looked for


def _plain(text: str) -> bool:
    """Whether a run of katakana is made of plain words: データセンター, フェーズII, クラウドサービス."""
    run = _AROUND.fullmatch(text)
    core = run[1] if run else text
    return core in LOANWORDS or _of_words(core)


def _of_words(kana: str) -> bool:
    """Whether plain words follow each other to the end."""
    ends = range(min(len(kana), _LOAN), 1, -1)
    return not kana or any(kana[:end] in LOANWORDS and _of_words(kana[end:]) for end in ends)
