"""Things that a text names for what another thing is for, is set against or stands beside: none of the
deal's own."""

from __future__ import annotations

import re

from sokuho.reading.lexicon import Mention
from sokuho.reading.patterns import words_before

_END_USE_AFTER = re.compile(
    r"\s*+(?![A-Za-z])(?:[(（][A-Za-z]{2,5}[)）])?(?:などの?|等の?)?(?:(?:の[一-龥]{2,4})?向け|(?:[や・][^。、]{1,6})?の(?:発電)?事業者[にへ]|を育て|の訓練"
    r"|を学習|を訓練|を開発する|用の|用(?:[一-龥ァ-ヶ]|がいし)"
    r"|に電[力気]|への電[力気]|に供給|に隣接|の(?:すぐ)?(?:隣|横|そば|近く)|に併設|を動かす|で使う|の電力需要"
    r"|を(?:主な|おもな)?(?:送り先|供給先|売電先|販売先|顧客|需要家)"
    r"|は[^。]{1,24}が(?:納め|納入|供給)"
    r"|[な等]どの?大口|への供給|からの引き合い|が(?:電力需要|集ま|立ち並|相次|増え)"
    r"|の(?:増設|新設|建設)が(?:続|相次)|を支え|に[代替]わ|の代替|より|に(?:も広げ|集中|比べ)|[とは]比べ"
    r"|も(?:手[がか掛]|運営|保有|展開|持つ|検討|視野)|と(?:異な|違)|への投資に|で知られ|が(?:主力|得意)"
    r"|からの?(?:転換|脱却|撤退|シフト|切り替)|に?は投資しない"
    r"|[約およそ]{0,3}\d{1,3}(?:基|カ所)分|の?需要|の(?:普及|拡大|広がり|急増|ブーム|台頭|学習|登場|進展|増加|利用|時代)|ブーム|時代|関連株"
    r"|工場を[^。]{0,30}(?:改修|転用|改造|拠点に)|(?:工場|発電所|施設)?の?跡地)"
    r"| (?:are|is|get|being) trained\b"
    r"| (?:(?:will |to )?come|comes|(?:will |to )?be (?:supplied|delivered|provided|made)) (?:from|by)\b"
    r"|-(?:ready|capable|compatible)\b|(?:混焼|専焼|燃焼)?(?:にも?対応|対応|(?:[がも]|に)?可能|レディー?)"
    r"| (?:in mind|as customers)\b|(?: (?:are|is|keep))? (?:spring|popp|mushroom|multiply|spread|sprout)ing\b"
    r"| (?:multiply|proliferate|strain|spread)\b"
    r"| (?:that|which) (?:(?:was|were) )?(?:closed|shut|retired|idled|demolished)\b"
    r"| (?:boom|demand|era|workloads?|race|wave|customers?|orders?|rush|frenzy|age|craze|bubble|growth)\b"
)
_END_USE_BEFORE = words_before(
    r"(?:to power|powering|serv(?:e|es|ing)|feed(?:s|ing)?|fed to|beside|next to|near|alongside"
    r"|adjacent to|demand from"
    r"|orders from|demand at|supply(?:ing)?|supplies|needs of|thirst of|driven by|used in|used by"
    r"|demand for|rise of|spread of"
    r"|growth of|growth in|boom in|surge in|need for|thanks to|because of|rush to|appetite of|eaten by"
    r"|aimed at|customers (?:include|such as|like)|sign(?:s|ed)? up|operators? of|clusters? of|thick with"
    r"|(?:hub|home|magnet|hot ?spot|hotbed) (?:for|to|of)|rac(?:e|es|ing) to build|bound for"
    r"|enough (?:power |electricity )?(?:to run|for)|(?:sent|shipped|delivered) to|to keep up with"
    r"|(?:(?:more|less) [a-z]{4,14}|[a-z]{3,9}er) than|unlike|rather than|instead of|beyond|rival to"
    r"|alternative to|compet\w+ with|known for|(?:also|already) (?:owns?|operates?|runs?)"
    r"|business(?:es)? (?:also )?includes?|(?:mov|shift|turn)\w* (?:away )?from"
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
# "a gas-fired station, at roughly $3 billion, for a data center next door"
_PURCHASERS = frozenset({"data_centers", "ai"})
_FOR_ONE = re.compile(r"[\w)], for (?:an?|the|its|one|another) (?:[\w-]+ ){0,2}\Z")
_APART = re.compile(r"[,;.\n\d、。]|\b(?:an)?other\b")
_FOR_REACH = 68  # code points between the two
_FOR = re.compile(r"\bfor +(?:[\w.'&-]+ +){0,3}\Z", re.I)


def serves(body: str, thing: Mention) -> bool:
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


def follows_for(body: str, last: int, start: int) -> bool:
    """Whether a thing follows the last one, which ends there, by "for": "a gas plant for a data centre"."""
    if last < start - _FOR_REACH:
        return False
    between = body[last:start]
    return "or " in between and not _APART.search(between) and _FOR.search(between) is not None
