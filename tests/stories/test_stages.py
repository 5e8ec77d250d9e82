"""Which stage a report tells as its news, and which steps are news."""

import pytest
from tellings import RULES, report

from sokuho.stories import stages


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("SoftBank halts talks to acquire Switch", "cancelled"),
        ("ソフトバンクG、スイッチ買収を断念", "cancelled"),
        ("Work begins on Corvane data centre in Chiba", "under_construction"),
        ("千葉のデータセンターが着工", "under_construction"),
        ("JERA completes acquisition of Haynesville assets", "completed"),
        ("三菱商事、エーソンの買収を完了", "completed"),
        ("対米投資第1弾、JBICなどが融資契約", "financed"),
        ("県、データセンター計画を許可", "approved"),
        ("Regulators approve Ohio gas plant", "approved"),
        ("JERA sells stake in three US gas plants", "sold"),
        ("Ohio gas plant begins commercial operations", "operating"),
        ("Shovels in the ground at JERA's Ohio gas plant", "under_construction"),
        ("OpenAI closes $40bn from SoftBank", "financed"),
        ("Council votes against rezoning; Larkfield pulls data center", "cancelled"),
        ("Construction of the Daihen plant got going on Tuesday", "under_construction"),
    ],
)
def test_a_title_tells_a_stage_by_itself(title: str, stage: str) -> None:
    article, reading = report("a", title, stage=None)
    assert stages.told(article, reading, RULES) == stage


@pytest.mark.parametrize(
    "title",
    [
        "JERA to start operations of Ohio gas plant in 2028",
        "Construction to begin by year-end, JERA says",
        "データセンター、年内に着工へ",
        "2028年に稼働予定のガス火力",
        "Still no loan agreements to be signed for the first batch",
        "JERA plans gas plant in Ohio",
        "SoftBank still in talks to acquire Switch",
        "Tokyo Gas signs letter of intent on Alaska LNG",
        "SoftBank's picks-and-shovels bet on data centres",
        "Toshiba closes in on $5bn deal with US fund",
        "Oracle closes at $300 on SoftBank news",
        "They dropped the last cast here in 1995",
    ],
)
def test_a_plan_is_no_stage(title: str) -> None:
    article, reading = report("a", title, stage=None)
    assert stages.told(article, reading, RULES) is None


def test_the_stage_that_was_read_needs_its_word_in_title_or_first_sentence() -> None:
    told = report("a", "JERA and Ohio", text="JERA has agreed to buy it. The rest follows.", stage="agreed")
    assert stages.told(*told, RULES) == "agreed"
    later = report(
        "b", "JERA and Ohio", text="JERA is busy there. It agreed to sell another.", stage="agreed"
    )
    assert stages.told(*later, RULES) is None


@pytest.mark.parametrize(
    ("old", "new", "news"),
    [
        ("proposed", "agreed", True),
        ("proposed", "pledged", False),
        ("pledged", "proposed", False),
        ("agreed", "approved", True),
        ("approved", "agreed", False),
        ("under_construction", "operating", True),
        ("operating", "under_construction", False),
        ("agreed", "cancelled", True),
        ("cancelled", "agreed", True),
        ("cancelled", "proposed", False),
        ("completed", "sold", True),
        (None, "agreed", True),
        ("agreed", None, False),
        ("agreed", "agreed", False),
    ],
)
def test_the_machine(old: str | None, new: str | None, news: bool) -> None:
    assert stages.moves(old, new, 1000, RULES) is news
    assert stages.later(old, new, 1000, RULES) == (new if news else old)


def test_nothing_that_was_just_announced_runs_already() -> None:
    assert not stages.moves("pledged", "operating", 3, RULES)
    assert stages.moves("pledged", "operating", 400, RULES)


def test_every_stage_can_be_called_off_or_sold() -> None:
    for stage, steps in RULES.stage_steps.items():
        assert stage in ("cancelled", "sold") or {"cancelled", "sold"} <= set(steps)
