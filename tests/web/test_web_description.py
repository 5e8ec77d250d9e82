"""The application does what its own OpenAPI description says, whatever it is sent."""

from __future__ import annotations

import re

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.web.conftest import House

EXAMPLES = 15


def test_answers_are_as_described(house: House, address: str) -> None:
    described = house.api.openapi()
    schema = schemathesis.openapi.from_dict(described)
    tried: set[str] = set()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        tried.add(operation.label)

        @settings(
            max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
        )
        @given(case=operation.as_strategy())
        def try_it(case: schemathesis.Case) -> None:
            # the forms' token makes nearly all guesses end at once; what lies behind it has its own tests
            case.call_and_validate(base_url=address)

        try_it()
    assert len(tried) == sum(len(methods) for methods in described["paths"].values())


def test_preferences_take_whatever_they_are_sent(house: House, address: str) -> None:
    """Behind a link that works: the form's fields reach the checks and the store."""
    reader = house.reader()
    token = house.tokens.make("preferences", reader.id)
    schema = schemathesis.openapi.from_dict(house.api.openapi())
    operation = schema["/preferences/{token}"]["POST"]

    @settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def try_it(case: schemathesis.Case) -> None:
        case.path_parameters = {"token": token}
        # what makes sense is told in words beside the field, not in the description
        picky = [positive_data_acceptance]
        case.call_and_validate(base_url=address, excluded_checks=picky)

    try_it()
    assert house.store.subscriptions.subscription(reader.id) is not None


def test_the_description_is_not_served(house: House) -> None:
    paths = house.api.openapi()["paths"]
    assert not [p for p in paths if re.search("openapi|docs", p)]
