from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokuho import feedlist, resources
from sokuho.configuration import Feeds
from sokuho.errors import ConfigError, Reject
from sokuho.feeds.opml import Outline, read_opml, write_opml

READER = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Subscriptions</title></head><body>
<outline text="Energy"><outline text="Grid &amp; Compute" title="Grid &amp; Compute" type="rss"
  xmlUrl="https://grid.example/feed" htmlUrl="https://grid.example/"/>
  <outline text="deeper"><outline text="\xe9\x9b\xbb\xe5\x8a\x9b\xe6\x99\x82\xe5\xa0\xb1" XMLURL="https://denryoku.example/rss"/></outline></outline>
<outline text="evil" xmlUrl="javascript:alert(1)"/>
<outline text="no address"/>
</body></opml>"""


def test_folders_and_titles() -> None:
    first, second = read_opml(READER)
    assert first == Outline(
        "Grid & Compute", "https://grid.example/feed", "Energy", "", "https://grid.example/"
    )
    assert (second.title, second.folder) == ("電力時報", "Energy/deeper")


outlines = st.lists(
    st.builds(
        Outline,
        title=st.text("abc >&\"'日本", min_size=1, max_size=10).map(lambda t: t.strip() or "x"),
        url=st.integers(0, 99).map(lambda n: f"https://a.example/{n}?a=1&b=2"),
        folder=st.sampled_from(["", "wire", "trade & more"]),
        language=st.sampled_from(["", "en", "ja"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(outlines)
def test_what_is_written_is_read_again(written: list[Outline]) -> None:
    def key(o: Outline) -> tuple[str, ...]:
        return (o.folder, o.url, " ".join(o.title.split()), o.language)

    assert sorted(map(key, read_opml(write_opml(written, "t").encode()))) == sorted(map(key, written))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not well-formed XML"),
        (b"<html></html>", "not an OPML file: its root is <html>"),
        (b"<opml><body/></opml>", "names no feed"),
        (b"<opml><body><outline xmlUrl='x'", "not well-formed XML"),
        (b'<!DOCTYPE o [<!ENTITY a "b">]><opml/>', "has a DOCTYPE"),
        (b"\xff\xfe\x00", "not well-formed XML"),
        (b"<opml><body>" + b"<outline>" * 9000 + b"</outline>" * 9000 + b"</body></opml>", "names no feed"),
    ],
)
def test_what_is_no_opml_says_why(data: bytes, why: str) -> None:
    with pytest.raises(Reject, match=why):
        read_opml(data)


# --- into config/feeds.yaml ---------------------------------------------------------------------

OWN = """# mine
feeds:
  # the first
  - {name: grid, url: 'https://GRID.example/feed?utm_source=x', source: G, language: en, kind: trade}
"""


def _home(tmp_path: Path, text: str) -> Path:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/feeds.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def _import(home: Path, data: bytes = READER) -> list[str]:
    known = resources.read_model(home / "config/feeds.yaml", Feeds).feeds
    new = feedlist.missing(read_opml(data), known, None)
    if new:
        feedlist.add(home, new)
    return [f.name for f in new]


def test_feeds_are_added_below_what_is_there(tmp_path: Path) -> None:
    home = _home(tmp_path, OWN)
    assert _import(home) == ["denryoku-example"]
    text = (home / "config/feeds.yaml").read_text("utf-8")
    assert text.startswith(OWN)
    grid, added = resources.read_model(home / "config/feeds.yaml", Feeds).feeds
    assert (grid.name, added.source, added.language) == ("grid", "電力時報", "ja")
    assert _import(home) == []
    assert [p.name for p in (home / "config").iterdir()] == ["feeds.yaml"]


@pytest.mark.parametrize("empty", ["feeds: []\n", "feeds: [] # none yet\n"])
def test_an_empty_list_is_opened(tmp_path: Path, empty: str) -> None:
    home = _home(tmp_path, empty)
    assert len(_import(home)) == 2
    assert len(resources.read_model(home / "config/feeds.yaml", Feeds).feeds) == 2


def test_a_file_that_cannot_grow_stays_as_it_was(tmp_path: Path) -> None:
    text = "feeds: [{name: x, url: 'https://x.example', source: X, language: en, kind: wire}]\n"
    home = _home(tmp_path, text)
    with pytest.raises(ConfigError, match="not added"):
        _import(home)
    assert (home / "config/feeds.yaml").read_text("utf-8") == text
    assert [p.name for p in (home / "config").iterdir()] == ["feeds.yaml"]


def test_names_stay_apart(tmp_path: Path) -> None:
    home = _home(tmp_path, "feeds: []\n")
    lines = "".join(f'<outline text="Same: #{i}" xmlUrl="https://s.example/{i}"/>' for i in (1, 1, 2))
    more = '<outline text="Same 1" xmlUrl="https://s.example/3"/><outline text="速報" xmlUrl="https://s.example/4"/>'
    names = _import(home, f"<opml><body>{lines}{more}</body></opml>".encode())
    assert names == ["same-1", "same-2", "same-1-2", "s-example"]
