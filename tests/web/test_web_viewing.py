"""A mail in the browser."""

from __future__ import annotations

from dataclasses import replace

import httpx

from sokuho.model import Delivery, DeliveryState, Subscription, delivery_id
from sokuho.samples import sample
from sokuho.store.digests import AGAIN
from tests import made
from tests.web.conftest import LINKS, House, sign_up


def told(house: House, reader: Subscription, cadence: str = "instant") -> Delivery:
    """A story that this reader was told of, by an alert or in a digest."""
    first = made.article(1)
    story = made.story(first, titles={"en": "<script>alert(1)</script> & more"})
    revision = made.revision(story)
    with house.store.transaction() as tx:
        tx.articles.save(first, made.reading(first))
        tx.stories.save_story(story, b"", [])
        tx.stories.add_revision(revision)
    if cadence == "instant":
        row = made.delivery(reader, revision, not_before=house.clock())
    else:
        house.store.digests.add_items([reader.id], revision.id, house.clock())
        row = Delivery(
            "dd", reader.id, "digest", "2026-02-17", "digest", "email", reader.address, house.clock()
        )
    house.store.deliveries.add_deliveries([row])
    return row


def test_sent_mails_can_be_read(web: httpx.Client, house: House) -> None:
    row = told(house, house.reader())
    path = f"/view/{LINKS.token('v', row.id)}"
    assert web.get(path).status_code == 404  # not sent yet
    house.deliver()
    found = house.store.deliveries.delivery(row.id)
    assert found is not None
    assert found.state == DeliveryState.SENT
    page = web.get(path)
    assert page.status_code == 200
    assert "&lt;script&gt;" in page.text
    assert "<script" not in page.text
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy


def test_digests_are_shown_as_they_were_told(web: httpx.Client, house: House) -> None:
    row = told(house, house.reader(cadence="daily"), "daily")
    house.deliver()
    path = f"/view/{LINKS.token('v', row.id)}"
    before = web.get(path).text
    assert "&lt;script&gt;" in before
    # what came later belongs to the next digest, and looking takes nothing from it
    house.store.digests.add_items([row.subscription], "r.later", house.clock())
    assert web.get(path).text == before
    assert house.store.digests.waiting() == {row.subscription: 1}


def test_a_digest_that_was_sent_once_more_shows_what_it_told(web: httpx.Client, house: House) -> None:
    row = told(house, house.reader(cadence="daily"), "daily")
    first = delivery_id(row.subscription, "digest", row.revision)
    house.store.digests.take_items(row.subscription, first)
    again = replace(row, id="da", story=f"{AGAIN} 2026-02-18T00:00:00")
    house.store.deliveries.add_deliveries([again])
    house.deliver()
    assert "&lt;script&gt;" in web.get(f"/view/{LINKS.token('v', again.id)}").text


def test_letters_are_not_shown(web: httpx.Client, house: House) -> None:
    """Their links are for whoever has the mailbox."""
    sign_up(web)
    house.deliver()
    [row] = house.store.deliveries.list_deliveries()
    assert row.state == DeliveryState.SENT
    assert web.get(f"/view/{LINKS.token('v', row.id)}").status_code == 404


def test_mails_of_removed_subscriptions_are_gone(web: httpx.Client, house: House) -> None:
    reader = house.reader()
    row = told(house, reader)
    house.deliver()
    house.store.subscriptions.remove(reader.id)
    assert web.get(f"/view/{LINKS.token('v', row.id)}").status_code == 404


def test_a_mails_own_pictures_are_shown(web: httpx.Client, house: House) -> None:
    """The digest's chart stands in the page itself, and the page's policy lets nothing else be fetched."""
    reader = house.reader(cadence="daily")
    row = told(house, reader, "daily")
    other = sample(house.conf)  # three projects of three sectors
    with house.store.transaction() as tx:
        tx.stories.save_story(other.story, b"", [])
        tx.stories.add_revision(other)
    house.store.digests.add_items([reader.id], other.id, house.clock())
    house.deliver()
    page = web.get(f"/view/{LINKS.token('v', row.id)}")
    assert 'src="data:image/png;base64,' in page.text
    assert "cid:" not in page.text
    assert "img-src data:;" in page.headers["content-security-policy"]
