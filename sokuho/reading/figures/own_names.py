"""The name of its own that a Japanese text gives a plant, a field or a project: スリーリバーズ発電所,
「Pioneer」プロジェクト. What is only described has none: ガス火力発電所, テキサス州の蓄電所."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sokuho.reading.lexicon import Mention, within
from sokuho.reading.names.plain_words import LOANWORDS

_STANDS = re.compile(
    r"(?:発電|蓄電|変電|製油)所|工場|(?:発電|蓄電池|開発|製造|輸出)事業|プロジェクト|ファーム|キャンパス|パーク|ターミナル"
    r"|基地|ガス田|油田|鉱区|ソーラー(?![ァ-ヴー])"
)
# Katakana or Latin letters, then in kanji what sort of thing it is; a place's, company's or country's word
# behind the letters says that they are no name of a plant.
_NAMED = re.compile(
    r"(?<![ァ-ヴーA-Za-z0-9・])(?P<name>[ァ-ヴA-Z](?:[ァ-ヴー・A-Za-z0-9Ⅰ-Ⅹ]| (?=[A-Z0-9]))+?)"
    r"(?P<sort>(?:(?:天然|シェール)?ガス|メガ|LNG|ウイ?ンド|ウィンド|アンモニア|(?<![ァ-ヴーA-Za-z])[0-9]"
    r"|(?:(?<=[一-龥焚])|(?![州郡市町村県都府社製産系型式級向用初最側沖湾地東西南北部国等各系中約]))[一-龥]|(?<=焚)き){0,10})\Z"
)
_QUOTED = re.compile(r"[「『](?P<name>[^「」『』\n、。]{2,24})[」』](?:低炭素|[一-龥ァ-ヴー]){0,8}\Z")
_WITHIN_QUOTES = re.compile(r"[「『](?P<name>[^「」『』\n、。の]{2,20})\Z")
_OPEN, _CLOSED = "「『", ("」", "』")
_FOLLOWED = ("に続", "など", "のほか")  # what the deal comes after is another's
_REACH = 40  # code points
_LEAST = 3  # letters that make a name
_SORTS = re.compile(
    r"(?:ガス|シェール|オイル|ソーラー|ウイ?ンド|ウィンド|エネルギー|バイオマス|データ|センター|コンバインドサイクル|LNG|FIT|PPA"
    r"|メガ|ハイブリッド|バーチャル|オンサイト|オフサイト|リチウム|アンモニア|クリーン|グリーン|ブルー|スマート|新)+"
)
_ACRONYM = re.compile(r"[A-Z]{1,5}")


def own_name(
    body: str, span: tuple[int, int], sector: str, things: Sequence[Mention], names: Sequence[Mention]
) -> str | None:
    """The first such name in a stretch of text of something of a sector."""
    low, high = span
    for m in _STANDS.finditer(body, low, high):
        found = _begins(body, max(low, m.start() - _REACH), m.start(), m.end(), names)
        if found is None or body.startswith(_FOLLOWED, m.end()):
            continue
        text = body[found : m.end()]
        said = [t.value for t in within(things, found, m.end())]
        if sector in said or (not said and (m[0].endswith("所") or text[0] in _OPEN)):
            return text
    return None


def _begins(body: str, low: int, stands: int, end: int, names: Sequence[Mention]) -> int | None:
    """Where a name begins that ends in what stands there."""
    if body.startswith(_CLOSED, end) and (within_quotes := _WITHIN_QUOTES.search(body, low, stands)):
        return within_quotes.start("name")
    if quoted := _QUOTED.search(body, low, stands):
        return quoted.start() if not _plain(quoted["name"]) else None
    found = _NAMED.search(body, low, stands)
    if found is None or _plain(found["name"]):
        return None
    start, stop = found.span("name")
    for m in names:
        whole = m.start <= start and stop <= m.end and m.kind in ("company", "agency", "block")
        if whole or (m.value == "country" and start <= m.start < stop):
            return None
    return start


def _plain(name: str) -> bool:
    """Whether letters are general words or initials: メガソーラー, LNG."""
    if _ACRONYM.fullmatch(name):
        return True
    return all(part in LOANWORDS or len(_SORTS.sub("", part)) < _LEAST for part in name.split("・"))
