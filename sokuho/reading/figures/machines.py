"""Whether a size is that of one machine of several: "14 turbines of the 4.2 MW type", 「3.4MW機48基」."""

from __future__ import annotations

import re

from sokuho.model import Capacity

_NEAR = 60  # code points
_BEFORE = re.compile(
    r"\b(?:turbines|units|modules|engines|machines|inverters|generators),?"
    r" (?:of|rated(?: at)?|with|each|at)(?: (?:the|about|some|up to|only))?"
    r"(?: an?(?: [a-z-]+){0,3} (?:capacity|output|rating) of)? \Z"
    # "Each of the three engines makes", "The turbine has an output of"
    r"|\b(?:[Ee]ach|[Ee]very)(?: one)?(?: of)?(?: (?:the|its|their))?(?: [\w-]+){0,2}"
    r" (?:turbine|unit|machine|module|engine|generator|inverter|rack)s?(?: (?!and\b)[a-z]+){1,6} \Z"
    r"|\b(?:turbine|engine|machine|module|rack)(?: type| model)?"
    r" (?:has|makes|takes|needs|produces|generates|is rated at)(?: an? (?:output|capacity|rating) of)? \Z"
    r"|(?<![0-9十])1[基台](?:当たり|あたり)?(?:の[^、。\n]{0,6})?[はが約で]{0,2}\Z"
    r"|\b(?:first|second|third|last|one|each) of (?:the )?(?:two|three|four|five|six|eight|ten|\d{1,2}) \Z"
)
_AFTER = re.compile(
    r"(?:-[\w.]+(?: m)?)? (?:type|class|turbines|machines|modules)\b"
    r"|[級型]?(?:の)?(?:機|風車)?[を、]?\d+[基台機]|機"
)


def of_machine(body: str, size: Capacity, low: int) -> bool:
    """Whether it is, by what stands beside it in its sentence, which begins at `low`."""
    if _AFTER.match(body, size.end):
        return True
    return _BEFORE.search(body, max(low, size.start - _NEAR), size.start) is not None
