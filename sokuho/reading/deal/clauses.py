"""What its clause makes of a word of a stage, and how an act is said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sokuho.reading.deal.evidence import Statement
from sokuho.reading.deal.selling import bought, into_company
from sokuho.reading.deal.senses import no_funds
from sokuho.reading.lexicon import Mention
from sokuho.reading.patterns import NO_WORD, Kinds, at_end, before, words_before

_BEFORE, _AFTER = 70, 60  # characters of a clause that are looked at
PROPOSED, PLEDGED, AGREED, SOLD = "proposed", "pledged", "agreed", "sold"
_PURPOSE = r"(?:\s(?!(?:and|but|which|that|as|after|while|has|have|had|was|were)\b)[\w'$-]+)"
# "may build", "in talks to buy", "considering whether to invest".
_MAYBE = (
    r"(?:may(?! \d)|might|could|would|consider(?:s|ing|ed)?|mull(?:s|ing)?|weigh(?:s|ing)?"
    r"|explor(?:es?|ing)|talks|discuss(?:es|ing)?"
    r"|looking|hop(?:es?|ing)|wants?|seek(?:s|ing)?|eye(?:s|ing)|possib(?:le|ly)|potential(?:ly)?"
    r"|reportedly|propos(?:es|ed|ing|al)|close to|nears|near(?= (?:an? )?(?:\$|us\$|£|€|¥|deal\b))"
    r"|about to|if|whether|yet to"
    r"|asked to|urged to|interest(?:ed)? in|stud(?:ies|ying)|negotiat(?:es|ing|ions)"
    r"|thinking (?:about|of))"
    rf"{_PURPOSE}{{0,4}}\s*"
)
# "construction will begin", "expects to close", "is due to open".
_COMING = at_end(
    r"(?:will|shall|plans? (?:to|for|on|an?)|planned|planning|going|due|set|expect(?:s|ed|ing)?"
    r"|intend(?:s|ed|ing)?|aim(?:s|ing)?|scheduled"
    rf"|slated|promis(?:es|ed|ing)|until|ahead of|before|target(?:s|ed|ing)?){_PURPOSE}{{0,3}}\s*"
    r"|(?:to|not to)(?: be| have been| \w+ly)?\s*"
)
_TO_COME = re.compile(
    r"[\w\s,]{0,24}\b(?:(?:by|from) (?:the )?(?:end|early|late|mid|next|fiscal|FY|autumn|fall|spring|summer"
    r"|winter|then|year|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|20\d\d)"
    r"|(?:is|are) (?:due|planned|expected|set|scheduled|slated|targeted|to)"
    r"|targeted|planned for|expected|(?:next|later this) year|will)\b",
    re.IGNORECASE,
)
_NOT = (
    r"(?:not|no|never|without|nor|denied|denies|deny|n't|neither)(?:\s(?!only\b)[\w'-]+){0,3}\s*"
    r"|(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed|ing)?|refut(?:es?|ed|ing))(?: an?| the)?(?: [\w'-]+){0,2}"
    r" (?:reports?|reporting|rumou?rs?|claims?|speculation|suggestions?)(?:\s[\w'-]+){0,6}\s*"
)
# "said it would invest", "announced that it had bought": reported speech puts the news itself into the past.
_REPORTED = at_end(
    r"(?:said|says|announced|confirmed|disclosed|revealed|added|told [\w ]{1,24}?)"
    r"(?: (?!if\b|whether\b|may\b|might\b|could\b)[\w'.-]+){0,4}? (?:that )?"
    r"(?:it|they|he|she|the \w+(?: \w+)?)"
    r"(?: (?:would|had)(?: \w+ly)?)?\s*"
    r"|that (?:it|they|he|she|the (?:company|group|firm|utility|trading house|bank))"
    r" (?:would|had)(?: \w+ly)? "
)
_EARLIER = (
    r"(?:had|earlier|previously|last (?:year|month|week|spring|summer|autumn|fall|winter"
    r"|\w+day|\w+ember|\w+uary|\w+ober)|ago|once|formerly|already"
    r"|back in (?:19|20)\d\d|besides|separately|meanwhile|also)\b[^.;\n]{0,40}"
)
_SAID = Kinds({"not": _NOT, "maybe": _MAYBE, "earlier": _EARLIER})
_IS_MAYBE = at_end(_MAYBE)
_JA_EARLIER = re.compile(
    r"(?:昨年|前年|一昨年|先月|以前|これまで|すでに|既に|このほか|一方|かつて|昨年末)[^。\n]{0,30}\Z"
)
# "Tyr, the company through which Itochu owns plants, has bought": what a clause beside the name says of it.
_RELATIVE = re.compile(r"w(?<!\w.)(?:hich|hose|here|ho)\b[^,;:.\n]*\Z")  # one letter first: quickly sought
# 大阪に建設している日本で初めての…: a verb before a noun describes it, unless the noun is a plan or a pact.
_JA_ATTRIBUTE = re.compile(
    r"[ぁ-ん]{0,5}(?:る|た|の|む|う)(?=[一-龥ァ-ヶA-Z])(?!方針|計画|予定|見通し|見込|考え|意向|契約|合意|方向|旨|案|検討|目標|構想|協議"
    r"|際|後|前|上|中|交渉|手続|覚書|協定|枠|形|決定|決議|決め|事|点|発表)"
)
_EARLIER_WORDS = ("last ", "ago", "earlier", "before", "previously")  # asked for first: most texts have none
_EARLIER_AFTER = re.compile(
    r"[^.;\n]{0,40}\b(?:last (?:year|month|spring|summer|autumn|fall|winter)"
    r"|(?:years?|months?|weeks?) (?:ago|earlier|before)|a year earlier"
    r"|previously)\b",
    re.IGNORECASE,
)
_JA_MAYBE = re.compile(
    r"[^。、\n]{0,10}?(?:を?検討|協議|交渉|調整|可(?:能性|否)|かどうか|意[向欲]|模索|打診|視野|方向|よう求め|期待|案が"
    r"|もよう|を目指|をめざ)"
)
_JA_COMING = re.compile(r"[^。、\n]{0,10}?(?:予定|見通し|見込|計画|目指|めざ|方針|へ|目標)")
_JA_NOT = re.compile(
    r"[^。、\n]{0,5}?(?:ない|なかった|ません|ず(?:に|、))"
    r"|[^。、\n]{0,12}?(?:報道|観測|うわさ|噂|見方|指摘)[^。、\n]{0,6}?否定|[^。、\n]{0,4}?(?:事実|考え|予定|つもり)は?な"
)
# "has bought 103 acres"
_LAND = re.compile(r"(?: (?!in\b|of\b)[\w,.'-]+){0,3} (?:land|acres?|sites?|plots?|parcels?)\b")
_UNBOUND = re.compile(rf"{NO_WORD}(?:non-?binding|letters? of intent|loi|indicative)\b")
# stages that may be yet to come
_LATER = frozenset({"under_construction", "operating", "completed", "approved"})
# "will provide subsidies": aid is granted when it is announced.
_AID = re.compile(r"\b(?:subsid|aid\b|grants?\b|support|assistance|backing|incentive|tax)")


_Made = tuple[str, bool]  # a stage, and whether it is told weakly
Read = tuple[str, bool, bool]  # and whether it is an earlier deal's


def in_clause(body: str, s: Statement, m: Mention, investors: int | None) -> Read | None:
    """What its clause makes of a word: a stage, maybe another; None where it says nothing. `investors`:
    whose money it is (0 the first side's, 1 the second's), where that is known."""
    stage = _of_parties(body, s, m, investors)
    low, high = max(s.start, m.start - _BEFORE), min(s.end, m.end + _AFTER)
    titled = s.place == "title"
    if not m.text[:1].isascii():
        made = _in_japanese(body, s, m, stage)
        return (*made, not titled and _aside_japanese(body, m, low, high)) if made else None
    near = before(body, m.start + 3 if m.text.startswith(("to ", "To ")) else m.start, low)
    said = _SAID(near)
    made = _in_english(body, s, m, stage, near, said, low, high)
    return (*made, not titled and _aside(body, m, made[0], near, said, low, high)) if made else None


def of_land(body: str, s: Statement, m: Mention) -> bool:
    """Whether what is bought is a site: it is for what is planned, not the deal."""
    return _LAND.match(body, m.end, s.end) is not None


def _of_parties(body: str, s: Statement, m: Mention, investors: int | None) -> str:
    """The stage of a word by who does it with whom."""
    stage = m.value or ""
    if stage == AGREED and (purpose := _TO_DO.match(body, m.end, s.end)):
        stage = SOLD if purpose[1] else PROPOSED
    agreed = stage == PLEDGED and into_company(body, s, m)
    if agreed or (stage == SOLD and bought(body, s, m, investors)):
        stage = AGREED
    if stage in (AGREED, PLEDGED) and _CHOOSES.match(m.text) and (chosen := _next(s, m)):
        stage = PLEDGED if chosen.kind == "place" else AGREED
    return stage


# "signs a contract to sell its stake", not to sell power; "a memorandum with Enel to explore"
_TO_DO = re.compile(
    r"(?: with (?:[\w'&.-]+ ){1,5}| )to (?:jointly |further )?"
    r"(?:((?:sell|divest|offload|dispose of|hand over)"
    r"(?: (?!(?:(?:power|gas|LNG)(?! (?:plant|station|terminal))|electricity|output|energy|from|to|of)\b)"
    r"[\w$%.,-]+){0,5}?"
    r" (?:stakes?|shares?|interests?|holdings?|plants?|farms?|cent(?:er|re)s?|stations?|terminals?|campus"
    r"|units?|business|assets?)\b(?!['’]))"
    r"|(?:explore|study|evaluate|assess|consider|examine|investigate|discuss|look into)\b)"
)
# "picks Virginia": a place is chosen for what is planned, a company for an order.
_CHOOSES = re.compile(r"(?:ha(?:s|ve) )?(?:pick|select|chose|choos|tap|settle)", re.IGNORECASE)


def _next(s: Statement, m: Mention) -> Mention | None:
    """The name right behind a word."""
    names = (o for side in (s.first, s.second, s.others) for o in side if 0 < o.start - m.end < 4)
    return next(names, None)


# "three projects to be financed by Japan": the money is yet to come
_PAID = ("financ", "funded")
_TO_BE = words_before(r"(?:to|will|would|shall) (?:also )?be (?:\w+ly )?", reach=24, spaced=True)


def _in_english(
    body: str, s: Statement, m: Mention, stage: str, near: str, said: Sequence[str], low: int, high: int
) -> _Made | None:
    end, text = m.end, m.text.lower()
    if stage == "financed" and text.startswith("rais") and no_funds(body, m):
        return PLEDGED, True
    if text.startswith(_PAID) and _TO_BE(body, m.start, low):
        return PLEDGED, True
    if "not" in said:
        return None
    if stage == PROPOSED or stage == "cancelled":
        would = stage == PROPOSED and text.startswith("would") and _REPORTED(near)
        return (PLEDGED, True) if would else (stage, m.weak)
    if stage == AGREED and _UNBOUND.search(near + body[m.start : min(high, end + 30)].lower()):
        return PROPOSED, m.weak
    if stage == "financed" and "conditional" in text:
        return PROPOSED, m.weak
    if "maybe" in said and not _REPORTED(near):
        return PROPOSED, m.weak
    if stage in ("completed", AGREED) and of_land(body, s, m):
        return PLEDGED, m.weak
    if stage not in _LATER or _AID.search(text):
        return stage, m.weak
    coming = _COMING(near) or (not _past(text) and _TO_COME.match(body, end, high))
    if coming and stage == "completed" and _OF_DEAL.search(text):
        return AGREED, True
    return (PLEDGED, True) if coming else (stage, m.weak)


# "expects to close the purchase": who says so has agreed
_OF_DEAL = re.compile(r"acqui|purchase|takeover|buyout|deal|transaction|merger|owner")


# 千葉で稼働: the noun at the end of a headline is its verb, done unless a time to come stands before it
_JA_STOPS = re.compile(r"[\s　]|\Z")
_JA_AHEAD = re.compile(
    r"(?:[0-9]{2,4}年度?|来[年春夏秋冬月]|年内|今[年春夏秋冬]|[0-9]{1,2}月|年度)"
    r"(?:から|まで|めど|初頭|前半|後半|[にで内中末春夏秋冬度以降、]){0,4}\Z"
)
# 来春始める: a verb that tells no past
_JA_YET = re.compile(
    r"(?:する|される|させる|します|る|ます)(?=[。、]|(?:と|計画|方針)[^。、\n]{0,3}(?:発表|明|述|い))"
)
# 取りやめることで合意: what is agreed is the end
_JA_ENDS = re.compile(
    r"(?:取りやめ|取り止め|やめ|中止|断念|解消|解約|打ち切|撤退|白紙|終了|破棄|見送)[^、。\n]{0,6}(?:こと)?[でにを]?\Z"
)


def _in_japanese(body: str, s: Statement, m: Mention, stage: str) -> _Made | None:
    high = min(s.end, m.end + 16)
    if _JA_NOT.match(body, m.end, high):
        return None
    if stage == AGREED and _JA_ENDS.search(body, max(s.start, m.start - 16), m.start):
        return "cancelled", m.weak
    if stage == PROPOSED or stage == "cancelled":
        return stage, m.weak
    if _JA_MAYBE.match(body, m.end, high):
        return PROPOSED, m.weak
    if stage in _LATER and _JA_COMING.match(body, m.end, high):
        return PLEDGED, True
    if stage in _LATER and stage != "approved" and _JA_YET.match(body, m.end, high):
        return PLEDGED, True  # 認定します: leave is given as it is told
    if stage in _LATER and s.place == "title" and _JA_STOPS.match(body, m.end):
        if _JA_AHEAD.search(body, max(s.start, m.start - 16), m.start):
            return PLEDGED, True
        return stage, False
    return stage, m.weak


def _aside(body: str, m: Mention, stage: str, near: str, said: Sequence[str], low: int, high: int) -> bool:
    if "earlier" in said and not _REPORTED(near):
        return True
    if (relative := _RELATIVE.search(body, low, m.start)) and not (
        stage == "under_construction" and relative[0].startswith("where")
    ):
        return True  # but works are where somebody builds
    ahead = body[m.end : high].lower()
    for word in _EARLIER_WORDS:
        if word in ahead:
            return _EARLIER_AFTER.match(body, m.end, high) is not None
    return False


def _aside_japanese(body: str, m: Mention, low: int, high: int) -> bool:
    if _JA_ATTRIBUTE.match(body, m.end, high):
        return True
    return _JA_EARLIER.search(body, low, m.start) is not None


def _past(said: str) -> bool:
    """Whether a word is a verb that tells of what is done: "broke ground in April, and will"."""
    return said.partition(" ")[0] in _PAST


_PAST = frozenset(
    ["bought", "sold", "built", "lent", "won", "spent", "took", "broke", "began", "paid", "put", "cut", "got"]
)
_JA_DONE = re.compile(r"(?:された|し(?:た|て(?:い|お)|た)|ている|ました|済)")
_JA_WILL = re.compile(r"[^。、\n]{0,4}?(?:する|される|へ|予定|計画|方針)")


def said(body: str, s: Statement, m: Mention) -> str:
    """How an act is said: "may", "will", "done", "doing", "does", or "named" where nothing tells."""
    if not m.text[:1].isascii():
        if _JA_MAYBE.match(body, m.end, m.end + 16):
            return "may"
        if _JA_DONE.match(body, m.end, m.end + 8):
            return "done"
        return "will" if _JA_WILL.match(body, m.end, m.end + 10) else "named"
    near = before(body, m.start, max(s.start, m.start - _BEFORE))
    if _IS_MAYBE(near):
        return "may"
    if _COMING(near):
        return "will"
    word = m.text.lower().partition(" ")[0]
    if word.endswith("ed") or word in _PAST:
        return "done"
    return "doing" if word.endswith("ing") else "does" if word.endswith("s") else "named"
