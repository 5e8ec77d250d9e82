"""The fields of the forms, with their values and the words for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sokuho.web import forms
from sokuho.web.site import Site


def offered(site: Site) -> dict[str, Sequence[str]]:
    """The values that readers may choose of, by field."""
    words = site.words["en"]
    return {
        "topics": site.topics,
        "sectors": tuple(words["sectors"]),
        "directions": tuple(words["directions"]),
        "stages": tuple(words["stages"]),
        "novelties": ("new", "update"),
        "languages": tuple(sorted(site.words)),
    }


def fields(site: Site, language: str, given: forms.Choices, errors: Mapping[str, str]) -> dict[str, Any]:
    """What the form's template needs. `errors` are names of messages, by field."""
    words, values = site.words_in(language), offered(site)
    lists = {n: _choices(values[n], words[n]) for n in ("topics", "sectors", "directions", "stages")}
    return {
        "c": given,
        "lists": lists,
        "zones": [(zone, zone.replace("_", " ")) for zone in forms.zones()],
        "weekdays": [(str(day), name) for day, name in enumerate(words["web"]["form"]["weekdays"])],
        "opened": False,
        "units": forms.UNITS,
        "e": {field: words["web"]["errors"][message] for field, message in errors.items()},
    }


def _choices(values: Sequence[str], words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(value, words.get(value, value)) for value in values]
