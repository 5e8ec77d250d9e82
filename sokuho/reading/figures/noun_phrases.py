"""Where an English noun phrase begins and ends, without a dictionary of English.

To the left of a thing stand what describes it: adjectives, nouns in the singular and names. A plural or a
verb in -s ("Nvidia promises Japan AI lab"), a closed word or a number ends it. To the right of it stand only
nouns that things of the trade are called by ("data center campus").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sokuho.reading.lexicon import Mention, standing_at
from sokuho.reading.wordlists import words

_CLOSED = words(
    """
    a an the for of in on to into its their his her our your my and or but nor at by with from as is are
    was were be been being will would has have had can could may might must should shall do does did
    that which who whose whom what why how where if when while because though although not no more less
    than up about around some any each both this these those it they he she we you i there here over
    under after before since until between through within without against per via beyond near beside
    along across amid among toward towards off out down back again also even still only just now then
    yet soon today already further meanwhile together ago ever tied called named other another others
    including following first second third fourth fifth latest last final three two four five six seven
    eight nine ten several many most all half largest biggest proposed planned new next own former
    enough if billion million trillion bn bln mn mln tn yen dollars euros won percent pct
    """
)
# Base forms and past tenses of verbs that stand before such things; those in -s and -ed show themselves.
_VERBS = words(
    """
    build built buy bought sell sold make made take took taken get got give gave given keep kept put set
    cut win won lose lost see saw seen go went gone come came run ran hold held lead led pay paid send
    sent bring brought spend spent lend lent leave left shut hit mean meant say said tell told find
    found seek sought draw drew drawn begin began begun start stop open close enter exit join form fund
    back eye weigh add plan plug pick sign mull ink tap target land launch complete expand extend
    finance develop operate own acquire use need want supply deliver provide produce cover ship design
    equip feed fuel store explore study test develop construct invest pour secure announce unveil boost
    double triple create host offer raise share become let help serve turn move scrap halt delay drop
    swap replace convert retire lease rent learn tempt court woo abandon absorb modernize modernise
    revive restart rescue spur advance purchase building buying selling making taking getting giving
    putting setting cutting winning operating developing acquiring owning completing opening adding
    using financing funding delivering supplying providing producing covering constructing starting
    leaving entering joining backing planning signing launching expanding seeking weighing eyeing
    considering raising propel support drive spark meet enable accelerate strengthen bolster
    promote facilitate underpin unlock scale
    """
)
# Participles that tell what kind a thing is, where nobody stands before them who could have done it.
_KINDS = words(
    """
    abandoned advanced automated combined compressed concentrated decommissioned distributed enriched idled
    integrated liquefied mothballed pressurised pressurized refined refurbished shuttered specialised
    specialized
    """
)
_DOERS = words(
    """
    is are was were be been being has have had that which who it they he she we you i and also again even
    still only just now then yet soon
    """
)
_SINGULAR = words("gas lens news texas kansas arkansas illinois massachusetts dallas los las sales overseas")
_HEADS = words(
    """
    acquisition acreage array arrays asset assets backlog base basin batteries battery block blocks bond
    building buildings business businesses cable cables campus campuses capacity cavern cell cells
    center centers centre centres chain chip chips cloud cluster clusters company companies complex
    components conglomerate construction contract contracts converter deal deals designer developer
    developers development developments distributor division driver engine engines equipment expansion
    exports facilities facility fab fabs factories factory farm farms field fields firm firms fleet fund
    generation generator generators giant group grid holdings hub hubs industry infrastructure
    investment joint lab laboratory labs line lines loan machine machines maker makers manufacturer
    manufacturing manager market memory mill mine mines modeller model models module modules network
    networks offtake operation operations operator operators output owner pack packs panel panels park
    parks parts pipeline pipelines plant plants platform player portfolio power processor processors
    producer production products program programme project projects provider purchase reactor reactors
    refineries refinery region regions reserve reserves rig rigs ring round sale sales scheme schemes
    sector server servers service services shares site sites smelter software specialist stake stakes
    startup startups start-up start-ups station stations storage study subsidiary substation substations
    supplier suppliers supply system systems technology terminal terminals tie-up tower towers train
    trains transformer transformers transmission trust turbine turbines unicorn unit units upgrade
    venture ventures wafer wafers well wells wing works yard outfit integrator boutique supplies
    packages reservoir i ii iii iv v inc inc. corp corp. llc ltd ltd. co co. plc lp
    """
)
_OF_COMPANIES = words(
    """
    builder company designer developer distributor firm giant integrator maker manufacturer operator
    outfit owner producer provider specialist startup start-up supplier
    """
)
_END_MARKS = ',;:.!?)]|"•…—–'
_OPENS = frozenset("([\"'")
_DIGITS = re.compile(r"[a-z]{0,3}[$€£¥]|\d[\d.,]*\Z")  # "9.2-gigawatt" describes, "$500" and "36" do not
_WORD = re.compile(r"\S+")
_NEXT = re.compile(r"\s(\S+)")
_ABBREVIATED = re.compile(r"(?:[A-Z]\.)+\Z|St\.\Z")
_TAIL = re.compile(r"(?:-[A-Za-z]+)+")


def noun_phrase(
    body: str, start: int, end: int, line: tuple[int, int], names: Sequence[Mention] = ()
) -> tuple[int, int]:
    """Where the noun phrase around the thing at `start:end` begins and ends within `line`. `names`: in order
    of place."""
    headline = _headline(body[line[0] : line[1]])
    begin = at = start
    before = body[line[0] : start].split()
    while before:
        word = before.pop()
        at = body.rindex(word, 0, at)
        told = standing_at(names, at) is not None or _describes(word, headline=headline)
        if not (told or _kind(word, before[-1] if before else "")) or _ends(word):
            break
        begin = at + (word[0] in _OPENS)
        if word[0] in _OPENS:
            break
    proper = body[start].isupper() and not headline
    return begin, _close(body, start, end, line[1], names, proper=proper)


def _close(body: str, start: int, end: int, line_end: int, names: Sequence[Mention], *, proper: bool) -> int:
    """Where the nouns behind a thing end. `proper`: the thing belongs to a name, as the next words with a
    capital do."""
    tail = _TAIL.match(body, end, line_end)
    after = tail.end() if tail else end
    close = end if tail and tail[0].endswith("ed") else after
    company = False
    while token := _NEXT.match(body, after, line_end):
        said, at = token[1], after + 1
        word = said.rstrip(_END_MARKS)
        whole = len(word) == len(said)
        head = word.lower() in _HEADS
        if head or (word[:1].isupper() and (proper or (company and standing_at(names, at)))):
            close = at + len(word)
        elif not (whole and _leads_on(word, _WORD.search(body, token.end(), line_end))):
            break
        company = word.lower() in _OF_COMPANIES or (company and not head)
        after = token.end()
        if not whole:
            break
    return close


def _leads_on(word: str, following: re.Match[str] | None) -> bool:
    """Whether a word describes the noun behind it: "hydrogen |filling| stations"."""
    noun = following is not None and following[0].rstrip(_END_MARKS).lower() in _HEADS
    return noun and word.islower() and _describes(word, headline=False)


def _headline(line: str) -> bool:
    """Whether a line is written as headlines are, most words with a capital."""
    first = list(filter(str.isalpha, [w[0] for w in line.split()]))
    return 3 * sum(map(str.isupper, first)) > 2 * len(first)


def _ends(word: str) -> bool:
    """Whether a word's last mark parts it from the next: not "St." and "Partners'", but "deal'"."""
    if word[-1] == "'":
        return word[-2:-1] != "s"
    return word[-1] in _END_MARKS and _ABBREVIATED.match(word) is None


def _kind(word: str, before: str) -> bool:
    """Whether a participle tells the kind of a thing: "the advanced reactors", not "JERA advanced gas"."""
    if word.strip("'\"(").lower() not in _KINDS:
        return False
    bare = before.strip("'\"(").lower()
    free = not bare or _ends(before) or bare in _VERBS or _DIGITS.match(bare) is not None or bare[-2:] == "'s"
    return free or (bare in _CLOSED and bare not in _DOERS)


def _describes(word: str, *, headline: bool) -> bool:
    """Whether a word may stand before a thing and tell more of it; a capital says so outside a headline."""
    bare = word.strip("'\"(").lower()
    if bare in _CLOSED or bare in _VERBS or _DIGITS.match(bare) or not any(map(str.isalnum, bare)):
        return False
    if word[0].isupper() and not headline:
        return True
    plural = bare[-1] == "s" and bare[-2:] not in ("ss", "us", "is", "'s") and bare not in _SINGULAR
    past = bare.endswith("ed") and "-" not in bare and len(bare) > 4
    return not (plural or past or bare.endswith("ly"))
