"""The readers' pages over a database of their own."""

import pytest
from signups import a_town


@pytest.fixture
def town(tmp_path):
    with a_town(str(tmp_path / "digest.db")) as town:
        yield town
