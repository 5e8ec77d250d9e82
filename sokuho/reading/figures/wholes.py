"""What all of a deal costs, where title or lead tell a part of it: a stake's price, a company's share."""

from __future__ import annotations

import re

_THING = (
    r"(?:project|plant|facility|complex|campus|terminal|farm|station|site|venture|scheme|development|pipeline"
    r"|deal|transaction|acquisition|purchase|investment|undertaking)"
)
_COSTS = (
    r"(?:costs?|costing|costed|priced|price|bill|budget|budgeted|estimated|put at|valued|worth|outlay"
    r"|total(?:s|led|ling)?|comes? to|amounts? to|requires?|needs?)\b"
)
# "Total investment by Japanese firms", "in the state"
_OF_OTHERS = (
    r"(?![^.;\n\d$]{0,40}\b(?:by (?!the\b|both\b|all\b)"
    r"|in (?:the (?:state|country|region|sector|industry|United States)|America|Japan)\b))"
)
# "The plant, which costs", "Total investment is", "Including debt, the deal is worth": such words open the
# sentence, so that it speaks of nothing else.
_SAID = re.compile(
    r"(?:[^.;\n]{0,30}[,:] )?"
    rf"(?:(?:[Tt]h(?:e|is)|[Ii]ts) (?:[\w-]+ ){{0,2}}?{_THING}(?:'s)?\b[^.;\n]{{0,40}}?\b{_COSTS}"
    r"|(?:[Tt]he )?(?:[Tt]otal|[Oo]verall|[Ww]hole|[Ee]ntire|[Ff]ull|[Aa]ll-in|[Cc]apital|[Cc]onstruction"
    r"|[Dd]evelopment) (?:[\w-]+ ){0,2}?(?:costs?|investment|price|budget|spending|outlay|bill|expenditure)\b"
    rf"{_OF_OTHERS}"
    r"|(?:Building|Construction of|Building of) (?:the|it)\b[^.;\n]{0,30}\bcosts?\b"
    r"|(?:[Ii]ncluding|[Ii]nclusive of|[Ww]ith) (?:assumed |net |the )?debt\b"
    r"|(?:Together|Both|In all|All in all|All told|Altogether|That (?:makes|comes to|adds up to))\b)"
    r"[^.;\n\d$]{0,40}"
)
# 「総事業費は」「両社合わせた投資額は」「負債も含めると」
_JA_SAID = re.compile(
    r"(?:[^。]{0,40}、)?"
    r"(?:(?:事業|プロジェクト|計画|案件|全体|両社|発電所|工場|施設|[2-9]社)(?:全体)?(?:の|で|を|合わせた|合わせて)?)*"
    r"(?:総事業費|総投資額|投資総額|総工費|事業費|建設費|投資額|費用|総額|(?:有利子)?負債[もを]含め|両社で)[^。、]{0,14}"
)
# "The $240 million plant"
_THE = re.compile(r"(?:[^.;\n]{0,30}, )?Th(?:e|is) (?:about |roughly |nearly )?")
_A_THING = re.compile(rf" (?:[\w-]+ )?{_THING}\b")


def whole_of_deal(body: str, low: int, start: int, end: int) -> bool:
    """Whether a sentence that begins at `low` says up to an amount that it is what all of the deal costs."""
    if _SAID.fullmatch(body, low, start) or _JA_SAID.fullmatch(body, low, start):
        return True
    return _THE.fullmatch(body, low, start) is not None and _A_THING.match(body, end) is not None
