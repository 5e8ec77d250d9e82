"""A mail's HTML as a reader's program takes it apart."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = ("meta", "br", "img")


class Page(HTMLParser):
    """The visible text, the elements with their attributes, and what was left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.elements, self.open, self.wrong = "", [], [], []  # type: ignore[var-annotated]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("div", "td", "th", "tr", "br"):
            self.text += "\n"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if "style" not in self.open[-1:]:
            self.text += data
