"""Names and words brought to one form, so that reports of two languages can be compared.

The reader gives canonical names for what its lexicon knows. For the rest a skeleton of consonants
lets コーベイン meet Corvane; kanji have no reading that could be told without a dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_FORMS = re.compile(
    r"\b(inc|corp|corporation|co|company|ltd|limited|llc|llp|lp|plc|kk|ag|gmbh|sa|nv|holdings?|group|the)\b\.?"
    r"|株式会社|ホールディングス|グループ|\(株\)|㈱|[®™]"
)
_NOT_WORD = re.compile(r"[^\w]+")
_KATAKANA = re.compile(r"^[ァ-ヺー・\s]+$")
_LATIN = re.compile(r"^[a-z0-9&.'\- ]+$")

_ROWS = {
    "a": "アイウエオ",
    "k": "カキクケコガギグゲゴヵヶ",
    "s": "サシスセソザジズゼゾヂ",
    "t": "タチテトダデド",
    "ts": "ツヅ",
    "n": "ナニヌネノマミムメモン",
    "b": "バビブベボパピプペポヴ",
    "r": "ラリルレロ",
    "": "ハヒフヘホヤユヨワヰヱヲァィゥェォャュョヮッー・ ",
}
_VOWELS = frozenset("アイウエオ")
_SOUND = {kana: sound for sound, row in _ROWS.items() for kana in row}
#: Latin spellings as the same classes; an r that closes a syllable is only a long vowel in katakana
_LATIN_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("(?<=[aeiou])re(?= |$)", ""), ("(?<=[aeiou])r(?![aeiou])", ""),
        ("^[aeiouw]", "A"), ("tion", "sn"), ("tch", "t"), ("ch(?=[^aeiou])", "k"),
        ("ch", "t"), ("sh|th", "s"), ("ph|f", ""), ("ck|qu|q", "k"), ("x", "ks"), ("c(?=[eiy])", "s"),
        ("g(?=[eiy])|[zj]", "s"), ("[cg]", "k"), ("d", "t"), ("m", "n"), ("[vp]", "b"), ("l", "r"),
        ("[aeiouhyw0-9&.' -]", ""), ("A", "a"),
    )
)  # fmt: skip


_TELLING = 4  # letters of a name's beginning from which it stands for the name


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """One width, one case, no legal form and no punctuation: "ＪＥＲＡ Co., Inc." gives "jera"."""
    return fold_text(name)


def fold_text(name: str) -> str:
    """The same, of a text in which names are looked for: no two are alike, so it is not kept."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(_NOT_WORD.sub(" ", _FORMS.sub(" ", plain)).split()) or plain.strip()


@lru_cache(maxsize=8192)
def skeleton(folded: str) -> str | None:
    """The consonants of a name in Latin letters or katakana; None where they would tell too little.

    >>> skeleton("コーベイン") == skeleton("corvane")
    True
    """
    if _KATAKANA.match(folded):
        sounds = "".join(_SOUND.get(ch, "") for i, ch in enumerate(folded) if i == 0 or ch not in _VOWELS)
    elif _LATIN.match(folded):
        sounds = folded
        for pattern, sound in _LATIN_SOUNDS:
            sounds = pattern.sub(sound, sounds)
    else:
        return None
    merged = re.sub(r"(.)\1+", r"\1", sounds)
    return merged if len(merged) >= 3 else None


@lru_cache(maxsize=8192)
def same(one: str, other: str) -> bool:
    """Whether two folded names can mean one party: equal, one a shorter form of the other
    ("hitachi", "hitachi energy"), or the same sounds in two scripts."""
    if one == other:
        return True
    a, b = sorted((one.split(), other.split()), key=len)
    if a and b[: len(a)] == a and len(a[0]) > 2:
        return True
    return sounds_like(one, other)


@lru_cache(maxsize=8192)
def sounds_like(one: str, other: str) -> bool:
    """Whether two names are equal, or the same sounds in two scripts; of names of several words, the
    shorter may be the beginning of the longer."""
    if one == other:
        return True
    if one.isascii() == other.isascii():
        return False
    if _same_sounds(one, other):
        return True
    short, long = sorted((one.split(), other.split()), key=len)
    beginning = " ".join(long[: len(short)])
    return len(short) < len(long) and len(beginning) >= _TELLING and _same_sounds(" ".join(short), beginning)


def _same_sounds(one: str, other: str) -> bool:
    sounds, others = skeleton(one), skeleton(other)
    if sounds is None or others is None or sounds[0] != others[0]:
        return False
    if sounds == others:
        return True
    lengths = sorted((len(sounds), len(others)))
    left_out = lengths[0] < lengths[1]  # another sound in its place tells more against it than one left out
    return lengths[0] >= (4 if left_out else 5) and Levenshtein.distance(sounds, others) == 1


def sounds_in(name: str, others: Collection[str]) -> bool:
    """Whether one of the others, in the other script, sounds like the name."""
    written = name.isascii()
    return any(b.isascii() != written and sounds_like(name, b) for b in others)


def is_katakana(folded: str) -> bool:
    return _KATAKANA.match(folded) is not None


def is_canonical(folded: str) -> bool:
    """Whether a name is in the lexicon's form (English), so that it can be compared in both languages."""
    return folded.isascii()
