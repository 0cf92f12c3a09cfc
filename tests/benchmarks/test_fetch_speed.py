"""Both clients of the benchmark ask what they are told to, and the server tells a conditional request from another."""

import httpx
import pytest
from fetch_speed import CLIENTS, host, serving


@pytest.mark.parametrize("name", CLIENTS)
def test_every_request_of_a_client_is_answered_304(name):
    with serving(5) as port:
        assert CLIENTS[name]([f"http://{host(number)}:{port}/feed.xml" for number in range(5)]) == 5


def test_a_request_without_a_validator_is_no_conditional_one():
    with serving(1) as port:
        assert httpx.get(f"http://{host(0)}:{port}/", trust_env=False).status_code == 500


def test_every_feed_has_a_host_of_its_own():
    assert len({host(number) for number in range(70_000)}) == 70_000
