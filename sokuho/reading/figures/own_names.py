"""The name of its own that a Japanese text gives a plant, a field or a project: スリーリバーズ発電所,
「Pioneer」プロジェクト. What is only described has none: ガス火力発電所, テキサス州の蓄電所."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sokuho.reading.lexicon import Mention, within
from sokuho.reading.names.plain_words import LOANWORDS

_STANDS = re.compile(
    r"[発蓄変製工プフキパタ基ガ油鉱開輸ソ](?:(?<=[発蓄変])電所|(?<=製)油所|(?<=工)場|(?<=プ)ロジェクト|(?<=フ)ァーム"
    r"|(?<=キ)ャンパス|(?<=パ)ーク|(?<=タ)ーミナル|(?<=基)地|(?<=ガ)ス田|(?<=油)田|(?<=鉱)区"
    r"|(?<=発)電事業|(?<=蓄)電池事業|(?<=開)発事業|(?<=製)造事業|(?<=輸)出事業|(?<=ソ)ーラー(?![ァ-ヴー]))"
)
# Backwards, what stands before that: the sort of thing it is, then katakana or Latin letters.
_NAMED = re.compile(
    r"(?P<sort>(?:スガ|ルーェシ|ガメ|GNL|ドンイ?ウ|ドンィウ|アニモンア|[一-龥き]){0,10})"
    r"(?P<name>(?:[ァ-ヴー・A-Za-z0-9Ⅰ-Ⅹ]|(?<=[A-Z0-9]) (?=[A-Za-z0-9])){2,30})"
)
# Kanji that say, right behind letters, that these are a place, a company or a kind: テキサス州の, SMR型.
_NO_NAME = frozenset("州郡市町村県都府社製産系型式級向用初最側沖湾地東西南北部国等各系中約")
_QUOTED = re.compile(r"[「『](?P<name>[^「」『』\n、。]{2,24})[」』](?:低炭素|[一-龥ァ-ヴー]){0,8}\Z")
_WITHIN_QUOTES = re.compile(r"[「『](?P<name>[^「」『』\n、。の]{2,20})\Z")
_OPEN, _CLOSED = "「『", ("」", "』")
_FOLLOWED = ("に続", "など", "のほか")  # what the deal comes after is another's
_REACH = 40  # code points
_LEAST = 3  # letters that make a name
_SORTS = re.compile(
    r"(?:ガス|シェール|オイル|ソーラー|ウイ?ンド|ウィンド|エネルギー|バイオマス|データ|センター|コンバインドサイクル|LNG"
    r"|FIT|PPA|メガ|ハイブリッド|バーチャル|オンサイト|オフサイト|リチウム|アンモニア|クリーン|グリーン|ブルー|スマート)+"
)
_ACRONYM = re.compile(r"[A-Z]{1,5}")


def own_name(
    body: str, span: tuple[int, int], sector: str, things: Sequence[Mention], names: Sequence[Mention]
) -> str | None:
    """The first such name in a stretch of text of something of a sector."""
    for m in _STANDS.finditer(body, *span):
        start = _begins(body, max(span[0], m.start() - _REACH), m.start(), m.end(), names)
        if start is None or body.startswith(_FOLLOWED, m.end()):
            continue
        said = [t.value for t in within(things, start, m.end()) if t.text != "発電所"]
        if sector in said or (not said and (m[0].endswith("所") or body[start] in _OPEN)):
            return body[start : m.end()]
    return None


def _begins(body: str, low: int, stands: int, end: int, names: Sequence[Mention]) -> int | None:
    """Where a name begins that ends in what stands there."""
    if body.startswith(_CLOSED, end) and (within_quotes := _WITHIN_QUOTES.search(body, low, stands)):
        return within_quotes.start("name") if _SORTS.sub("", within_quotes["name"]) else None
    if ("」" in body[low:stands] or "』" in body[low:stands]) and (
        quoted := _QUOTED.search(body, low, stands)
    ):
        return None if _plain(quoted["name"]) else quoted.start()
    found = _NAMED.match(body[low:stands][::-1])
    if found is None or found["sort"][-1:] in _NO_NAME:
        return None
    name = found["name"][::-1].lstrip("・ー ")
    stop = stands - found.end("sort")
    start = stop - len(name)
    if _plain(name):
        return None
    for m in names:
        whole = m.start <= start and stop <= m.end and m.kind in ("company", "agency", "block")
        if whole or (m.value == "country" and start <= m.start < stop):
            return None
    return start


def _plain(name: str) -> bool:
    """Whether letters are general words or initials: メガソーラー, LNG."""
    if _ACRONYM.fullmatch(name) or name[:1].isdigit():
        return True
    return all(part in LOANWORDS or len(_SORTS.sub("", part)) < _LEAST for part in name.split("・"))
