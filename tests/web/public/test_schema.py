"""The API keeps its own description, whatever is sent: schemathesis tries what the OpenAPI document allows and forbids."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from signups import a_town

VARIED = {"GET /newsletters", "POST /subscriptions"}
PLAIN = {"GET /challenge"}
"""Operations that take nothing: there is one case of each."""


@pytest.fixture(scope="module")
def operations(tmp_path_factory):
    """The operations of the API of a town, by name, as the served description has them."""
    with a_town(str(tmp_path_factory.mktemp("api") / "digest.db")) as town:
        schema = schemathesis.openapi.from_url(f"{town.url}/api/openapi.json")
        yield {each.ok().label: each.ok() for each in schema.get_all_operations()}


def test_every_operation_is_tried(operations):
    assert operations.keys() == VARIED | PLAIN


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("name", sorted(VARIED))
def test_the_api_does_what_it_describes_and_nothing_else(operations, name, mode):
    tried = []

    @settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operations[name].as_strategy(generation_mode=mode))
    def check(case):
        # A text that is no address, or names no newsletter of ours, is as the description has it, and refused with 422.
        tried.append(case.call_and_validate(excluded_checks=[positive_data_acceptance]).status_code)

    check()
    assert (len(tried) > 5, set(tried) - {200, 202, 400, 404, 405, 406, 415, 422}) == (True, set())


@pytest.mark.parametrize("name", sorted(PLAIN))
def test_what_takes_nothing_answers_as_described(operations, name):
    assert operations[name].Case().call_and_validate().status_code in {200, 404}
