"""A town for each test: a database in a file, a clock that is told, a relay that is told."""

import pytest
from making import a_newsletter
from world import Town


@pytest.fixture
def town(tmp_path):
    town = Town(str(tmp_path / "digest.db"), a_newsletter())
    yield town
    town.close()
