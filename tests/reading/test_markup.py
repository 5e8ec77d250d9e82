"""Tags and marks that were left in a text go, what they set stays."""

from __future__ import annotations

import pytest

from sokuho.reading.markup import markup
from sokuho.reading.way import changed


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (
            '<p class="lead">Chubu Electric pays <b>$240&nbsp;million</b>.</p><P>It closes in May.<br/>',
            "\nChubu Electric pays $240&nbsp;million.\n\nIt closes in May.\n",
        ),
        ("2 < 3 and 5 > 4, <9503.T>, <JERA>, < b>", "2 < 3 and 5 > 4, <9503.T>, <JERA>, < b>"),
        ("## Deal\n**Chubu** pays [$240 million](https://a.example/b).", "Deal\nChubu pays $240 million."),
        (
            "<table><tr><th>Site</th><th>Cost</th></tr>\n<tr><td>Dallas</td>\n<td>$1bn</td></tr></table>",
            "\n\nSite | Cost\n\n\nDallas | $1bn\n\n",
        ),
        ("<dl><dt>Site</dt><dd>Waco</dd></dl>", "\n\nSite\n\nWaco\n\n"),
        ("![Map](/m.png) of [Waco](https://a.example/Waco_(Texas)).", "Map of Waco."),
        ("a * b, [1], (x), # 3 and #1", "a * b, [1], (x), # 3 and #1"),
    ],
)
def test_what_is_markup(text: str, plain: str) -> None:
    assert changed(text, markup(text)) == plain


@pytest.mark.parametrize("piece", ["<p ", "[a](", "**", "<", "[", "](http", "](/(", "</td>\n", "\n# "])
def test_endless_markup_is_soon_read(piece: str) -> None:
    assert len(changed(piece * 20_000, markup(piece * 20_000))) <= len(piece * 20_000)
