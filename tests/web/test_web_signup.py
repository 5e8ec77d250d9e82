"""Signing up and changing what one gets, over HTTP and with the mails that the worker wrote."""

from __future__ import annotations

import re
import threading

import httpx
import pytest

from sokuho.configuration import Serving
from sokuho.model import DeliveryState, Subscription, reader_id
from sokuho.store.subscriptions import PAGES
from tests.web.conftest import House, form_of, link_in, sign_up

ME = reader_id("reader@example.com")


def test_signing_up_confirming_changing_and_leaving(web: httpx.Client, house: House) -> None:
    answer = sign_up(web, sectors=["lng", "nuclear"], companies="JERA, SoftBank", min_amount="1.5",
                     min_unit="usd_bn", language="en", quiet_from="22:00", quiet_to="07:00")  # fmt: skip
    assert "Look into your mailbox" in answer.text
    # written down, and nobody is told of anything before the click
    [row] = house.store.deliveries.list_deliveries()
    assert (row.kind, row.state, row.address) == ("confirm", DeliveryState.PENDING, "reader@example.com")
    assert house.store.subscriptions.list_subscriptions() == []
    house.deliver()
    confirm = link_in(house.mails()[0], "confirm")
    # scanners follow links, and that is no confirmation
    assert "Yes, send me alerts" in web.get(confirm).text
    assert house.store.subscriptions.list_subscriptions() == []
    done = web.post(confirm)
    assert "You are subscribed" in done.text
    [made] = house.store.subscriptions.list_subscriptions(active=True)
    assert made.id == ME
    assert made.sectors == ("lng", "nuclear")
    assert made.companies == ("JERA", "SoftBank")
    assert (made.min_amount, made.min_currency) == (1.5e9, "USD")
    assert (made.timezone, made.quiet) == ("Asia/Tokyo", ("22:00", "07:00"))
    # the page leads on to the preferences
    change = re.search(r'href="(/preferences/[^"]+)"', done.text)
    assert change
    page = web.get(change[1]).text
    assert 'value="JERA, SoftBank"' in page
    assert 'value="1.5"' in page
    saved = web.post(change[1], data={"cadence": "daily", "at": "06:15", "timezone": "UTC",
                                      "novelties": ["new"], "language": "ja"})  # fmt: skip
    assert "保存しました" in saved.text
    changed = house.store.subscriptions.subscription(ME)
    assert changed is not None
    assert (changed.cadence, changed.at, changed.sectors, changed.quiet) == ("daily", "06:15", (), None)
    leave = re.search(r'href="http://127\.0\.0\.1:8800(/unsubscribe/[^"]+)"', web.get(change[1]).text)
    assert leave
    assert web.post(leave[1]).status_code == 200
    assert not house.active(ME)


def test_letters_hold_no_one_click_header_and_one_recipient(web: httpx.Client, house: House) -> None:
    sign_up(web, language="ja")
    house.deliver()
    [mail] = house.conf.outbox.glob("*.eml")
    text = mail.read_text()
    assert re.findall(r"^To: (.*)$", text, re.M) == ["reader@example.com"]
    assert "List-Unsubscribe" not in text
    assert "アドレスを確認する" in house.mails()[0]


def test_old_confirmations_do_not_bring_back_who_left(web: httpx.Client, house: House) -> None:
    sign_up(web)
    house.deliver()
    confirm = link_in(house.mails()[0], "confirm")
    assert web.post(confirm).status_code == 200
    again = web.post(confirm)
    assert "You are subscribed" in again.text
    assert "/preferences/" not in again.text  # whoever finds the mail later gets no more than it says
    house.store.subscriptions.stop(ME, house.clock())
    assert web.post(confirm).status_code == 404
    assert not house.active(ME)
    # but signing up anew does
    sign_up(web)
    house.deliver()
    fresh = next(link for mail in house.mails() if (link := link_in(mail, "confirm")) != confirm)
    web.post(fresh)
    assert house.active(ME)


def test_links_stop_working(web: httpx.Client, house: House) -> None:
    sign_up(web)
    house.deliver()
    confirm = link_in(house.mails()[0], "confirm")
    house.clock.pass_(hours=73)
    assert web.get(confirm).status_code == 404
    assert web.post(confirm).status_code == 404
    reader = house.reader()
    token = house.tokens.make("preferences", reader.id)
    assert web.get(f"/preferences/{token}").status_code == 200
    house.clock.pass_(hours=25)
    assert web.get(f"/preferences/{token}").status_code == 404
    assert web.post(f"/preferences/{token}", data={"novelties": ["new"]}).status_code == 404


def test_tokens_serve_their_own_purpose_only(web: httpx.Client, house: House) -> None:
    reader = house.reader()
    token = house.tokens.make("preferences", reader.id)
    assert web.post(f"/confirm/{token}").status_code == 404
    assert web.get(f"/preferences/{house.tokens.make('confirm', reader.id)}").status_code == 404
    assert web.get(f"/preferences/{token[:-1]}x").status_code == 404


def test_two_clicks_at_once_begin_one_subscription(web: httpx.Client, house: House, address: str) -> None:
    sign_up(web)
    house.deliver()
    confirm = address + link_in(house.mails()[0], "confirm")
    answers: list[int] = []
    clicks = [
        threading.Thread(target=lambda: answers.append(httpx.post(confirm, trust_env=False).status_code))
        for _ in range(8)
    ]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert answers == [200] * 8
    assert len(house.store.subscriptions.list_subscriptions()) == 1


def test_nobody_learns_which_addresses_are_known(web: httpx.Client, house: House) -> None:
    house.reader("known@example.com")
    house.store.suppressions.suppress("spam@example.com", "spamreport", "", house.clock())
    pages = {sign_up(web, a).text for a in ("known@example.com", "new@example.com", "spam@example.com")}
    assert len(pages) == 1
    form = form_of(web, "/preferences")
    asked = {
        web.post("/preferences", data={"form": form, "address": a}).text
        for a in ("known@example.com", "nobody@example.com", "spam@example.com")
    }
    assert len(asked) == 1
    kinds = sorted((d.kind, d.address) for d in house.store.deliveries.list_deliveries())
    assert kinds == [
        ("confirm", "known@example.com"),
        ("confirm", "new@example.com"),
        ("preferences", "known@example.com"),
    ]


def test_who_left_and_saves_preferences_gets_what_the_page_says(web: httpx.Client, house: House) -> None:
    reader = house.reader()
    house.store.subscriptions.stop(reader.id, house.clock())
    page = f"/preferences/{house.tokens.make('preferences', reader.id)}"
    saved = web.post(page, data={"novelties": ["new"], "timezone": "UTC"})
    assert "gets what you chose" in saved.text
    assert house.active(reader.id)


def test_preferences_by_mail(web: httpx.Client, house: House) -> None:
    reader = house.reader()
    web.post("/preferences", data={"form": form_of(web, "/preferences"), "address": reader.address})
    house.deliver()
    assert web.get(link_in(house.mails()[0], "preferences")).status_code == 200


def test_subscriptions_of_the_configuration_are_not_changed_here(web: httpx.Client, house: House) -> None:
    house.store.subscriptions.sync([Subscription("analysts", "email", "a@example.com")])
    token = house.tokens.make("preferences", "analysts")
    assert web.get(f"/preferences/{token}").status_code == 404


def test_forms_of_others_are_refused(web: httpx.Client, house: House) -> None:
    """A page elsewhere has no token of this browser; one of its own browser does not fit this cookie."""
    form = form_of(web)
    for stranger in ({}, {"sokuho_form": "x" * 22}):
        with httpx.Client(base_url=web.base_url, trust_env=False, cookies=stranger) as other:
            answer = other.post("/", data={"form": form, "address": "x@example.com", "novelties": "new"})
            assert answer.status_code == 403
            assert "x@example.com" in answer.text  # what was typed is not lost
    assert web.post("/", data={"form": "", "address": "x@example.com"}).status_code == 403
    house.clock.pass_(hours=5)
    assert web.post("/", data={"form": form, "address": "x@example.com"}).status_code == 403
    assert house.store.deliveries.list_deliveries() == []


def test_the_forms_cookie_stays_with_us(web: httpx.Client) -> None:
    cookie = web.get("/").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("address", "nobody", "does not look like an e-mail address"),
        ("address", "a@b", "does not look like an e-mail address"),
        ("address", "a@example.com\r\nBcc: b@example.com", "does not look like an e-mail address"),
        ("address", "a@example.com, b@example.com", "does not look like an e-mail address"),
        ("address", "a" * 70 + "@example.com", "does not look like an e-mail address"),
        ("min_amount", "much", "write a number"),
        ("min_amount", "-5", "write a number"),
        ("min_amount", "1e400", "write a number"),
        ("budget", "0", "whole number"),
        ("budget", "2.5", "whole number"),
        ("quiet_from", "22:00", "both times"),
        ("timezone", "Mars/Olympus", "do not know this time zone"),
        ("timezone", "../../etc/passwd", "do not know this time zone"),
        ("novelties", [], "at least one"),
        ("sectors", ["gardening"], "offered values"),
        ("cadence", "hourly", "offered values"),
        ("at", "25:00", "offered values"),
        ("weekday", "9", "offered values"),
        ("companies", ",".join(f"c{i}" for i in range(30)), "At most 20"),
        ("language", "xx", "offered values"),
    ],
)
def test_mistakes_are_told_beside_the_field(
    web: httpx.Client, house: House, field: str, value: object, words: str
) -> None:
    answer = sign_up(web, **({"address": "a@example.com"} | {field: value}))
    assert answer.status_code == 422
    assert words in answer.text
    assert house.store.deliveries.list_deliveries() == []


def test_what_is_typed_is_shown_as_text(web: httpx.Client) -> None:
    answer = sign_up(web, companies='"><script>alert(1)</script>', address='"><img src=x>')
    assert "<script" not in answer.text
    assert "<img" not in answer.text


def test_full_width_writing_is_understood(web: httpx.Client, house: House) -> None:
    sign_up(web, "reader@example.com", min_amount="1,500", min_unit="jpy_oku", companies="JERA、ソフトバンク")
    house.deliver()
    web.post(link_in(house.mails()[0], "confirm"))
    made = house.store.subscriptions.subscription(ME)
    assert made is not None
    assert (made.min_amount, made.min_currency) == (1.5e11, "JPY")
    assert made.companies == ("JERA", "ソフトバンク")


def test_everything_chosen_is_no_filter(web: httpx.Client, house: House) -> None:
    everything = ["japan_to_us", "us_to_japan", "both"]
    sign_up(web, directions=everything)
    house.deliver()
    web.post(link_in(house.mails()[0], "confirm"))
    made = house.store.subscriptions.subscription(ME)
    assert made is not None
    assert made.directions == ()


def test_one_mailbox_is_not_flooded(web: httpx.Client, house: House) -> None:
    pages = {sign_up(web, f"Victim+{n}@example.com").text for n in range(6)}
    assert len(pages) == 1
    assert len(house.store.deliveries.list_deliveries()) == 3
    house.clock.pass_(minutes=61)
    sign_up(web, "victim@example.com")
    assert len(house.store.deliveries.list_deliveries()) == 4


@pytest.mark.parametrize("serving", [Serving(per_client=5, per_client_minutes=10)])
def test_one_client_is_not_served_for_ever(web: httpx.Client, house: House) -> None:
    answers = [sign_up(web, f"r{n}@example.com") for n in range(7)]
    assert [a.status_code for a in answers] == [200] * 5 + [429] * 2
    assert 0 < int(answers[-1].headers["retry-after"]) <= 121
    house.clock.pass_(minutes=2, seconds=1)
    assert sign_up(web, "later@example.com").status_code == 200


@pytest.mark.parametrize(
    ("accept", "language"),
    [("ja,en;q=0.8", "ja"), ("de,ja;q=0.5,en;q=0.9", "en"), ("fr", "en"), (";q=x,,ja-JP", "ja"), ("", "en")],
)
def test_pages_speak_the_browsers_language(web: httpx.Client, accept: str, language: str) -> None:
    page = web.get("/", headers={"Accept-Language": accept}).text
    assert f'<html lang="{language}">' in page
    assert '<html lang="ja">' in web.get("/?lang=ja").text
    assert '<html lang="en">' in web.get("/?lang=zz", headers={"Accept-Language": "fr"}).text


def test_letters_are_forgotten(house: House, web: httpx.Client) -> None:
    """The addresses of those who never confirmed are not kept."""
    sign_up(web)
    [row] = house.store.deliveries.list_deliveries()
    house.clock.pass_(days=100)
    assert house.store.letters.forget(house.clock.now) == 1
    house.deliver()
    found = house.store.deliveries.delivery(row.id)
    assert found is not None
    assert found.state == DeliveryState.FAILED
    assert house.store.subscriptions.origin(ME) is None


def test_who_signs_up_again_changes_the_one_subscription(web: httpx.Client, house: House) -> None:
    house.reader("Reader@Example.com", sectors=("oil",))
    sign_up(web, "reader@example.com", sectors=["lng"])
    house.deliver()
    web.post(link_in(house.mails()[0], "confirm"))
    [one] = house.store.subscriptions.list_subscriptions()
    assert one.sectors == ("lng",)
    assert house.store.subscriptions.origin(one.id) == PAGES
