"""Lists of feeds as OPML, which every feed reader exports and imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

from sokuho.errors import Reject
from sokuho.feeds import clean

_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of an OPML file. `folder` is the path of the outlines around it, "a/b"."""

    title: str
    url: str
    folder: str = ""
    language: str = ""
    site: str = ""


def read_opml(data: bytes) -> list[Outline]:
    """The feeds of an OPML file, in order. Raises Reject where it is not one, or names no feed.

    A DOCTYPE is refused: OPML needs none, and entities are how such files are turned into bombs.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Reject("the OPML file has a DOCTYPE; remove it")
    try:
        root = ET.fromstring(data)  # noqa: S314 - no DOCTYPE, so no entities
    except (ET.ParseError, ValueError, LookupError) as e:
        raise Reject(f"not well-formed XML: {e}") from e
    if root.tag.lower() != "opml":
        raise Reject(f"not an OPML file: its root is <{root.tag[:40]}>")
    found = list(_feeds(root.find("body"), ()))
    if not found:
        raise Reject("the OPML file names no feed (no outline has an xmlUrl)")
    return found


def write_opml(outlines: Iterable[Outline], title: str) -> str:
    """The feeds as OPML 2.0, a folder for each `folder`."""
    folders: dict[str, list[Outline]] = {}
    for outline in outlines:
        folders.setdefault(outline.folder, []).append(outline)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', "  <head>"]
    lines += [f"    <title>{_text(title)}</title>", "  </head>", "  <body>"]
    for folder, inside in folders.items():
        indent = "    "
        if folder:
            lines.append(f"    <outline text={_attribute(folder)} title={_attribute(folder)}>")
            indent = "      "
        lines += [indent + _line(outline) for outline in inside]
        if folder:
            lines.append("    </outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _feeds(node: ET.Element | None, path: tuple[str, ...], depth: int = 0) -> Iterator[Outline]:
    if node is None or depth > _DEEPEST:
        return
    for child in node.findall("outline"):
        given = {k.lower(): v for k, v in child.attrib.items()}
        title = clean.line(given.get("title") or given.get("text") or "")
        if url := clean.web_link(given.get("xmlurl", ""), ""):
            yield Outline(title, url, "/".join(path), given.get("language", ""), given.get("htmlurl", ""))
        else:
            yield from _feeds(child, (*path, title) if title else path, depth + 1)


def _line(outline: Outline) -> str:
    given = {"text": outline.title, "title": outline.title, "type": "rss", "xmlUrl": outline.url}
    given |= {k: v for k, v in (("htmlUrl", outline.site), ("language", outline.language)) if v}
    return "<outline " + " ".join(f"{k}={_attribute(v)}" for k, v in given.items()) + "/>"


def _attribute(value: str) -> str:
    return quoteattr(clean.line(value))


def _text(value: str) -> str:
    return clean.line(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
