"""The pages in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
)

from sokuho.model import DeliveryState, reader_id
from tests.web.conftest import House, link_in
from tests.web.test_web_viewing import LINKS, told

pytestmark = pytest.mark.slow
ME = reader_id("reader@example.com")


class Watch:
    """What a page complained of, and what it asked for."""

    def __init__(self, context: BrowserContext) -> None:
        self.complaints: list[str] = []
        self.asked: list[str] = []
        context.on("console", self._said)
        context.on("request", lambda request: self.asked.append(request.url))

    def _said(self, message: ConsoleMessage) -> None:
        # the answer's status alone is told there, too
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.complaints.append(message.text)


@pytest.fixture(params=[False, True], ids=["without-script", "with-script"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=address,
        java_script_enabled=request.param,
        locale="en-US",
        viewport={"width": 360, "height": 640},
    )
    context.set_default_timeout(15_000)
    watch = Watch(context)
    yield context.new_page()
    context.close()
    assert watch.complaints == []
    assert all(url.startswith(address) for url in watch.asked)


def test_a_reader_comes_changes_their_mind_and_leaves(page: Page, house: House) -> None:
    page.goto("/")
    page.get_by_label("E-mail address").fill("reader@example.com")
    page.get_by_label("Nuclear power").check()
    page.get_by_text("Narrow it down").click()
    page.get_by_label("Companies").fill("JERA")
    page.get_by_role("button").click()
    expect(page.get_by_role("heading")).to_have_text("Look into your mailbox")

    house.deliver()
    page.goto(link_in(house.mails()[0], "confirm"))
    assert not house.active(ME)
    page.get_by_role("button", name="Yes, send me alerts").click()
    expect(page.get_by_role("heading")).to_have_text("You are subscribed")
    assert house.active(ME)

    page.get_by_role("link", name="Change what you get").click()
    expect(page.get_by_label("Nuclear power")).to_be_checked()
    expect(page.get_by_label("Companies")).to_have_value("JERA")
    page.get_by_label("Language of the messages").select_option("ja")
    page.get_by_label("How often").select_option("daily")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading")).to_have_text("保存しました")
    changed = house.store.subscriptions.subscription(ME)
    assert changed is not None
    assert (changed.cadence, changed.language, changed.sectors) == ("daily", "ja", ("nuclear",))

    page.goto(f"/unsubscribe/{LINKS.token('u', ME)}")
    assert house.active(ME)
    page.get_by_role("button", name="配信を停止する").click()
    expect(page.get_by_role("heading")).to_have_text("配信を停止しました")
    assert not house.active(ME)


def test_mistakes_come_back_beside_their_fields(page: Page, house: House) -> None:
    page.goto("/")
    page.get_by_label("E-mail address").fill("reader@example.com")
    page.get_by_text("Narrow it down").click()
    page.get_by_label("At least").fill("much")
    page.get_by_role("button").click()
    field = page.get_by_label("At least")
    # Playwright's own waiting: a submitted form answers when it answers
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_visible()
    expect(field).to_have_value("much")
    words = page.locator(f"#{field.get_attribute('aria-describedby')}")
    assert "write a number" in words.inner_text()
    assert page.get_by_label("E-mail address").input_value() == "reader@example.com"
    field.fill("500")
    page.get_by_role("button").click()
    expect(page.get_by_role("heading")).to_have_text("Look into your mailbox")


def test_every_field_has_a_label_and_the_keyboard_suffices(page: Page) -> None:
    page.goto("/?lang=ja")
    for field in page.locator("input:not([type=hidden]), select").all():
        name = field.get_attribute("id")
        labelled = page.locator(f'label[for="{name}"]').count() if name else 0
        assert labelled or field.locator("xpath=ancestor::label").count()
    page.get_by_label("メールアドレス").focus()
    page.keyboard.type("reader@example.com")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading")).to_have_text("メールをご確認ください")


def test_nothing_is_wider_than_a_small_screen(browser: Browser, address: str, house: House) -> None:
    reader = house.reader("a-rather-long-name-of-a-mailbox.without-any-place-to-break@example.com")
    change = house.tokens.make("preferences", reader.id)
    context = browser.new_context(base_url=address, viewport={"width": 320, "height": 640})
    page = context.new_page()
    for path in ("/", "/?lang=ja", "/preferences", f"/preferences/{change}",
                 f"/unsubscribe/{LINKS.token('u', reader.id)}", "/nowhere"):  # fmt: skip
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    context.close()


def test_mails_are_shown_whole_and_harmless(page: Page, house: House) -> None:
    row = told(house, house.reader())
    house.deliver()
    found = house.store.deliveries.delivery(row.id)
    assert found is not None
    assert found.state == DeliveryState.SENT
    page.goto(f"/view/{LINKS.token('v', row.id)}")
    assert page.get_by_text("<script>alert(1)</script> & more").first.is_visible()
    # the mail's own looks are let through
    assert page.locator("body").evaluate("e => getComputedStyle(e).margin") == "0px"
