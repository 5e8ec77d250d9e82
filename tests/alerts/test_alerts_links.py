"""Links that let a reader leave or choose: signed, each for one purpose."""

from __future__ import annotations

from sokuho.alerts.links import Links

LINKS = Links("https://sokuho.example", b"a key")


def test_signed_link_serves_its_purpose_only() -> None:
    token = LINKS.token("u", "analysts")
    assert LINKS.check(token, "u") == "analysts"
    assert LINKS.check(token, "p") is None
    assert Links("https://sokuho.example", b"another key").check(token, "u") is None
    for broken in (
        token[:-1],
        token + "x",
        token.replace("u.", "u.x"),
        "",
        "u..",
        "a.b.c.d",
        "u.é.é",
        "日.本.語",
    ):
        assert LINKS.check(broken, "u") is None
