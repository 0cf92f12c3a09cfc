"""What the tests of the renderer share: the shipped templates, a renderer made of them, and the golden files' flag."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.model import Theme
from digest.renderer import Renderer, make_renderer
from digest.wiring import shipped_files


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew, to be reviewed as a diff"
    )


@pytest.fixture(scope="session")
def shipped() -> dict[str, str]:
    """The templates of the broadsheet, by name."""
    return shipped_files(Theme.BROADSHEET)


@pytest.fixture(scope="session")
def renderer(shipped: dict[str, str]) -> Renderer:
    """A renderer with the templates of the broadsheet."""
    return make_renderer(shipped)


@pytest.fixture(scope="session", params=Theme)
def theme(request: pytest.FixtureRequest) -> Theme:
    """Each theme that the program ships."""
    return request.param


@pytest.fixture(scope="session")
def themed(theme: Theme) -> Renderer:
    """A renderer with the templates of the theme."""
    return make_renderer(shipped_files(theme))


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """A function that compares a text with the golden file of that name, or writes it where --update-golden is given."""

    def compare(name: str, text: str) -> None:
        file = Path(__file__).parent / "golden" / name
        if request.config.getoption("--update-golden", default=False):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
        assert text == file.read_text("utf-8"), "review the difference; if it is meant, run pytest with --update-golden"

    return compare
