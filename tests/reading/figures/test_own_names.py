"""Names that plants, fields and projects have of their own in Japanese."""

from __future__ import annotations

import pytest

from sokuho.reading.figures.own_names import own_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("運営するブルーリッジ天然ガス火力発電所の株式", "ブルーリッジ天然ガス火力発電所"),
        ("米国のBlue Ridge風力発電所を買う", "Blue Ridge風力発電所"),
        ("火力発電所「ブルーリッジ発電所」に出資する", "ブルーリッジ発電所"),
        ("群馬県の「赤城南蓄電所」を動かす", "赤城南蓄電所"),
        ("「Blue Heron」プロジェクトを買う", "「Blue Heron」プロジェクト"),
        ("ブルーリッジ発電所に続き、レッドロック発電所を買う", "レッドロック発電所"),
        ("米国で「メガソーラー」を建てる", None),
        ("シェールガス火力発電所を建てる", None),
        ("メガソーラー発電所を建てる", None),
        ("テキサス州蓄電所を建てる", None),
        ("SMRプロジェクトに加わる", None),
    ],
)
def test_what_is_a_name(text: str, name: str | None) -> None:
    assert own_name(text, (0, len(text)), "gas_power", (), ()) == name
