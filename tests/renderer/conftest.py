"""What the tests of the renderer share: the shipped templates, a renderer made of them, and the golden files' flag."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.renderer import Renderer, make_renderer

TEMPLATES = Path(__file__).parent.parent.parent / "templates"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew, to be reviewed as a diff"
    )


@pytest.fixture(scope="session")
def shipped() -> dict[str, str]:
    """The shipped templates, by name."""
    files = (file for file in TEMPLATES.rglob("*") if file.is_file())
    return {file.relative_to(TEMPLATES).as_posix(): file.read_text("utf-8") for file in files}


@pytest.fixture(scope="session")
def renderer(shipped: dict[str, str]) -> Renderer:
    """A renderer with the shipped templates."""
    return make_renderer(shipped)


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
