"""What readers get to see: both languages, mail and Slack."""

from __future__ import annotations

import re
from dataclasses import replace

import handmade as made
import pytest
from page import Page
from rendered import (
    FROM,
    LANGUAGES,
    LINKS,
    RENDERER,
    STORIES,
    TEMPLATES,
    WORDS,
    alert,
    reader,
    slack_text,
)

from sokuho.alerts.render import Renderer
from sokuho.deliver import clip
from sokuho.model import Change


def test_three_projects_and_their_sum() -> None:
    message = alert(made.revision(), reader())
    assert message.subject == "$33.3bn: Akazawa outlines three US projects under the investment pact"
    lines = [line for line in message.text.splitlines() if line.startswith("* $")]
    gas, oil, diamonds, total = lines[:4]
    assert gas.startswith("* $33.3bn | Gas-fired thermal power for data centres | Gas-fired power")
    assert "Toshiba, Hitachi, Mitsubishi Electric, SoftBank Group" in gas
    assert oil.startswith("* $2.1bn | Crude oil export terminal | Oil")
    assert "Mitsui O.S.K. Lines, Nippon Steel, JFE Steel, Modec" in oil
    assert diamonds == "* $600m | Artificial diamonds | Advanced materials | Asahi Diamond, Noritake"
    assert total.startswith("* $36.0bn | Computed sum")
    assert "$36.0bn (computed sum)" in message.text
    assert "$36.0bn (computed sum)" in (message.html or "")


def test_three_projects_and_their_sum_in_japanese() -> None:
    message = alert(made.revision(), reader("ja"))
    assert message.subject == "333億ドル 赤沢経産相、対米投資の3案件を説明"
    assert (
        "* 333億ドル | データセンター向けガス火力発電 | ガス火力発電 | 9.2GW | 東芝、日立製作所"
        in message.text
    )
    assert "* 21億ドル | 原油輸出ターミナル | 石油" in message.text
    assert "合計（計算値）360億ドル" in message.text
    assert "2026年2月17日 12:10 JST" in message.text


def test_japanese_readers_get_the_names_they_know() -> None:
    text = alert(made.revision(), reader("ja")).text
    assert "商船三井、日本製鉄、JFEスチール" in text
    assert "ノリタケ" in text
    assert "JERA" in alert(made.jera(), reader("ja")).text  # as Japanese papers write it
    only_english = replace(made.GAS, location={"en": "Ohio"})
    story = replace(made.AKAZAWA, projects=(only_english,))
    assert "オハイオ" in alert(made.revision(story), reader("ja")).text


def test_english_readers_get_a_japanese_place_by_the_name_they_know() -> None:
    only_japanese = replace(made.GAS, location={"ja": "テキサス州"})
    story = replace(made.AKAZAWA, projects=(only_japanese,))
    assert "Where: Texas" in alert(made.revision(story), reader("en")).text


def test_names_of_the_other_language_are_told_in_the_readers() -> None:
    """東京 is a form of Japan in the vocabulary, Aethon a short form, JGC one that papers write in kanji."""
    capital = replace(made.GAS, names={"en": "Aethon"}, location={"ja": "東京"})
    story = replace(made.AKAZAWA, projects=(capital,), parties=made.parties("JGC"))
    english, japanese = (alert(made.revision(story), reader(lang)).text for lang in ("en", "ja"))
    assert "What: Aethon\n" in english
    assert "Where: Tokyo" in english
    assert "内容：エーソン・エナジー\n企業・機関：日揮" in japanese
    bought = replace(capital, names={"ja": "デジタルブリッジ"}, location={"en": "Tokyo"})
    story = replace(story, projects=(bought,))
    assert "What: DigitalBridge" in alert(made.revision(story), reader()).text
    assert "場所：東京" in alert(made.revision(story), reader("ja")).text
    story = replace(story, projects=(replace(made.DIAMONDS, names={"ja": "人工ダイヤモンド"}),))
    assert (
        "* $600m | Advanced materials (人工ダイヤモンド) | Asahi"
        in alert(made.revision(story), reader()).text
    )
    assert "| 人工ダイヤモンド | 先端素材 |" in alert(made.revision(story), reader("ja")).text


def test_one_project_with_its_start() -> None:
    message = alert(made.jera(), reader())
    assert "$3bn" in message.text
    for line in ("Who: JERA", "When: 2028", "Stage: Pledged", "What: Natural-gas plant for data centres"):
        assert line in message.text.splitlines()
    assert "computed" not in message.text.split("--")[0]


def test_update_says_what_changed() -> None:
    message = alert(made.updated(), reader())
    assert message.subject.startswith("Update, $33.3bn → about $40bn: Akazawa")
    assert "* Stage: Proposed → Agreed" in message.text
    assert "GE Vernova (first stated)" in message.text
    assert "400億ドル規模に膨らむ見通しだ" in message.text
    assert made.AKAZAWA.lead in alert(made.revision(), reader()).text
    assert made.AKAZAWA.lead not in message.text, "it told of the figure before"
    japanese = alert(made.updated(), reader("ja"))
    assert japanese.subject.startswith("続報（333億ドル → 約400億ドル）")


def test_a_title_with_the_figure_before_gives_way_to_one_that_can_be_read() -> None:
    def title(language: str, **titles: str) -> str:
        update = made.updated()
        told = alert(replace(update, story=replace(update.story, titles=titles)), reader(language))
        return told.text.split("\n== ")[0].splitlines()[-1]

    old, new = "米ガス火力に３３３億ドル", "US gas plant grows to $40bn"
    assert title("ja", en=new, ja=old) == new
    assert title("ja", en="US gas plant costs $33.3 billion", ja=old) == old
    assert (
        title("ja", en=new, ja="ガス火力、333億ドルから約400億ドルに")
        == "ガス火力、333億ドルから約400億ドルに"
    )
    assert title("ja", en=new, ja="1333億ドルの枠組みの第1号") == "1333億ドルの枠組みの第1号"
    assert title("en", en="A $33.3bn plant", ja="ガス火力400億ドル") == "A $33.3bn plant"


def test_figure_of_the_title_is_not_told_twice() -> None:
    def subject(title: str) -> str:
        return alert(made.revision(replace(made.AKAZAWA, titles={"en": title})), reader()).subject

    assert subject("A $33.3 Billion plan") == "A $33.3 Billion plan"
    assert subject("A ＄３３.３bn plan") == "A ＄３３.３bn plan"
    assert subject("A plan") == "$33.3bn: A plan"
    cut = subject(
        "A very long title that goes on and on and names its figure last, which is " + "$33.3 billion"
    )
    assert cut.startswith("$33.3bn: A very long title")


def test_amount_that_does_not_replace_stands_beside() -> None:
    part = Change("amount", "$33.3 billion", "$5 billion", "gas", "Of it $5 billion is debt.", made.BOLD)
    text = alert(replace(made.updated(), changes=(part,)), reader()).text
    told = (
        "* Amount · Gas-fired thermal power for data centres: $5 billion (another figure told beside $33.3bn)"
    )
    assert told in text


def test_subject_of_an_update_tells_what_the_mail_opens_with() -> None:
    """A change of another figure than the large one is no matter for the subject."""
    update = made.updated()
    part = Change("amount", "$33.3 billion", "$2.1 billion", "gas")
    assert alert(replace(update, changes=(part,)), reader()).subject.startswith("Update: Akazawa")
    stage = Change("stage", "proposed", "agreed")
    told = alert(replace(update, changes=(part, stage)), reader()).subject
    assert told.startswith("Update, Proposed → Agreed: Akazawa")


def test_differing_figures_stand_side_by_side() -> None:
    text = alert(made.updated(), reader()).text
    differing = text.split("== Figures that differ")[1].split("==")[0]
    assert "about $40bn" in differing
    assert "東西経済新報" in differing
    assert "$33.3bn" in differing
    assert "Pacific Ledger" in differing


def test_no_figure_is_a_normal_answer() -> None:
    for language, words in (("en", "No figure stated"), ("ja", "金額の記載なし")):
        message = alert(made.without_figure(), reader(language))
        assert words in message.text
        assert words in (message.html or "")
        slack = alert(made.without_figure(), reader(language, "slack"))
        assert words in slack_text(slack)
        assert not any(b["type"] == "actions" for b in slack.blocks)  # its source has no address


def test_story_without_headline_opens_with_its_largest_project() -> None:
    message = alert(made.revision(replace(made.AKAZAWA, headline=None)), reader())
    assert "$33.3bn (largest of 3 projects)" in message.text


def test_a_story_opens_with_the_total_that_its_title_states() -> None:
    assert made.AKAZAWA.programme_total is not None
    total = made.AKAZAWA.programme_total.money.text
    story = replace(made.AKAZAWA, headline=None, titles={"en": f"Japan names projects of its {total} plan"})
    message = alert(made.revision(story), reader())
    assert "$550bn (Programme total)" in message.text
    assert "largest of" not in message.text


def test_a_title_with_a_larger_amount_does_not_state_the_total() -> None:
    assert made.AKAZAWA.programme_total is not None
    total = made.AKAZAWA.programme_total
    small = replace(total, money=replace(total.money, text="5億ドル", value=500_000_000))
    titles = {"ja": "対米投資、35億ドルの案件を発表"}
    story = replace(made.AKAZAWA, headline=None, programme_total=small, titles=titles)
    assert "$33.3bn (largest of 3 projects)" in alert(made.revision(story), reader()).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_its_sentence_link_and_time(language: str) -> None:
    page = (alert(made.revision(), reader(language)).html or "").replace("&#34;", '"')
    quotes = page.split('class="quote"')[1:]
    assert len(quotes) == 3  # one sentence tells three figures
    for quote in quotes:
        assert 'href="https://news.example.com/japan/akazawa-projects?id=7&amp;from=rss"' in quote
        assert re.search(r"22:10 EST|12:10 JST", quote)


def test_further_sources_of_a_figure_are_named() -> None:
    shared = replace(made.GAS.amounts[0], also=(made.KEIZAI, made.BOLD))
    story = replace(made.AKAZAWA, projects=(replace(made.GAS, amounts=(shared,)),), headline=shared)
    assert "also in 東西経済新報\n" in alert(made.revision(story), reader()).text


def test_why_you_get_this() -> None:
    sub = reader(sectors=("oil", "nuclear"), stages=("proposed",), min_amount=1_000_000_000)
    text = alert(made.revision(), sub).text
    assert "“analysts” asks for Oil, stage: Proposed, amounts from $1bn." in text


def test_topic_that_nobody_gave_words_is_readable() -> None:
    story = replace(
        made.AKAZAWA, sectors=("space_ports",), projects=(replace(made.GAS, sector="space_ports"),)
    )
    assert "space ports" in alert(made.revision(story), reader("ja")).text


# --- every story, everywhere ------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", STORIES)
def test_mail_is_whole(name: str, language: str) -> None:
    message = alert(made.ALL[name](), reader(language))
    page = Page(message.html or "")
    assert not page.open
    assert not page.wrong
    assert 0 < len(message.subject) < 78
    assert message.subject.isprintable()
    assert len(message.html or "") < 100_000  # mail programs cut off longer ones
    assert message.text.strip()
    for odd in ("None", "Undefined", "[]", "()", "<built-in", "  |", "| |"):
        assert odd not in message.text
    attributes = dict(page.elements)
    assert attributes["html"]["lang"] == language
    # readable without images, because there are none
    assert "img" not in attributes


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", STORIES)
def test_slack_message_keeps_the_limits(name: str, language: str) -> None:
    message = alert(made.ALL[name](), reader(language, "slack"))
    assert 3 <= len(message.blocks) <= 50
    assert 0 < len(message.text) <= clip.FALLBACK
    assert len(slack_text(message)) + len(message.text) < 13_200
    for block in message.blocks:
        limit = {"section": 3000, "header": 150}.get(str(block["type"]), 2000)
        text = block.get("text")
        assert not isinstance(text, dict) or 0 < len(text["text"]) <= limit


def test_slack_message_says_the_same() -> None:
    text = slack_text(alert(made.updated(), reader(channel="slack")))
    for part in (
        "Update · about $40bn",
        "Proposed → *Agreed*",
        "*$2.1bn* Crude oil",
        "about $42.7bn* Computed sum",
    ):
        assert part in text
    assert "<https://tozai.example.jp/articles/20260220|東西経済新報>" in text


def test_slack_message_of_one_project_tells_its_size() -> None:
    story = replace(made.AKAZAWA, projects=(made.GAS,))
    text = slack_text(alert(made.revision(story), reader(channel="slack")))
    assert "*What*: Gas-fired thermal power for data centres · 9.2 GW" in text
    assert "*Where*: Ohio · Japan → United States" in text


def test_slack_button_leads_to_the_source() -> None:
    message = alert(made.revision(), reader(channel="slack"))
    [actions] = [b for b in message.blocks if b["type"] == "actions"]
    [button] = actions["elements"]  # type: ignore[misc]
    assert button["url"] == made.BOLD.url
    assert button["text"]["text"] == "Read at Pacific Ledger"


def test_slack_update_goes_into_its_thread() -> None:
    sub = reader(channel="slack", broadcast_updates=True)
    revision = made.updated()
    message = RENDERER.alert(revision, sub, replace(made.delivery(revision, sub), thread="1700000000.000100"))
    assert (message.thread, message.broadcast) == ("1700000000.000100", True)


# --- hostile stories --------------------------------------------------------------------------------


def test_same_delivery_renders_the_same() -> None:
    assert alert(made.updated(), reader()) == alert(made.updated(), reader())


@pytest.mark.parametrize("channel", ["email", "slack"])
@pytest.mark.parametrize(
    ("language", "figure", "worth"),
    [
        ("en", "$33.3bn", "≈ ¥5.1tn at ¥154 to the dollar, reference rate of Feb 2026"),
        ("ja", "333億ドル", "約5兆1,000億円（1ドル=154円、2026年2月の参考レートで換算）"),
    ],
)
def test_equivalents_stand_beside_the_figure(channel: str, language: str, figure: str, worth: str) -> None:
    renderer = Renderer([TEMPLATES], WORDS, LINKS, FROM, {}, {"JPY": {"2026-02": 154}})
    sub = reader(language, channel)
    message = renderer.alert(made.revision(), sub, made.delivery(made.revision(), sub))
    for shown in (slack_text(message),) if channel == "slack" else (message.text, message.html or ""):
        assert worth in shown
        assert figure in shown
    assert worth not in message.subject
