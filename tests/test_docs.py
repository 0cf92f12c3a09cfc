"""The docs say what the program does: generated pages are up to date, and nothing is left out."""

import re
import tomllib
from pathlib import Path

import pytest

from digest.cli.app import app
from digest.cli.reference import command_reference

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def test_the_command_reference_is_what_the_help_says():
    committed = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert committed == command_reference(), "run: make generate"


def test_every_command_has_an_example_in_its_help():
    chapters = command_reference().split("\n## ")[1:]
    assert [chapter.splitlines()[0] for chapter in chapters if "Example" not in chapter] == []


def test_every_command_is_named_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = [command.name or command.callback.__name__ for command in app.registered_commands]
    assert [name for name in names if f"digest {name}" not in readme] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(page):
    targets = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_decision_is_listed():
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    names = [path.name for path in (ROOT / "docs" / "decisions").glob("0*.md")]
    assert [name for name in names if name not in listed] == []


def test_every_dependency_has_its_reason():

    told = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.match(r"[\w-]+", line).group() for line in project["dependencies"]]
    assert [name for name in names if name.removesuffix("-python") not in told] == []


def test_every_test_that_the_page_on_security_names_exists():
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "security.md").read_text(encoding="utf-8")))
    told = {
        name
        for path in ROOT.glob("tests/**/test_*.py")
        for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))
    }
    assert (len(named) > 40, sorted(named - told)) == (True, [])


def test_every_line_of_the_page_on_security_names_a_test():
    lines = (ROOT / "docs" / "security.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| ")][1:]
    assert [row for row in rows if "`test_" not in row] == []
