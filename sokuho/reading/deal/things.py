"""What is built, bought or funded: the sector words of a text without those that only say what for, and the
companies that money goes into."""

from __future__ import annotations

import re

from sokuho.reading.deal.compounds import heads
from sokuho.reading.deal.targets import invested_in, put_into, raises
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.patterns import words_before

_END_USE_AFTER = re.compile(
    r"\s*+(?![A-Za-z])(?:[(（][A-Za-z]{2,5}[)）])?(?:などの?|等の?)?(?:向け|を育て|の訓練|を学習|を訓練|を開発する|用の|用(?:[一-龥ァ-ヶ]|がいし)|に電[力気]|への電[力気]|に供給|に隣接|の(?:すぐ)?(?:隣|横|そば|近く)|に併設|を動かす|で使う|の電力需要|を(?:主な|おもな)?(?:送り先|供給先|売電先|販売先|顧客|需要家)"
    r"|は[^。]{1,24}が(?:納め|納入|供給)"
    r"|[約およそ]{0,3}\d{1,3}(?:基|カ所)分|の?需要|の(?:普及|拡大|広がり|急増|ブーム|台頭|学習|登場|進展|増加|利用|時代)|ブーム|時代|関連株"
    r"|工場を[^。]{0,30}(?:改修|転用|改造|拠点に)|(?:工場|発電所|施設)?の?跡地)"
    r"| (?:are|is|get|being) trained\b"
    r"| (?:(?:will |to )?come|comes|(?:will |to )?be (?:supplied|delivered|provided|made)) (?:from|by)\b"
    r"|-(?:ready|capable|compatible)\b|(?:混焼|専焼|燃焼)?(?:にも?対応|対応|(?:[がも]|に)?可能|レディー?)"
    r"| (?:boom|demand|era|workloads?|race|wave|customers?|orders?|rush|frenzy|age|craze|bubble|growth)\b"
)
_END_USE_BEFORE = words_before(
    r"(?:to power|powering|serv(?:e|es|ing)|feed(?:s|ing)?|fed to|beside|next to|near|alongside"
    r"|adjacent to|demand from"
    r"|orders from|demand at|supply(?:ing)?|supplies|needs of|thirst of|driven by|used in|used by"
    r"|demand for|rise of|spread of"
    r"|growth of|growth in|boom in|surge in|need for|thanks to|because of|rush to|appetite of|eaten by"
    r"|consumed by|electricity for|back(?:s|ed|ing)? up|backup for|complement(?:s|ing)?|firm(?:s|ing)? up"
    r"|power for|energy for|(?:intended|meant|destined) for"
    r"|(?:for )?training|(?:to |that )?train(?:s|ed)?(?: on)?|sells? to|sold to"
    r"|former|old|ag(?:e)?ing|idled?|retired|retiring|shuttered|mothballed|closed|disused|defunct)"
    r" +(?:[\w.'&-]+ +){0,3}",
    reach=48,
    spaced=True,
)
# 「半導体の製造などに使われる人工ダイヤ」「ガス火力に続く第2弾」: what another thing is for, or follows.
_OTHERS_AFTER = re.compile(
    r"(?:[や、・][^。、\nはがを0-9]{1,10}){0,2}?(?:の?(?:製造|生産|加工|研磨|量産))?(?:など|等)?に(?:は)?(?:不可欠|欠かせ|必要な|使われ|使う|用いら)"
    r"|[^。、\nはがを0-9]{0,14}[にと](?:並んで|並び、|続き、|続いて|続く|次いで|次ぐ)"
)
# "As much as ten nuclear reactors make": a size is told by what everybody knows.
_COMPARED_BEFORE = words_before(
    r"(?:equivalent (?:to|of)|equal to|comparable (?:to|with)|same as|as much (?:power |electricity )?as"
    r"|output of|worth of) +"
    r"(?:(?:the |that )?(?:total |combined )?(?:capacity|output|production|power|size|scale) of )?"
    r"(?:[\w-]+ +){0,3}",
    reach=72,
    spaced=True,
)
_PLANTS = re.compile(r"\b(?:reactor|plant|station)s?\b", re.IGNORECASE)
# "Data-centre power", データセンター15拠点の電力: what the consumers of electricity get is built elsewhere.
_CONSUMER = re.compile(r"(?:cent(?:re|er)s?|\bAI|センター)\Z", re.I)
_ITS_POWER = re.compile(
    r" (?:power(?! (?:plants?|stations?|equipment|systems?))|electricity|loads?)\b"
    r"|(?:の|[0-9]{1,4}(?:拠点|カ所|棟)の)?電力(?!会社|設備|機器)"
)
# Behind a thing, what makes it a company's trade, which says less of what is built.
_TRADE = re.compile(
    r"[ -](?:developers?|compan(?:y|ies)|firms?|makers?|manufacturers?|suppliers?|producers?|designers?"
    r"|operators?|investors?"
    r"|managers?|giants?|conglomerates?|utilit(?:y|ies)|traders?|start-?ups?|groups?|bank|houses?|unit|arm|business)\b"
    r"|(?:投資|製造|開発|運営|販売|受託)?(?:大手|会社|メーカー|企業|事業者|新興|子会社|業者)"
)
# Companies of these do nothing else; a utility or a maker of turbines does many things.
_PURE = frozenset({"ai", "semiconductors"})
# "a gas-fired station, at roughly $3 billion, for a data center next door"
_PURCHASERS = frozenset({"data_centers", "ai"})
_FOR_ONE = re.compile(r"[\w)], for (?:an?|the|its|one|another) (?:[\w-]+ ){0,2}\Z")
_APART = re.compile(r"[,;.\n\d、。]|\b(?:an)?other\b")
_FOR_REACH = 68  # code points between the two
_FOR = re.compile(r"\bfor +(?:[\w.'&-]+ +){0,3}\Z", re.I)


def built(body: str, scan: Scan) -> list[Mention]:
    """The things of a text that are built, bought or funded. An end use is none ("a gas plant for a data
    centre" builds a gas plant), nor is a word of a company's name."""
    kept: list[Mention] = []
    title_end = body.find("\n")
    names = iter(m for m in scan.names if m.kind not in ("place", "project"))
    name = next(names, None)
    for thing in heads(body, scan.of("sector")):
        while name is not None and name.end <= thing.start:
            name = next(names, None)
        named = name is not None and name.start < thing.end
        if named or _serves(body, thing) or (kept and _follows_for(body, kept[-1].end, thing.start)):
            continue
        trade = _TRADE.match(body, thing.end) if thing.start > title_end else None
        kept.append(thing.weakened() if trade and not put_into(body, thing.start, trade.end()) else thing)
    return _without_machines(kept)


def _serves(body: str, thing: Mention) -> bool:
    """Whether the words around a thing say that it only uses another, or is what that is compared with."""
    start, end, text, _, _, _, value, _ = thing
    return bool(
        _END_USE_AFTER.match(body, end, end + 16)
        or ((not text.isascii() or value == "ai") and _OTHERS_AFTER.match(body, end, end + 40))
        or (_ITS_POWER.match(body, end) and _CONSUMER.search(text))
        or _END_USE_BEFORE(body, start)
        or (_PLANTS.search(text) and _COMPARED_BEFORE(body, start))
        or (value in _PURCHASERS and _FOR_ONE.search(body, max(0, start - 48), start))
    )


def _follows_for(body: str, last: int, start: int) -> bool:
    """Whether a thing follows the last one, which ends there, by "for": "a gas plant for a data centre"."""
    if last < start - _FOR_REACH:
        return False
    between = body[last:start]
    return "or " in between and not _APART.search(between) and _FOR.search(between) is not None


# A turbine that is delivered is part of the plant it is for; one that is made is equipment.
_PLANT_KINDS = frozenset({"gas_power", "coal", "nuclear", "renewables"})
_MACHINE = re.compile(
    r"(?:turbine|generator|boiler)(?:s| makers?)?\Z|(?:タービン|発電機|ボイラー?)\Z", re.IGNORECASE
)


def _without_machines(kept: list[Mention]) -> list[Mention]:
    """The things without the machines of a power plant that is named among them."""
    machines = [m for m in kept if m.value == "power_equipment" and _MACHINE.search(m.text)]
    if not machines or not any(m.value in _PLANT_KINDS and not m.weak for m in kept):
        return kept
    return [m for m in kept if m not in machines]


def funded(body: str, scan: Scan) -> list[Mention]:
    """The companies that money goes into, by their trade."""
    return [
        m
        for m in scan.names
        if m.value in _PURE
        and m.kind == "company"
        and not m.weak
        and (invested_in(body, m) or raises(body, m))
    ]
