"""The readers' words, by language: the home's laid over the shipped ones, and names from the lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

from sokuho import resources
from sokuho.errors import ConfigError
from sokuho.reading.lists import Form
from sokuho.resources import Stamp
from sokuho.vocabulary import LISTS, parse_lists


def load_words(home: Path) -> Mapping[str, Any]:
    """The readers' words by language. A language is a file; what the home's file leaves out comes from
    the shipped one. Not to be changed: whoever asks gets the same, made anew when a file has changed."""
    shipped = resources.defaults() / "templates/words"
    own = home / "templates/words"
    layered = [] if own.resolve() == shipped.resolve() else sorted(own.glob("*.yaml"))
    return _words(
        resources.stamps(sorted(shipped.glob("*.yaml"))),
        resources.stamps(layered),
        resources.stamps(resources.layers(home, LISTS, "*.txt")),
    )


@lru_cache(maxsize=2)
def _words(shipped: tuple[Stamp, ...], own: tuple[Stamp, ...], lists: tuple[Stamp, ...]) -> Mapping[str, Any]:
    words: dict[str, Any] = {file.path.stem: resources.read_yaml(file.path) for file in shipped}
    for path, *_ in own:
        known = words.get(path.stem, words["en"] | {"language": path.stem})
        words[path.stem] = _merged(known, resources.read_yaml(path), path, ())
    forms = list(parse_lists(file.path for file in lists))
    more = {
        "called": _canonical_names(forms),
        "sector_of": _bare_names(words.values()),
        "known": _place_names(forms),
    }
    words = {language: {**said, **more} for language, said in words.items()}
    if "ja" in words:
        words["ja"]["known"] = _japanese_names(forms)
    return words


def _bare_names(words: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The sectors of names that say no more than a sector does, in any language, in lower case."""
    found: dict[str, str] = {}
    for own in words:
        for sector, label in own["sectors"].items():
            names = f"{label}; {own['bare'].get(sector, '')}".split(";")
            found |= {bare: sector for name in names if (bare := name.strip().casefold())}
    return found


def _canonical_names(forms: Iterable[Form]) -> dict[str, str]:
    """The canonical names of the lexicon's companies and agencies, by every way of writing them."""
    found: dict[str, str] = {}
    for form in forms:
        if form.entry.kind in ("company", "agency"):
            found.setdefault(form.text, form.entry.name)
    return found


def _place_names(forms: Iterable[Form]) -> dict[str, str]:
    """The canonical names of the lexicon's places, by what Japanese texts call them: テキサス州 is Texas."""
    return {
        form.text: form.entry.name for form in forms if form.entry.kind == "place" and _is_japanese(form.text)
    }


def _japanese_names(forms: Iterable[Form]) -> dict[str, str]:
    """How Japanese texts call the companies, agencies and places of the lexicon, by canonical name. Names
    that are written in Latin capitals in Japanese, too (JERA, IHI), are left out."""
    found: dict[str, str] = {}
    for form in forms:
        entry = form.entry
        if entry.kind not in ("company", "agency", "place") or form.weak or form.open_end:
            continue
        if entry.kind == "company" and entry.name.isupper():
            continue
        if _is_japanese(form.text):
            found.setdefault(entry.name, form.text)
    return found


def _is_japanese(text: str) -> bool:
    return any("\u3040" <= c <= "\u9fff" for c in text)


def _merged(known: Any, own: Any, path: Path, where: tuple[str, ...]) -> Any:
    """The home's words laid over the shipped ones. Raises ConfigError, with the line, where they are of
    another shape or ask for something that is not filled in."""
    if isinstance(known, dict):
        if not isinstance(own, dict):
            raise _wrong_words(path, where, "must hold named entries")
        return {**known, **{k: _merged(known.get(k), v, path, (*where, str(k))) for k, v in own.items()}}
    if where[:-1] == ("capacity", "units"):
        if not _is_unit(own):
            raise _wrong_words(path, where, f"must be a unit or [times, unit] (found {own!r:.60})")
        return own
    if isinstance(known, str):
        if not isinstance(own, str):
            raise _wrong_words(path, where, f"must be a text (found {own!r:.60}); put it in quotes")
        try:
            unknown = _fields(own) - _fields(known)
        except ValueError as e:
            raise _wrong_words(path, where, f"has a brace too many or too few ({e})") from e
        if unknown:
            there = ", ".join(f"{{{f}}}" for f in sorted(_fields(known))) or "nothing"
            raise _wrong_words(path, where, f"{{{min(unknown)}}} is not filled in here; there is {there}")
    if isinstance(known, list) and not (isinstance(own, list) and len(own) == len(known)):
        raise _wrong_words(path, where, f"must be a list of {len(known)} (found {own!r:.60})")
    return own


def _is_unit(own: Any) -> bool:
    """A unit is told by its name, or by how many times a capacity counts in it and its name."""
    if isinstance(own, list):
        return [type(x) for x in own] in ([int, str], [float, str])
    return isinstance(own, str)


def _fields(text: str) -> set[str]:
    """The {names} that a text asks for."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _wrong_words(path: Path, where: tuple[str, ...], wrong: str) -> ConfigError:
    name = ".".join(where) or "the file"
    return ConfigError(f"{name} {wrong}", path=path, line=resources.line_of(path, where))
