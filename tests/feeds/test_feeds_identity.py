from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import item, rss

from sokuho.feeds.identity import canonical, keys_of, to_look_up, without_tracking
from sokuho.feeds.parse import parse

URL = "https://wire.example/feed.xml"


class Memory:
    """What a store would remember, poll after poll; tells the titles that were new."""

    def __init__(self) -> None:
        self.recorded: set[str] = set()

    def poll(self, *items: str) -> list[str]:
        document = parse(rss(*items), "text/xml", URL, "en")
        keys = keys_of(document, URL)
        seen = self.recorded & set(to_look_up(keys))
        new = []
        for entry, own in zip(document.entries, keys, strict=True):
            if not own.known(seen):
                new.append(entry.title)
            seen.update(own.all())
        self.recorded |= seen
        return new


def test_entries_with_one_id_all_survive() -> None:
    memory = Memory()
    ten = [item(f"Title {n}", f"/{n}", guid="same") for n in range(10)]
    assert len(memory.poll(*ten)) == 10
    assert memory.poll(*ten) == []
    assert memory.poll(item("Title 10", "/10", guid="same"), *ten[:5]) == ["Title 10"]
    # even alone: the id is remembered as shared
    assert memory.poll(item("Title 11", "/11", guid="same")) == ["Title 11"]
    assert memory.poll(*ten) == []


def test_entries_with_one_id_and_one_link_survive_too() -> None:
    memory = Memory()
    both = [item("One", "/same", guid="same"), item("Two", "/same", guid="same")]
    assert memory.poll(*both) == ["One", "Two"]
    assert memory.poll(*both) == []


def test_an_edited_headline_is_not_a_new_article() -> None:
    memory = Memory()
    memory.poll(item("JERA plans plant", "/1", guid="a1"))
    assert memory.poll(item("CORRECTED: JERA plans plant", "/1", guid="a1")) == []


def test_nor_is_one_whose_id_holds_the_headline() -> None:
    memory = Memory()
    memory.poll(item("JERA plans plant", "/1", guid="jera-plans-plant"))
    assert memory.poll(item("JERA to build", "/1", guid="jera-to-build")) == []


def test_nor_one_whose_link_changed_with_the_headline() -> None:
    memory = Memory()
    memory.poll(item("JERA plans plant", "/jera-plans", guid="?p=77"))
    assert memory.poll(item("JERA to build", "/jera-builds", guid="?p=77")) == []


def test_nor_one_whose_date_was_touched() -> None:
    memory = Memory()
    for guid, link in (("a1", "/1"), (None, "/2"), (None, None)):
        entry = {"guid": guid, "link": link, "title": f"{guid}{link}"}
        assert memory.poll(item(**entry, date="Sun, 22 Nov 2026 04:00:00 GMT"))
        assert memory.poll(item(**entry, date="Mon, 23 Nov 2026 09:00:00 GMT")) == []


@pytest.mark.parametrize(
    "changed",
    [
        "https://wire.example/1?utm_source=rss&utm_campaign=x",
        "https://wire.example/1?fbclid=abc",
        "http://www.wire.example/1/",
        "https://wire.example:443/1#ref=rss",
        "https://wire.example/1?from=rss_feed",
    ],
)
def test_tracking_makes_no_new_article(changed: str) -> None:
    memory = Memory()
    memory.poll(item(link="https://wire.example/1"))
    assert memory.poll(item(link=changed)) == []


def test_without_ids_the_link_tells_entries_apart() -> None:
    memory = Memory()
    assert memory.poll(item("Notice", "/1"), item("Notice", "/2")) == ["Notice", "Notice"]
    assert memory.poll(item("Notice", "/3"), item("Notice", "/1")) == ["Notice"]


def test_links_to_the_front_page_tell_nothing() -> None:
    memory = Memory()
    home = "https://wire.example/"
    assert memory.poll(item("One", home, text="first")) == ["One"]
    assert memory.poll(item("Two", home, text="second")) == ["Two"]
    assert memory.poll(item("Two", home, text="second"), item("One", home, text="first")) == []


def test_the_same_entry_twice_in_one_document_is_one() -> None:
    assert Memory().poll(item("One", "/1", guid="a"), item("One", "/1", guid="a")) == ["One"]


def test_an_unchanged_document_has_nothing_new_whatever_it_holds() -> None:
    kinds = [
        item("a", "/a", guid="1"), item("b", "/b"), item("c", None, guid="3"), item("d", None),
        item("e", "/e", guid="1"), item("f", "/f", guid="dup"), item("f", "/f", guid="dup"), item("", "/g"),
    ]  # fmt: skip
    memory = Memory()
    memory.poll(*kinds)
    assert memory.poll(*kinds) == []
    assert memory.poll(*reversed(kinds)) == []


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "B"]),
            st.sampled_from([None, "/1", "/2", "https://wire.example/"]),
            st.sampled_from([None, "g1", "g2"]),
        ),
        max_size=8,
    )
)
def test_polling_the_same_twice_is_always_quiet(entries: list[tuple[str, str | None, str | None]]) -> None:
    memory = Memory()
    items = [item(title, link, guid) for title, link, guid in entries]
    memory.poll(*items)
    assert memory.poll(*items) == []


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x?utm_medium=rss&id=7", "https://a.example/x?id=7"),
        ("https://a.example/x?id=7", "https://a.example/x?id=7"),
        ("https://a.example/x?a=%E6%97%A5", "https://a.example/x?a=%E6%97%A5"),
        ("https://a.example/x?from=2024&ref=home", "https://a.example/x?from=2024&ref=home"),
        ("https://a.example/x?ref=rss", "https://a.example/x"),
        ("https://a.example/x#part-2", "https://a.example/x#part-2"),
        ("https://a.example/x#Echobox=1700", "https://a.example/x"),
        ("https://a.example/?source=2", "https://a.example/?source=2"),
    ],
)
def test_readers_get_links_without_tracking(url: str, kept: str) -> None:
    assert without_tracking(url) == kept


def test_different_pages_stay_different() -> None:
    pages = ["/a", "/b", "/a?id=1", "/a?id=2", "/a#x", "/a/b", "/A"]
    assert len({canonical(f"https://a.example{p}") for p in pages}) == len(pages)
