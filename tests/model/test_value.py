from __future__ import annotations

import pytest

from sokuho.model.value import value


@value
class Pair:
    left: int
    right: int = 2


def test_values_with_the_same_fields_are_one() -> None:
    assert Pair(1) == Pair(1, 2)
    assert len({Pair(1), Pair(1, 2), Pair(2, 1)}) == 2


def test_a_value_has_no_other_fields() -> None:
    with pytest.raises(AttributeError):
        Pair(1).middle = 3  # type: ignore[attr-defined]
