"""The plain form of an article: what it says does not depend on how its characters and lines are set.

The reader works on this form alone. HTML entities, odd spaces, invisible characters, quotation marks,
full-width letters and digits, half-width kana, units in one character and fractions are written plainly, and
lines are joined where one was only full. What was read is told with the offsets and the characters of the
article as it was given.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from sokuho.model import Article
from sokuho.reading.fractions import fractions
from sokuho.reading.full_lines import joints
from sokuho.reading.markup import markup
from sokuho.reading.way import Change, Step, Way, changed

Resize = Callable[[str], Sequence[Change]]

_SPACES = "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
_SIGNS = "$%&+"
# One code point for one.
_PLAIN = (
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys("\u2018\u2019\u02bc", "'")
    | dict.fromkeys("\u201c\u201d\u201e", '"')
    | dict.fromkeys("\u2010\u2011\u2212\ufe63", "-")
    | dict.fromkeys("\u2044\u2215", "/")
    | {chr(ord(c) + 0xFEE0): c for c in map(chr, range(0x21, 0x7F)) if c.isalnum() or c in _SIGNS}
    | dict(zip("￥￠￡￦―⋅｡｢｣､･", "¥¢£₩—・。「」、・", strict=True))
)
_TABLE = str.maketrans(_PLAIN)
_DIGIT_MARKS = {"．": ".", "，": ","}
_BETWEEN_DIGITS = re.compile(f"(?<=[0-9])[{''.join(_DIGIT_MARKS)}](?=[0-9])")
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
# Units in one character (㌦ ㎿), half-width kana, ligatures.
_COMPOSED = "\u3300-\u3357\u3371-\u33df\uff66-\uff9d\ufb00-\ufb06"
_RESIZABLE = f"&\r{_INVISIBLE}{_COMPOSED}"
_ODD = re.compile(f"[{''.join(_PLAIN)}{''.join(_DIGIT_MARKS)}{_RESIZABLE}]")
# The same class first, which the scan can look for.
_RESIZED = re.compile(
    rf"[{_RESIZABLE}](?:(?<=&)(?:amp;){{0,3}}(?:#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[a-zA-Z][a-zA-Z0-9]{{1,30}});"
    r"|(?<=\r)\n?|(?<=[\uff66-\uff9d])[\uff9e\uff9f]?|(?<![&\r\uff66-\uff9d]))"
)
# More than one between words, and any at the beginning or the end of a line; the class first once more.
_MORE_SPACES = re.compile(r"[ \u3000](?:(?:(?<=[ \n].)|(?<=\A.))[ \u3000]*|(?<= ) *(?=\n))")
_BLANKS = frozenset(" \u3000")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")


def plain(article: Article) -> tuple[Article, Way | None]:
    """The plain form of an article and the way back from it; none where it is the article itself."""
    given = article.title, article.summary or "", article.text
    parts: tuple[str, ...] = given
    body = article.body
    steps: list[Step] = []
    resizes: list[Resize] = [markup, _spaced, fractions, joints]
    if odd := _odd(body):
        parts = tuple([_evened(part, odd) for part in given])
        body = _body(parts)
        if not odd <= _PLAIN.keys():
            resizes.insert(0, _resized)
    for resize in resizes:
        # One look at the whole is enough for most, but what lines are full is for each part to say.
        if (resize is joints or resize(body)) and (changes := _changes(parts, resize)):
            steps.append(Step(parts, changes))
            parts = tuple(map(changed, parts, changes))
            body = _body(parts)
    if parts == given:
        return article, None
    title, summary, text = parts
    view = replace(article, title=title, summary=summary or None, text=text)
    return view, Way(article.body, body, steps)


def _body(parts: Sequence[str]) -> str:
    return "\n".join(filter(None, parts))


def _changes(parts: Sequence[str], resize: Resize) -> Sequence[Sequence[Change]]:
    """The changes of each part, if there are any; a part of which nothing would be left has none, for what is
    empty is no line of a body."""
    found = [resize(part) for part in parts]
    if not any(found):
        return ()
    left = [changes if changed(part, changes) else () for part, changes in zip(parts, found, strict=True)]
    return left if any(left) else ()


def evened(text: str) -> str:
    """The text with its odd characters written plainly, one for one."""
    return _evened(text, _odd(text))


def _odd(text: str) -> set[str]:
    """The odd characters of a text."""
    if text.isascii() and not (("&" in text and ";" in text) or "\r" in text or "\t" in text):
        return set()
    return set(_ODD.findall(text))


def _evened(text: str, odd: set[str]) -> str:
    for char in odd & _PLAIN.keys():
        text = text.replace(char, _PLAIN[char])
    if odd & _DIGIT_MARKS.keys():
        text = _BETWEEN_DIGITS.sub(lambda m: _DIGIT_MARKS[m[0]], text)
    return text


def _resized(text: str) -> list[Change]:
    """What is written with more or fewer characters than it says, in order."""
    return [(*m.span(), said) for m in _RESIZED.finditer(text) if (said := _said(m[0])) != m[0]]


def _spaced(text: str) -> list[Change]:
    """The spaces of a text that separate nothing."""
    if "  " in text or " \n" in text or "\n " in text or "\n\u3000" in text or text[:1] in _BLANKS:
        return [(*m.span(), "") for m in _MORE_SPACES.finditer(text)]
    return []


def _said(written: str) -> str:
    if written[0] == "\r":
        return "\n"
    if written[0] != "&":
        return "" if _UNSEEN.match(written) else unicodedata.normalize("NFKC", written)
    known = html.unescape(html.unescape(written.replace("&amp;", "&")))
    if known.startswith("&") and known != "&":
        return written
    return _UNSEEN.sub("", known).translate(_TABLE).replace("\n", " ")
