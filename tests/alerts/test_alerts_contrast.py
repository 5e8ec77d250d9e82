"""Text of the mails stands out from its ground, in light and dark."""

from __future__ import annotations

import re

from test_alerts_render import TEMPLATES


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_text_stands_out_in_light_and_dark() -> None:
    """WCAG AA asks 4.5 to 1 for text."""
    html = "".join(
        (TEMPLATES / f"email/{n}").read_text("utf-8") for n in ("base.html", "alert.html", "parts.html")
    )
    dark = html.split("prefers-color-scheme: dark")[1].split("</style>")[0]
    light_inks = set(re.findall(r"(?<![-\w])color:(#[0-9a-f]{6})", html)) - {"#ffffff"}
    light_grounds = {"#ffffff", "#f3f5f8"}
    dark_inks = set(
        re.findall(r"\.(?:ink|soft)[^{]*\{ color: (#[0-9a-f]{6})|\ba \{ color: (#[0-9a-f]{6})", dark)
    )
    dark_grounds = {"#1a2027", "#232b33"}
    assert dark_grounds <= set(re.findall(r"#[0-9a-f]{6}", dark))
    for inks, grounds in ((light_inks, light_grounds), ({a or b for a, b in dark_inks}, dark_grounds)):
        assert inks
        assert all(contrast(ink, ground) >= 4.5 for ink in inks for ground in grounds)
    on_blue, on_amber = contrast("#ffffff", "#0b57a4"), contrast("#6b4700", "#fff0cc")
    assert min(on_blue, on_amber, contrast("#0d1b2a", "#8cc2ff"), contrast("#ffffff", "#7a5200")) >= 4.5
