"""Values survive the wire, and what is not a value is refused with a reason."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokuho import codec
from sokuho.errors import Reject
from sokuho.model import Article, Capacity, Money, Project, Qualifier, Reading, Relevance

NOON = datetime(2026, 2, 18, 12, tzinfo=UTC)
ARTICLE = Article("a1", "https://news.example/1", "題", None, "本文", "ja", "Wire", NOON, NOON, feed="wire")
MONEY = Money("$1.5-2bn", "USD", 1_500_000_000, 2_000_000_000, Qualifier.RANGE, 0, 8)
READING = Reading(
    id="a1",
    relevance=Relevance.CORE,
    score=1,
    direction="japan_to_us",
    sectors=("gas_power",),
    stage=None,
    projects=(Project("plant", "gas_power", None, (MONEY,), (Capacity("9.2 GW", 9.2, "GW", 3, 9),)),),
    programme_total=None,
    headline_amount=MONEY,
    other_amounts=(),
    companies=(),
    evidence=(),
)


@pytest.mark.parametrize("value", [ARTICLE, READING], ids=lambda v: type(v).__name__)
def test_a_value_comes_back_equal(value: Article | Reading) -> None:
    assert codec.decode(codec.encode(value), type(value)) == value


@given(title=st.text(), text=st.text(), when=st.datetimes(timezones=st.just(UTC)))
def test_any_text_and_time_come_back(title: str, text: str, when: datetime) -> None:
    try:
        (title + text).encode()
    except UnicodeEncodeError:
        return  # a lone surrogate is no text: feeds/ never lets one through
    article = Article("a", "u", title, None, text, "en", "s", when, when)
    assert codec.decode(codec.encode(article), Article) == article


def test_amounts_stay_integers() -> None:
    read = codec.decode(codec.encode(READING), Reading)
    assert type(read.projects[0].amounts[0].value) is int


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a Sokuho message"),
        (b"\xff\xfe", "not a Sokuho message"),
        (b"[]", "not a Sokuho message"),
        (b'{"v":1,"t":"Reading","d":{}}', "expected Article, found 'Reading'"),
        (b'{"v":99,"t":"Article","d":{}}', "newer than 1"),
        (b'{"v":1,"t":"Article","d":{"id":"a"}}', "lacks"),
        (b'{"v":1,"t":"Article","d":7}', "does not read as Article"),
    ],
)
def test_garbage_is_rejected_with_a_reason(data: bytes, says: str) -> None:
    with pytest.raises(Reject, match=says):
        codec.decode(data, Article)


def test_a_field_of_the_wrong_type_is_rejected() -> None:
    message = orjson.loads(codec.encode(ARTICLE))
    message["d"]["title"] = 7
    with pytest.raises(Reject, match="7 is not str"):
        codec.decode(orjson.dumps(message), Article)


@pytest.mark.parametrize("value", ["1500000000", None, True, [1]])
def test_a_figure_that_is_no_number_is_rejected(value: object) -> None:
    message = orjson.loads(codec.encode(READING))
    message["d"]["headline_amount"]["value"] = value
    with pytest.raises(Reject, match="none of int, float"):
        codec.decode(orjson.dumps(message), Reading)


def test_a_time_without_zone_is_rejected() -> None:
    message = orjson.loads(codec.encode(ARTICLE))
    message["d"]["published"] = "2026-02-18T12:00:00"
    with pytest.raises(Reject, match="without a zone"):
        codec.decode(orjson.dumps(message), Article)


def test_a_field_of_a_later_version_is_ignored() -> None:
    message = orjson.loads(codec.encode(ARTICLE))
    message["d"]["mood"] = "new"
    assert codec.decode(orjson.dumps(message), Article) == ARTICLE
