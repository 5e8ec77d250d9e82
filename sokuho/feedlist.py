"""`config/feeds.yaml` as a list that grows: feeds taken over from OPML are written below what is there.

The file belongs to a person, with comments and an order of its own, so text is added at its end and
nothing else is touched; what comes out must be valid before it takes the old file's place.
"""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from sokuho import resources
from sokuho.configuration import Feed, Feeds
from sokuho.errors import ConfigError
from sokuho.feeds.identity import canonical
from sokuho.feeds.opml import Outline

_JAPANESE = re.compile("[\u3041-\u30fa\u4e00-\u9fff]")
_EMPTY = re.compile(r"^feeds:[ \t]*(\[\s*\])?[ \t]*(#.*)?$", re.M)


def missing(outlines: Iterable[Outline], known: Sequence[Feed], language: str | None) -> list[Feed]:
    """The feeds of an OPML file that are not configured yet, each once, with a name of their own."""
    addresses = {canonical(feed.url) for feed in known}
    names = {feed.name for feed in known}
    found = []
    for outline in outlines:
        if (address := canonical(outline.url)) in addresses:
            continue
        addresses.add(address)
        name = _name(outline, names)
        names.add(name)
        found.append(
            Feed(
                name=name,
                url=outline.url,
                source=outline.title or urlsplit(outline.url).hostname or name,
                language="ja" if (language or _language(outline)) == "ja" else "en",
                kind="newspaper",
                note=f"from OPML, folder {outline.folder}" if outline.folder else "from OPML",
            )
        )
    return found


def add(home: Path, feeds: Sequence[Feed]) -> Path:
    """Write the feeds below those of the home's `config/feeds.yaml`, which starts as a copy of the shipped
    one. Raises ConfigError, and changes nothing, if that does not give a valid file."""
    before = resources.read_text(resources.find(home, "config/feeds.yaml"))
    path = home / "config/feeds.yaml"
    text = "\n".join(["", *(_entry(feed) for feed in feeds)])
    # an empty list is opened first: text below "feeds: []" would not be in it
    after = _EMPTY.sub("feeds:", before, count=1).rstrip("\n") + "\n" + text
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, prefix="feeds-", suffix=".yaml", delete=False, encoding="utf-8"
        ) as new:
            new.write(after)
        _replace(Path(new.name), path, feeds)
    except OSError as e:
        raise ConfigError(f"cannot write it: {e.strerror}", path=path) from e
    return path


def _replace(new: Path, path: Path, added: Sequence[Feed]) -> None:
    try:
        written = resources.read_model(new, Feeds).feeds
        if tuple(written[-len(added) :]) != tuple(added):
            raise ConfigError(
                "feeds can only be added where `feeds:` is the last part of the file", path=path
            )
        new.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(new, path)
    except ConfigError as e:
        raise ConfigError(f"the feeds were not added, since the file would no longer be valid: {e}") from e
    finally:
        with suppress(FileNotFoundError):
            new.unlink()


def _entry(feed: Feed) -> str:
    given = feed.model_dump(exclude_defaults=True)
    lines = yaml.safe_dump(given, allow_unicode=True, sort_keys=False, width=1000).splitlines()
    return "\n".join(["  - " + lines[0], *("    " + line for line in lines[1:]), ""])


def _name(outline: Outline, taken: set[str]) -> str:
    base = _slug(unicodedata.normalize("NFKD", outline.title).encode("ascii", "ignore").decode())
    if len(base) < 3:
        base = _slug((urlsplit(outline.url).hostname or "").removeprefix("www.")) or "feed"
    name, n = base, 2
    while name in taken:
        name, n = f"{base}-{n}", n + 1
    return name


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40].rstrip("-")


def _language(outline: Outline) -> str:
    if outline.language:
        return outline.language[:2].lower()
    return "ja" if _JAPANESE.search(outline.title) else "en"
