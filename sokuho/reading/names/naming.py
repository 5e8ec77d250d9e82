"""Words and grammar around a name that the vocabulary lacks: what tells a company from a person, a place,
a product or a plain word with a capital. What each class says is fitted (topics: `names`).
"""

from __future__ import annotations

import re

from sokuho.reading.patterns import NO_WORD, choice
from sokuho.reading.wordlists import words

# What a company's name ends with.
TAILS = words(
    """
    Energy Energies Power Solar Wind Renewables Renewable Electric Electrical Electricity Electronics
    Gas LNG Oil Petroleum Nuclear Hydrogen Storage Battery Batteries Grid Utilities Utility Light
    Resources Exploration Pipeline Midstream Fuels Fuel Capital Partners Investments Investment Ventures
    Venture Equity Fund Funds Finance Financial Bank Bancorp Trust Insurance Securities Advisors
    Advisers Advisory Management Asset Assets Holding Holdings Group Company Companies Corporation Corp
    Industries Industrial Enterprises Enterprise International Global Worldwide America Americas USA US
    Japan Asia Pacific Technologies Technology Tech Systems Solutions Services Software Semiconductor
    Semiconductors Microelectronics Devices Instruments Labs Laboratories Laboratory Robotics Networks
    Network Networking Communications Telecom Cloud Computing Computer Computers Data Digital Analytics
    Intelligence AI Infrastructure Construction Contractors Contracting Engineering Engineers Builders
    Development Developers Developments Properties Property Realty Estate Land Logistics Shipping Lines
    Marine Steel Metals Mining Minerals Materials Chemical Chemicals Chemistry Plastics Glass Ceramics
    Machinery Manufacturing Motor Motors Automotive Aerospace Aviation Foods Works Mills Products Supply
    Trading Marketing Operations Transmission Transformers Turbines Generation Generating Cogeneration
    Centers Centres Center Authority Commission Cooperative Co-op District Council University Institute
    Foundation Association Agency Board Bureau Ltd Inc LLC LP LLP PLC Co KK GK
    Denki Denryoku Kogyo Shoji Sangyo Kensetsu Bussan Kagaku Seisakusho Giken Kinzoku Tekko Boeki Kaiun Unyu
    """
)
# Titles and offices: what follows is a person.
OFFICES = words(
    """
    President Chief Executive Officer CEO CFO COO CTO Chairman Chairwoman Chair Minister Secretary
    Governor Gov Mr Mrs Ms Dr Sir Sen Senator Rep Representative Prime Vice Director Managing Mayor
    Judge Professor Prof Analyst Spokesman Spokeswoman Ambassador Commissioner King Emperor
    """
)
LEGAL = re.compile(
    r"(?:, | )(?:Inc|Incorporated|Corp|Corporation|Co|Company|Ltd|Limited|LLC|L\.L\.C|LP|L\.P|LLP|PLC|KK|K\.K"
    r"|GK|Holdings|Group)\b\.?(?:,? (?:Ltd|Inc|LLC|LP|Holdings|Group)\b\.?){0,2}"
)


def without_form(text: str) -> str:
    """A company's name without its legal form at the end."""
    form = LEGAL.search(text)
    return text[: form.start()] if form and form.end() == len(text) else text


# Companies of third countries by their legal form.
FOREIGN = re.compile(
    r",? (?:GmbH|AG|SE|S\.?A\.?|N\.?V\.?|B\.?V\.?|AB|ASA|A/S|Oy|S\.?p\.?A\.?|Pty|[Pp]lc|PLC|Bhd|SAS|AS)\b"
)
# A country's name as an adjective; Japan and Michigan are none, nor is a beach.
ADJECTIVE = re.compile(
    r"(?:U\.S\.|US|Texan|Alaskan|German|French|Dutch|Czech|[A-Z][a-z]+(?:ese|ish|ean|ian|ican))\Z"
)

_FIRM = (
    "(?:developer|company|companie|maker|utility|utilitie|subsidiary|subsidiarie|unit|affiliate|start-?up|fund"
    "|investor|operator|contractor|lender|bank|builder|partner|supplier|producer|manufacturer|firm|giant|group"
    "|venture|arm|manager|owner|provider|insurer|conglomerate|sponsor|shipper|refiner|retailer|trader|specialist"
    "|foundry|backer|parent|rival|carrier|buyer|seller|generator|store|chain|designer|house|entity)s?"
)
_DOES = choice(
    "will|would|has|have|had|is|was|plans?|planned|agree[ds]?|announce[ds]?|said|says|owns?|owned|holds?|held"
    "|sold|sells|buys?|bought|invests?|invested|builds?|built|takes?|took|acquire[ds]?|signs?|signed|expects?"
    "|expected|aims?|intends?|leads?|led|raise[ds]?|makes?|made|supplies|supplied|operates?|operated|develops?"
    "|developed|runs?|ran|became|becomes?|may|could|can|did|does|and its|keeps?|gets?|got|puts?|provide[ds]?"
    "|joins?|joined|starts?|started|lends?|lent|backs?|backed|pays?|paid|brings?|contribute[ds]?|remains?"
    "|furnish(?:es|ed)|chips? in|chipped in|opens|opened|closes|closed|adds|added|wins|won|picks"
    "|picked|lands|landed|receive[ds]|complete[ds]|begins|began|launch(?:es|ed)|unveil(?:s|ed)|enters|entered|teams|teamed"
    "|inks|inked|secure[ds]|commissions|commissioned|hires|hired|seeks|sought|considers|weighs|eyes"
    "|taps"
)
_WORK = (
    choice(
        "project|plant|station|facility|facilitie|field|farm|site|terminal|reactor|campu|campuse|mine|island|center"
        "|centre|complex|basin|line|pipeline|prefecture|county|countie|state|province|region|area|city|port|river|bay"
        "|agreement|accord|deal|act|law|summit|model|chip|turbine|unit|processor|battery|batterie|array|park"
    )
    + "s?"
)
_LED = choice(
    "president|chief|chairman|CEO|head of|director|minister|secretary|governor|spokes[a-z]+|manager"
    "|executive|founder|analyst|professor|senator|mayor|lawyer|officer"
)
# What stands before a name, by class; a firm's word is a class of its own.
_EN_WORDS = {
    word: name
    for name, said in {
        "said": "said|says|told|added|explained|according to|adds|explains|writes",
        "buy": "buy|buys|acquire|acquires|bought|acquired|acquiring|buying|purchase of|takeover of|own|owns"
        "|stake in|stakes in|interest in|interests in|share in|shares in|invest in|invests in|invested in"
        "|investment in|investments in|investing in|back|backs|backed|backing|funding|selling|sold",
        "with": "with|alongside|joined by|together with|between|partnering|and partner",
        "by": "by",
        "from": "from|to|for",
        "of": "of",
        "named": "as|called|named|like|including|include|includes|are|is|were",
        "in": "in|at|near|on|around|outside|into|through|via|across|over|off|under",
        "the": "The|the|its|their|our|his|her|this|that",
        "a": "A|An|a|an",
        "and": "and|or|while|but",
    }.items()
    for word in said.split("|")
}
# With the character before them, which is sought first.
_EN_BEFORE = re.compile(rf"{NO_WORD}({choice('|'.join([rf'{_FIRM}(?: called| named)?,?', *_EN_WORDS]))}) \Z")
_EN_MARKS = {"(": "bracket", "[": "bracket", '"': "quote", "'": "quote"}
_EN_ENDS = {
    "comma": (", ",),
    "owned": ("'s ",),
    "based": ("-based ", "-headquartered ", "-listed ", "-owned "),
}
_EN_AFTER = re.compile(
    r"(?P<ticker> ?[(\[](?:(?:NYSE|NASDAQ|Nasdaq|TSE|TYO|OTC)[^)\]]{0,24}|\d{4}(?:\.T)?"
    r"|[A-Z]{2,5}(?:\.[A-Z]{1,2})?)[)\]])"
    rf"|(?P<person>,? (?:\(?\d\d\)?,|(?:the |its |an? )?(?:[\w-]++ ){{0,2}}{_LED}\b|who\b))"
    rf"|(?P<work>, (?:an?|the) (?:[\w.,-]++ ){{0,5}}{_WORK}\b)"
    r"|(?P<apposed>, (?:an?|the|its|one of|part of|owned by|based in|which|headquartered|formerly|now"
    r"|backed by|controlled by)\b)"
    r"|(?P<owns>'s? )"
    r"|(?P<thing> (?:(?:solar|wind|gas|power|nuclear|LNG|battery|storage|energy|data|offshore|onshore|hydro)"
    rf"[ -]?){{0,2}}(?:{_WORK}|Project|Farm|Agreement|Plant|Station)\b)"
    rf"|(?P<does>,? {_DOES}\b)"
    r"|(?P<unit> (?:unit|subsidiary|arm|affiliate|executives?|shareholders|shares|stock|officials?"
    r"|management)\b)"
    r"|(?P<and> (?:and|or|&) )|(?P<for> (?:to|for|in|of|on|at|by|from|with|as|over|under|after)\b)"
    r"|(?P<comma>,)|(?P<bracket> ?[(\[])|(?P<stop>[.;:!?]|\n|\Z)"
)
_JA_FIRM = "(?:大手|会社|企業|新興|ファンド|メーカー|事業者|ベンチャー)"
_JA_LEGAL = r"(?:株式会社|合同会社|有限会社|特定目的会社|（株）|\(株\)|㈱"
_JA_OFFICES = ("CEO", "COO", "CFO", "社長", "会長", "代表", "知事", "大統領")
_JA_BEFORE = re.compile(
    r"(?P<third>(?:英国?|仏|独|韓国?|中国|台湾|加|豪州?|伊|蘭|印|ス(?:ペイ|イ)ス|デンマーク|ノルウェー|フランス"
    rf"|ドイツ|カナダ)(?:の|[一-龥]{{0,6}}{_JA_FIRM}の?)?\Z)"
    rf"|(?P<us>(?:米国?|アメリカ)(?:の|系|国の|[一-龥ァ-ヴー・]{{0,14}}{_JA_FIRM}の?)?\Z)"
    rf"|(?P<kabu>{_JA_LEGAL})\Z)"
    rf"|(?P<firm>(?:{_JA_FIRM}|法人|スタートアップ|運営|手がける|傘下|系|商社|銀行)(?:の|である)?[「『]?\Z)"
    rf"|(?P<office>(?:{'|'.join(_JA_OFFICES)})(?:の|[:：])?\Z)"
    r"|(?P<seat>(?:本社|所在地|本拠)[^、。）)]{0,8}\Z)"
    r"|(?P<no>の\Z)|(?P<quote>[「『\"]\Z)|(?P<open>[\s)）]\Z)"
)
_JA_OFFICE_ENDS = tuple(f"{office}、" for office in _JA_OFFICES)
# Marks, particles and a country that, where no seat is told, tell the class by themselves.
_JA_MARKS = {
    mark: name
    for name, marks in {
        "to": "とやび",
        "ha": "はがもを",
        "ni": "にでへ",
        "comma": "，,・",
        "bracket": "（(",
        "us": "米",
        "open": "\n。●○◆◇■□▶▷▽▼※→◎】」 \u3000",
    }.items()
    for mark in marks
}
_JA_AFTER = re.compile(
    rf"(?P<kabu> ?(?:{_JA_LEGAL}|Inc|LLC|社(?![会長員債内]))))"
    r"|(?P<person>・?(?:氏|さん|社長|会長|大統領|知事|首相|大臣|長官|商務長官|議員|CEO|最高経営|教授|様))"
    r"|(?P<place>州|郡|市|県|町|村|区|港|湾|半島|島|地区|地域|駅|沖|盆地|川)"
    r"|(?P<thing>の?[一-龥]{0,4}(?:プロジェクト|計画|発電所|工場|基地|ガス田|鉱区|油田|太陽光|風力|火力|原発|事業"
    r"|型|級|製|方式|協定|関税|政権|会談|語|人|年|層|用|化|的|性|式))"
    r"|(?P<held>の?(?:子会社|傘下|親会社|株式|株|全株|持分|持ち分|出資|日本法人|米国法人))"
    r"|(?P<ha>[はがも])|(?P<to>(?:と|や|及び|および|、)(?!し|い[うっ]|な))|(?P<wo>を)"
    r"|(?P<ni>に|へ|から|より|向け)|(?P<no>の)|(?P<nado>など|ほか|等|ら)"
    r"|(?P<bracket>[（(])|(?P<de>で)|(?P<quote>[」』])|(?P<stop>[。\s]|\Z)"
)
_REACH = 26  # code points before a name


def before(body: str, at: int, japanese: bool) -> str:
    """The class of what stands right before a name; empty if it is none."""
    if not japanese:
        return _english_before(body[at - _REACH : at] if at > _REACH else " " + body[:at])
    near = body[max(0, at - _REACH) : at] or "\n"
    if near[-1] == "、":
        return "office" if near.endswith(_JA_OFFICE_ENDS) else "comma"
    mark = _JA_MARKS.get(near[-1], "")
    if mark and not ("本社" in near or "本拠" in near or "所在地" in near):
        return mark
    found = _JA_BEFORE.search(near)
    return found.lastgroup or "" if found else mark


def _english_before(near: str) -> str:
    if near[-1] != " ":
        return _EN_MARKS.get(near[-1], "")
    if found := _EN_BEFORE.search(near):
        return _EN_WORDS.get(found[1], "firm")
    for name, ends in _EN_ENDS.items():
        if near.endswith(ends):
            return name
    return ""


def after(body: str, at: int, japanese: bool) -> str:
    """The class of what follows a name; empty if it is none."""
    m = (_JA_AFTER if japanese else _EN_AFTER).match(body, at)
    return m.lastgroup or "" if m else ""
