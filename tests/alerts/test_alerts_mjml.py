"""MJML between the templates and the readers: no text becomes anything but text, no mistake goes unnamed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from page import Page
from rendered import TEMPLATES, WORDS

from sokuho.alerts.templates import Templates
from sokuho.alerts.untrusted import plain
from sokuho.errors import ConfigError

MAIL = """{% extends "email/frame.mjml" %}
{% block mark %}{{ t }}{% endblock %}
{% block content %}
<mj-text>a {{ t }} <b>b</b> {{ t }}</mj-text>
<mj-table><tr><td title="{{ t }}">{{ t }}</td></tr></mj-table>
<mj-button href="https://example.com/?q={{ t }}">{{ t }}</mj-button>
{% endblock %}
"""
VALUES = {
    "w": WORDS["en"], "subject": "s", "preheader": "p", "why": "w", "cadence": "c", "unsubscribe": "u",
    "view": "v",
}  # fmt: skip
NASTY = st.text(st.sampled_from("<>&\"'/!-[]{}%;#=?xCDAT jm速\u3000\u00a0é\U0001f600`\\"), max_size=40)


def templates(folder: Path, mail: str = MAIL) -> Templates:
    (folder / "email").mkdir(exist_ok=True)
    (folder / "email/mine.mjml").write_text(mail, encoding="utf-8")
    return Templates([folder, TEMPLATES])


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return templates(tmp_path_factory.mktemp("mjml"))


@settings(max_examples=150, deadline=None)
@given(NASTY)
@example("</mj-text></mj-column><mj-raw><script>alert(1)</script></mj-raw>")
@example("]]><!--[if mso]>-->")
@example("&lt;b&gt; &#60;b&#62; &nbsp; &unknown;")
@example("{{ 7 * 7 }} {% raw %}")
def test_no_text_becomes_anything_else(mine: Templates, text: str) -> None:
    text = plain(text)
    filled = Page(mine.mail("email/mine.mjml", VALUES | {"t": text, "subject": text, "preheader": text}))
    empty = Page(mine.mail("email/mine.mjml", VALUES | {"t": "", "subject": "", "preheader": ""}))
    assert [tag for tag, _ in filled.elements if tag != "br"].count("td") >= 1
    assert {tag for tag, _ in filled.elements} == {tag for tag, _ in empty.elements}
    assert " ".join(filled.text.split()).count(text) >= 4 or not text
    assert text in [attributes.get("title") for _, attributes in filled.elements]
    assert f"https://example.com/?q={text}" in [a.get("href") for _, a in filled.elements]


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        ("<mjml><mj-body><mj-section><mj-column></mj-section></mj-body></mjml>", "MJML does not understand"),
        ("nothing of the kind", "MJML does not understand"),
        ('{% extends "email/frame.mjml" %}{% block content %}<mj-txt>x</mj-txt>{% endblock %}', "mj-txt"),
        ('{% extends "email/frame.mjml" %}{% block content %}{{ missing }}{% endblock %}', "missing"),
        ("{% block %}", "mine.mjml:1"),
    ],
)
def test_mistakes_in_templates_are_named(tmp_path: Path, mail: str, said: str) -> None:
    with pytest.raises(ConfigError, match="email/mine") as raised:
        templates(tmp_path, mail).mail("email/mine.mjml", VALUES)
    assert said in str(raised.value)
