"""Companies of deals that a report only recalls: from whom its buyer once bought another plant, who built one
elsewhere last month."""

from __future__ import annotations

import re

from sokuho.reading.deal.evidence import Statement
from sokuho.reading.lexicon import Mention

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
# "In 2019 it bought a solar farm in Iowa from |"
_PARTNER = re.compile(
    r"(?:(?<!was )(?<!were )(?<!been )\b(?:bought|acquired|purchased|sold|took over|invested|formed|planned"
    r"|signed|agreed|built|set up)\b[^.;:\n]{0,60}?\b(?:an?|another|two|three|its first|some|other)\b"
    r"[^.;:\n]{0,60}?\b(?:from|to|with)|\b(?:teamed(?: up)?|partnered|worked) with"
    r"|\b(?:bought|acquired|purchased) (?:it|them) (?:from|with))"
    r"(?: (?:the|its|Japan's|[A-Z][\w&.-]*,?|and))* \Z"
)
_LINKS = (" from ", " to ", " with ")  # asked for first: most names have none before them
# "X bought a", "X said in May it would spend $2 billion"
_DID = re.compile(
    rf"(?:,? (?:has|have|had|also|recently|separately|itself|said|in (?:\d{{4}}|{_MONTH})|last \w+"
    r"|earlier this \w+|it would|and others))*,? (?:bought|acquired|purchased|announced|agreed|planned"
    r"|is planning|built|opened|unveiled|launched|invested|spend|invest|sold|pledged|promised|committed|spent"
    r"|struck|restarted|shelved|slowed|picked|broke ground)"
    r" (?:an?\b|another|two|three|four|its|similar|some|more|big|plans|to|[$¥€A-Z])"
)
_JA_NAME = r"(?:社|グループ|など)?(?:[（(][^）)]{0,14}[)）])?"
_JA_END = r"(?:た|[いん]だ|ている|ていた|ばかりだ)(?:[。\n]|\Z)"
_JA_PARTNER = re.compile(
    rf"{_JA_NAME}(?:[とからにの][^。\n]{{0,60}}{_JA_END}"
    r"|から(?:引き継い|取得し|買収し|譲り受け|買い取っ|買っ|購入し)[ただ])"
)
# Who joins a deal is a party, and so is who decides to or signs a contract of it.
_NO_PARTY = (
    r"(?<!加わっ)(?<!参加し)(?<!参画し)(?<!出資し)(?<!融資し)(?<!協力し)(?<!保有し)(?<!結ん)"
    r"(?<![出融]資を決め)(?<!参[加画]を決め)"
)
_JA_DID = re.compile(rf"{_JA_NAME}[がはも][^。\n]{{0,60}}{_NO_PARTY}{_JA_END}")
# 「国内では東ソーが」「米テスラも同州で設備を増やしている」: others who do alike
_JA_SCENE = re.compile(
    r"\s*(?:米国|国内|日本|同州|州内|県内|同県|市内|道内|業界|近隣|近く|周辺|市場|地元|他に|ほかに|米国内"
    r"|世界|全米|北米|海外)(?:の[^、。の]{1,8})?では"
)
_JA_ALSO = re.compile(
    r"(?:や[^、。]{2,16}|社|グループ|など(?:の)?[^、。]{0,12})?も"
    r"(?![^。\n]*(?:出資|参画|参加|加わ|融資|引き受|取得|買い取|協力|保有|投資を決))"
    r"[^。\n]*(?:ている|ていた|た|動く|急ぐ|探る|とされる)(?:[。\n]|\Z)"
)
_OPENS, _OPENS_JA = 30, 14  # code points before the one who acts
_REACH = 160


def of_another_deal(body: str, s: Statement, m: Mention, *, then: bool, apart: bool) -> bool:
    """Whether a sentence that does not go on with the deal names a company for another one. `then`: it has
    words of another day; `apart`: it names none of those who lead the article."""
    if not m.text.isascii() or not body[m.end : m.end + 1].isascii():
        return (apart and _does_alike(body, s, m)) or (then and _recalled(body, s, m, apart=apart))
    if not then:
        return False
    if apart and m.start - s.start < _OPENS and _DID.match(body, m.end):
        return True
    low = max(s.start, m.start - _REACH)
    linked = any(body.find(link, low, m.start) >= 0 for link in _LINKS)
    return linked and _PARTNER.search(body, low, m.start) is not None


def sets_apart(body: str, s: Statement, m: Mention) -> bool:
    """Whether a Japanese sentence opens with where others do what it tells: 「国内では」."""
    return _JA_SCENE.match(body, s.start, m.start) is not None


def _does_alike(body: str, s: Statement, m: Mention) -> bool:
    return sets_apart(body, s, m) or _JA_ALSO.match(body, m.end, s.end) is not None


def _recalled(body: str, s: Statement, m: Mention, *, apart: bool) -> bool:
    did = apart and m.start - s.start < _OPENS_JA and _JA_DID.match(body, m.end)
    return bool(did or _JA_PARTNER.match(body, m.end))
