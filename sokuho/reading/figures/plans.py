"""What a company plans to spend on all of its trades or countries."""

from __future__ import annotations

import re

from sokuho.reading.notation.chains import Chain

# "Its capital spending will reach $125 billion this year": a company's for all that it does.
_A_TIME = (
    r"(?:(?:this|next|last|the|the current) (?:(?:fiscal|financial|business) )?year"
    r"|for (?:fiscal|the year)|in (?:fiscal )?20\d\d|over the (?:next|coming) (?:\w+ )?(?:decade|years))"
)
_EVERYWHERE = (
    r"(?:worldwide|globally|around the (?:world|globe)|(?:across|throughout) the (?:group|company|world)"
    r"|(?:group|company)-?wide)"
)
_CAPEX = r"(?:capital (?:expenditures?|spending|investments?|outlays?|budget)|capex)"
# "capital spending at the plant this year": the deal's own.
_AT_PLANT = (
    r"(?: there\b| (?:at|in|on|for) (?:the|this|its|that) (?:[\w'-]+ ){0,3}?"
    r"(?:plant|project|site|campus|field)\b)"
)
_OF_COMPANY = re.compile(
    rf"\b(?:{_CAPEX}\b(?!{_AT_PLANT})[^.;\n]{{0,24}} {_A_TIME}"
    r"|(?:business|management|(?:medium|mid)-?term|(?:three|four|five|ten)-year) (?:\w+ )?(?:plan|strategy)"
    rf"|{_EVERYWHERE})\b[^.;\n]{{0,44}}\Z"
)
_CAPEX_OF = re.compile(rf"\b{_CAPEX}\b(?!{_AT_PLANT})[^.;\n]{{0,60}}\Z")
_IN_TIME = re.compile(rf"[^.;,\n]{{0,30}} {_A_TIME}\b")
_SPENT_EVERYWHERE = re.compile(rf"[^.;,\n]{{0,30}} {_EVERYWHERE}\b")
_JA_OF_COMPANY = re.compile(
    r"(?:(?:全社|グループ全体|世界全体|世界)(?:で(?!最)|の[^、。]{0,12}[にへ]|の設備投資(?:額|計画)?[はを])|(?:経営|事業|カ年|ヵ年)計画[^。]{0,24}"
    r"|中計[^。]{0,16}|(?:今年|今期|年度|年|年間|通期|前期|来期)の設備投資(?:額|計画)?[はに]?)(?![^。、]{0,6}だけ)[^。、]{0,12}\Z"
)
# "overseas investment of $3 billion through fiscal 2030", 「30年度までに再生エネに」: for no plant.
_TRADE = (
    r"(?:overseas|foreign|international|renewables|renewable energy|clean energy|decarboni[sz]ation|growth)"
)
_BY_YEAR = (
    r"[^.;\nA-Z]{0,30}? (?:by|through|until) (?:the end of |the year to )?(?:March |fiscal |FY ?)?20\d\d"
)
_FOR_TRADE = re.compile(rf" (?:of (?:\w+ )?investments? )?(?:in|into|on|for) (?:\w+ )?{_TRADE}\b{_BY_YEAR}")
_TRADE_OF = re.compile(rf"\b{_TRADE} (?:[\w-]+ )?(?:investments?|spending)\b[^.;\n]{{0,16}}\Z")
_TO_COME = re.compile(_BY_YEAR)
_JA_FOR_TRADE = re.compile(
    r"年度?までに[^。日米]{0,8}(?:海外|再生エネ|再生可能エネルギー|再エネ|脱炭素|成長)(?:事業|分野|領域)?(?:向け)?"
    r"[にで][^。、]{0,8}\Z"
)


def of_trade(body: str, low: int, chain: Chain) -> bool:
    """Whether an amount is what a company plans for a trade by some year, in words from `low` on."""
    if _FOR_TRADE.match(body, chain.end) or _JA_FOR_TRADE.search(body, low, chain.start):
        return True
    return bool(_TRADE_OF.search(body, low, chain.start) and _TO_COME.match(body, chain.end))


def of_company(body: str, low: int, chain: Chain, high: int, *, second: bool) -> bool:
    """Whether an amount is what a company plans for all of its trades or countries, in words from `low` to
    `high`. `second`: another ends at `low`, and "worldwide" right behind that is said of it."""
    if second and (said := _SPENT_EVERYWHERE.match(body, low, chain.start)):
        low = said.end()
    if _OF_COMPANY.search(body, low, chain.start) or _JA_OF_COMPANY.search(body, low, chain.start):
        return True
    if _SPENT_EVERYWHERE.match(body, chain.end, high):
        return True
    timed = _IN_TIME.match(body, chain.end, high) is not None
    return timed and _CAPEX_OF.search(body, low, chain.start) is not None
