"""Stories made by hand, one for each shape that a message has to cope with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sokuho.model import (
    Capacity,
    Change,
    Delivery,
    Figure,
    Measure,
    Money,
    Novelty,
    Number,
    Party,
    Qualifier,
    Report,
    Revision,
    Source,
    Story,
    StoryProject,
    Subscription,
    delivery_id,
)

NOON = datetime(2026, 2, 17, 3, 10, tzinfo=UTC)

BOLD = Source(
    "a1",
    "Pacific Ledger",
    "https://news.example.com/japan/akazawa-projects?id=7&from=rss",
    "Akazawa outlines three US projects under the investment pact",
    "en",
    NOON,
)
KEIZAI = Source(
    "a2",
    "東西経済新報",
    "https://tozai.example.jp/articles/20260217",
    "赤沢経産相、対米投資の3案件を説明",
    "ja",
    NOON + timedelta(minutes=40),
)


def money(
    text: str,
    value: Number,
    currency: str = "USD",
    *,
    high: Number | None = None,
    qualifier: Qualifier = Qualifier.EXACT,
) -> Money:
    return Money(text, currency, value, high, Qualifier.RANGE if high else qualifier, 0, len(text))


def figure(text: str, value: Number, quote: str, source: Source = BOLD, **more: object) -> Figure:
    return Figure(money(text, value, **more), quote, source)  # type: ignore[arg-type]


def parties(*names: str, country: str = "JP") -> tuple[Party, ...]:
    return tuple(Party(name, name, country) for name in names)


THREE_QUOTE = (
    "The three are artificial diamonds for $600 million, a crude oil terminal for $2.1 billion and gas-fired "
    "thermal power for data centres for $33.3 billion."
)
JA_PARTIES = (
    Party("東芝", "Toshiba", "JP"),
    Party("日立製作所", "Hitachi", "JP"),
    Party("三菱電機", "Mitsubishi Electric", "JP"),
    Party("ソフトバンクグループ", "SoftBank Group", "JP"),
)
GAS = StoryProject(
    "gas",
    {"en": "Gas-fired thermal power for data centres", "ja": "データセンター向けガス火力発電"},
    "gas_power",
    {"en": "Ohio", "ja": "オハイオ州"},
    (figure("$33.3 billion", 33_300_000_000, THREE_QUOTE),),
    (Measure(Capacity("9.2 gigawatts", 9.2, "GW", 0, 13), "It would put out 9.2 gigawatts.", BOLD),),
    JA_PARTIES,
)
OIL = StoryProject(
    "oil",
    {"en": "Crude oil export terminal", "ja": "原油輸出ターミナル"},
    "oil",
    {"en": "Gulf of Mexico", "ja": "メキシコ湾"},
    (figure("$2.1 billion", 2_100_000_000, THREE_QUOTE),),
    (),
    parties("Mitsui O.S.K. Lines", "Nippon Steel", "JFE Steel", "Modec"),
)
DIAMONDS = StoryProject(
    "diamonds",
    {"en": "Artificial diamonds", "ja": "人工ダイヤモンド"},
    "advanced_materials",
    {},
    (figure("$600 million", 600_000_000, THREE_QUOTE),),
    (),
    parties("Asahi Diamond", "Noritake"),
)
AKAZAWA = Story(
    id="s-akazawa",
    number=1,
    topic="japan-us-energy-ai",
    titles={"en": BOLD.title, "ja": KEIZAI.title},
    opened=NOON,
    updated=NOON,
    direction="japan_to_us",
    sectors=("gas_power", "oil", "advanced_materials"),
    stage="proposed",
    headline=GAS.amounts[0],
    programme_total=figure(
        "$550 billion", 550_000_000_000, "They are the first under Japan's $550 billion pledge."
    ),
    computed_total=money("", 36_000_000_000),
    projects=(GAS, OIL, DIAMONDS),
    parties=(*JA_PARTIES, *OIL.parties, *DIAMONDS.parties),
    reports=(Report(BOLD, Novelty.NEW), Report(KEIZAI, Novelty.REPEAT)),
    lead="Trade minister Ryosei Akazawa on Tuesday outlined three projects in the United States.",
)


def revision(story: Story = AKAZAWA, **more: object) -> Revision:
    made = Revision(story, Novelty.NEW, (), story.reports[0].source.article_id, story.updated)
    return replace(made, **more)  # type: ignore[arg-type]


def updated(story: Story = AKAZAWA) -> Revision:
    """The gas plant grew, a stage was reached, a partner was named."""
    later = replace(
        KEIZAI,
        article_id="a3",
        published=NOON + timedelta(days=3),
        url="https://tozai.example.jp/articles/20260220",
    )
    quote = "ガス火力発電所の事業費は400億ドル規模に膨らむ見通しだ。"
    grown = replace(
        GAS,
        amounts=(
            figure("400億ドル", 40_000_000_000, quote, later, qualifier=Qualifier.APPROX),
            *GAS.amounts,
        ),
    )
    story = replace(
        story,
        number=2,
        stage="agreed",
        headline=grown.amounts[0],
        computed_total=money("", 42_700_000_000, qualifier=Qualifier.APPROX),
        projects=(grown, OIL, DIAMONDS),
        updated=later.published,
        reports=(*story.reports, Report(later, Novelty.UPDATE, ("amount", "stage", "party"))),
    )
    changes = (
        Change("amount", "$33.3 billion", "400億ドル", "gas", quote, later),
        Change("stage", "proposed", "agreed", None, "両政府が合意した。", later),
        Change("party", None, "GE Vernova", "gas", "米GEベルノバも加わる。", later),
    )
    return Revision(story, Novelty.UPDATE, changes, "a3", later.published)


def jera() -> Revision:
    """One project, one figure, a start."""
    source = replace(
        BOLD,
        article_id="b1",
        title="JERA and large US technology companies plan $3bn gas plant beside data centres",
        url="https://news.example.com/jera-gas-plant",
    )
    quote = "JERA will put about $3bn into a natural-gas plant in the United States, to operate from 2028."
    plant = StoryProject(
        "plant",
        {"en": "Natural-gas plant for data centres", "ja": "データセンター併設のガス火力発電所"},
        "gas_power",
        {"en": "United States", "ja": "米国"},
        (figure("$3bn", 3_000_000_000, quote, source),),
        (),
        parties("JERA"),
        "2028",
    )
    story = replace(
        AKAZAWA,
        id="s-jera",
        titles={"en": source.title},
        sectors=("gas_power", "data_centers"),
        stage="pledged",
        headline=plant.amounts[0],
        programme_total=None,
        computed_total=None,
        projects=(plant,),
        parties=plant.parties,
        reports=(Report(source, Novelty.NEW),),
        lead=quote,
        opened=NOON + timedelta(hours=5),
        updated=NOON + timedelta(hours=5),
    )
    return revision(story)


def without_figure() -> Revision:
    source = replace(BOLD, article_id="c1", title="Hitachi in talks to supply US grid operator", url="")
    project = StoryProject(
        "grid", {"en": "Transformers for a grid operator"}, "grid", {}, (), (), parties("Hitachi Energy")
    )
    story = replace(
        AKAZAWA,
        id="s-grid",
        titles={"en": source.title},
        sectors=("grid",),
        stage=None,
        headline=None,
        programme_total=None,
        computed_total=None,
        projects=(project,),
        parties=(),
        reports=(Report(source, Novelty.NEW),),
        lead="",
    )
    return revision(story)


HOSTILE = (
    "<script>alert(1)</script>\"' onmouseover=x <!channel> @channel <https://evil.example|click> &amp; "
    "\x1b[31mred\x1b[0m \u202egnp.exe\u202c\r\nBcc: victim@example.com\x00 {{ 7*7 }} {% raw %} *b* `c`"
)


def hostile() -> Revision:
    """Every text that a stranger can write, written by one."""
    source = Source("h1", HOSTILE, "javascript:alert(1)", HOSTILE, "en", NOON)
    trick = replace(source, article_id="h2", url='https://ok.example/"><img src=x>|<!here>?a=1&b=2')
    project = StoryProject(
        HOSTILE,
        {"en": HOSTILE, "ja": HOSTILE},
        HOSTILE,
        {"en": HOSTILE},
        (figure(HOSTILE, 1_000_000_000, HOSTILE, source), figure("$2bn", 2_000_000_000, HOSTILE, trick)),
        (Measure(Capacity(HOSTILE, 1, HOSTILE, 0, 1), HOSTILE, trick),),
        parties(HOSTILE, "SoftBank"),
        HOSTILE,
    )
    story = replace(
        AKAZAWA,
        id="s-hostile",
        titles={"en": HOSTILE, "ja": HOSTILE},
        sectors=(HOSTILE,),
        stage=HOSTILE,
        headline=project.amounts[0],
        programme_total=project.amounts[1],
        projects=(project, replace(OIL, parties=parties(HOSTILE))),
        parties=project.parties,
        reports=(Report(source, Novelty.NEW), Report(trick, Novelty.REPEAT)),
        lead=HOSTILE,
    )
    changes = (Change(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, trick), Change("party", None, HOSTILE))
    return Revision(story, Novelty.UPDATE, changes, "h1", NOON)


def twelve_projects() -> Revision:
    states = ["Ohio", "Texas", "Georgia", "Arizona", "Nevada", "Virginia", "Iowa", "Utah", "Maine", "Oregon"]
    made = tuple(
        replace(
            GAS,
            key=f"p{i}",
            names={
                "en": f"Campus {i + 1}: gas-fired power for data centres",
                "ja": f"第{i + 1}拠点のガス火力発電",
            },
            location={"en": states[i % 10]},
            amounts=(figure(f"${i + 1} billion", (i + 1) * 1_000_000_000, THREE_QUOTE),),
            sector=("gas_power", "data_centers", "storage")[i % 3],
        )
        for i in range(12)
    )
    story = replace(
        AKAZAWA,
        id="s-twelve",
        projects=made,
        headline=made[-1].amounts[0],
        computed_total=money("", 78_000_000_000),
        sectors=("gas_power", "data_centers", "storage"),
    )
    return revision(story)


def long_content() -> Revision:
    """The longest plausible texts, in both languages."""
    en = (
        "Japanese trading houses, electric utilities, turbine makers and banks have agreed with federal and "
        "state officials on a staged programme of plants, pipelines and terminals. "
    ) * 6
    ja = (
        "日本の商社、電力会社、重電メーカーと銀行は、発電所とパイプライン、輸出基地を段階的に整備する計画で合意した。"
        * 8
    )
    quote = replace(
        GAS.amounts[0], quote=en, source=replace(KEIZAI, title=ja, outlet="とても長い名前の経済専門紙" * 3)
    )
    reports = tuple(
        Report(
            replace(
                BOLD,
                article_id=f"r{i}",
                outlet=f"Outlet {i} of the Pacific Rim",
                url=f"https://news.example.com/{i}/" + "long-path-" * 12,
                title=en,
            ),
            Novelty.REPEAT,
        )
        for i in range(40)
    )
    project = replace(
        GAS,
        names={"en": en, "ja": ja},
        amounts=(quote, figure("$35 billion", 35_000_000_000, ja, KEIZAI)),
        location={"en": en, "ja": ja},
        parties=parties(*(f"Consolidated Pacific Energy Holdings {i}" for i in range(20))),
    )
    story = replace(
        AKAZAWA, id="s-long", titles={"en": en, "ja": ja}, lead=en, projects=(project, OIL), reports=reports,
        parties=project.parties, headline=quote,
    )  # fmt: skip
    changes = tuple(
        Change("party", None, f"Consolidated Pacific Energy Holdings {i}", "gas", en, BOLD) for i in range(20)
    )
    return Revision(story, Novelty.UPDATE, changes, "r3", NOON)


ALL = {
    "akazawa": revision,
    "update": updated,
    "jera": jera,
    "nofigure": without_figure,
    "hostile": hostile,
    "twelve": twelve_projects,
    "long": long_content,
}


def subscriber(**more: object) -> Subscription:
    sub = Subscription("analysts", "email", "reader@example.com", timezone="America/New_York")
    return replace(sub, **more)  # type: ignore[arg-type]


def delivery(rev: Revision, sub: Subscription) -> Delivery:
    made = delivery_id(sub.id, rev.story.id, rev.id)
    return Delivery(made, sub.id, rev.story.id, rev.id, "alert", sub.channel, sub.address, rev.at)


def digest_delivery(sub: Subscription, period: str = "2026-02-18") -> Delivery:
    made = delivery_id(sub.id, "digest", period)
    return Delivery(made, sub.id, "digest", period, "digest", sub.channel, sub.address, NOON)
