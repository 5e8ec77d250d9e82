"""Names, words and moments as one reader's messages show them, cleaned of all that strangers could have put
into them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sokuho.alerts import figures
from sokuho.alerts.figures import Words
from sokuho.alerts.shown import Place
from sokuho.alerts.untrusted import link, plain
from sokuho.model import Capacity, Money, Party, Source, StoryProject

TITLE_LIMIT, NAME_LIMIT, OUTLET_LIMIT = 160, 90, 60


class Wording:
    """`words` of one language, times in one zone."""

    def __init__(self, words: Words, zone: str) -> None:
        self.words, self.zone = words, zone
        self._language = str(words["language"])
        self._known: Mapping[str, str] = {**words.get("known", {}), **words["names"]["written"]}
        self._called: Mapping[str, str] = words.get("called", {})
        self._bare: Mapping[str, str] = words.get("sector_of", {})

    def phrase(self, name: str, **values: object) -> str:
        """One of the alert's phrases, filled in."""
        return str(self.words["alert"][name].format(**values))

    def word(self, group: str, key: str) -> str:
        """The reader's word for a sector, stage or the like; a key without one is shown readably."""
        found = self.words[group].get(key)
        return str(found) if found else plain(key, NAME_LIMIT).replace("_", " ")

    def money(self, amount: Money) -> str:
        return figures.money(amount, self.words)

    def size(self, capacity: Capacity) -> str:
        return figures.capacity(capacity, self.words)

    def place(self, source: Source) -> Place:
        return Place(
            outlet=plain(source.outlet, OUTLET_LIMIT),
            url=link(source.url),
            title=plain(source.title, TITLE_LIMIT),
            when=figures.moment(source.published, self.zone, self.words),
            language=source.lang,
        )

    def join(self, names: Iterable[str]) -> str:
        return str(self.words["names"]["separator"]).join(n for n in names if n)

    def listed(self, names: Sequence[str], limit: int) -> str:
        """The first names, and how many more there are."""
        shown = self.join(names[:limit])
        if len(names) <= limit:
            return shown
        return str(self.words["names"]["and_more"].format(names=shown, count=len(names) - limit))

    def in_language(self, texts: Mapping[str, str]) -> str:
        """The text in the reader's language, else in any; a name that the vocabulary knows, in it."""
        own = texts.get(self._language)
        if own:
            return own
        other = next((t for t in texts.values() if t), "")
        name = self._called.get(other, other)
        shown = self._known.get(other) or self._known.get(name)
        return shown or (name if self.is_strange(other) else other)

    def project(self, project: StoryProject) -> str:
        """The project's name; its sector's, where it has none or one that says no more than that, and before
        one in Japanese for those who may not read it."""
        name = plain(self.in_language(project.names), NAME_LIMIT)
        if not name or self._bare.get(name.casefold()) == project.sector:
            return self.word("sectors", project.sector)
        if self.is_strange(name):
            aside = self.words["names"]["aside"].format(text=name)
            return self.word("sectors", project.sector) + str(aside)
        return name[:1].upper() + name[1:]

    def is_strange(self, name: str) -> bool:
        return self._language != "ja" and _is_japanese(name)

    def who(self, parties: Iterable[Party], limit: int) -> str:
        return self.listed(distinct(plain(self._party(p), NAME_LIMIT) for p in parties), limit)

    def whole(self, party: Party, known: Sequence[Party]) -> Party:
        """A party that a project names as it was written, by the name that it has in the story."""
        if any(party.name == p.name for p in known):
            return party
        name = self._called.get(party.name) or party.name
        longer = [p for p in known if p.name == name or p.name.startswith(f"{name} ")]
        return longer[0] if len(longer) == 1 else replace(party, name=name)

    def _party(self, party: Party) -> str:
        """The name in the reader's language where the vocabulary knows it; Japanese readers else get it as
        a Japanese text wrote it, all others the canonical one."""
        if party.name in self._known:
            return self._known[party.name]
        return party.text if self._language == "ja" and _is_japanese(party.text) else party.name


def _is_japanese(text: str) -> bool:
    return any("\u3040" <= c <= "\u9fff" for c in text)


def distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(n for n in names if n))
