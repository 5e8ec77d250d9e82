"""Names brought to one form."""

import pytest

from sokuho.stories.keys import in_common, meanings
from sokuho.stories.names import fold, same, skeleton


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＪＥＲＡ Co., Inc.", "jera"),
        ("SoftBank Group Corp.", "softbank"),
        ("株式会社日立製作所", "日立製作所"),
        ("AT&T", "at t"),
        ("Group", "group"),  # nothing would be left
    ],
)
def test_folding_leaves_what_tells_names_apart(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("japanese", "english"),
    [
        ("コーベイン", "Corvane"),
        ("テナスカ", "Tenaska"),
        ("クリンチリバー", "Clinch River"),
        ("ローズタウン", "Lordstown"),
        ("ヘインズビル", "Haynesville"),
        ("ウェスチングハウス", "Westinghouse"),
        ("グレンファーン", "Glenfarne"),
        ("ブルックフィールド", "Brookfield Asset Management"),
        ("ブルックフィールド・アセット", "Brookfield"),
    ],
)
def test_katakana_meets_the_latin_name_it_sounds_like(japanese: str, english: str) -> None:
    assert same(fold(japanese), fold(english))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ソフトバンク", "Toyota"),
        ("ウェスチングハウス", "Washington"),
        ("Mitsubishi Electric", "Mitsubishi Heavy"),
        ("Hitachi", "Hitachiyama"),
        ("三菱商事", "Mitsui"),
        ("テキサス", "Tokyo"),
        ("ノースゲール", "Nasushiobara"),
        ("スイッチ", "Sweet Water"),
    ],
)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert not same(fold(one), fold(other))


def test_a_short_form_is_the_same_party() -> None:
    assert same(fold("Hitachi"), fold("Hitachi Energy Ltd."))


def test_too_few_sounds_tell_nothing() -> None:
    assert skeleton("アオイ") is None
    assert skeleton("三菱") is None
    assert skeleton("") is None


def test_a_name_and_its_sound_are_one_thing_in_common() -> None:
    sound = f"s:{skeleton('corvane')}"
    corvane = frozenset(("corvane",))
    assert meanings({"n:corvane", sound, "p:x"}) == {"n:corvane": corvane, sound: corvane, "p:x": {"x"}}
    assert in_common({"n:corvane", sound, "p:x"}, {"n:corvane", sound}) == 1
    assert in_common({"n:corvane", sound}, {sound, "n:inzai"}) == 1  # the other paper writes コーベイン


def test_a_party_alone_is_one_thing_however_often_it_is_told() -> None:
    story = {
        "p:tokyo gas",
        "n:tokyo",
        "ps:tokyo gas|lng",
        "pl:tokyo gas|ohio",
        "pa:tokyo gas|9a",
        "sa:lng|9a",
    }
    told = {"p:tokyo gas", "n:tokyo", "ps:tokyo gas|lng"}
    assert in_common(told, story) == 1
    assert in_common(told | {"pl:tokyo gas|ohio"}, story) == 2
    assert in_common(told | {"pa:tokyo gas|9a", "sa:lng|9a"}, story) == 2
    assert in_common({"p:jera"}, story) == 0
