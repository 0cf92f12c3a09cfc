"""A folder with a settings file over saved pages, and the command line run in it."""

from dataclasses import dataclass

import pytest
from ledgers import check_sums
from pages import a_page

from digest.__main__ import main
from digest.adapters.database import open_database

SETTINGS = """\
site:
  title: The Harbour Lantern
  url: https://lantern.example/
  language: en
  zone: Europe/Kyiv
  postal_address: 1 Quay Street, Port Lantern
sources:
  - id: saved
    title: The Lantern
    saved: pages/*.html
newsletters:
  - id: morning
    title: Morning Light
    from: The Harbour Lantern <morning@lantern.example>
    cadence: {cron: "30 7 * * *"}
"""


@dataclass
class Ended:
    """How a run of the command line ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("DIGEST_CONFIG", raising=False)
    (tmp_path / "digest.yaml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "1.html").write_text(a_page("Council approves ferry"), encoding="utf-8")
    yield tmp_path
    if (tmp_path / "var" / "digest.db").exists():
        database = open_database(str(tmp_path / "var" / "digest.db"))
        if database.is_current():
            check_sums(database)
        database.close()


@pytest.fixture
def digest(folder, capsys):
    """Run `digest ...` in the folder."""

    def run(*arguments: str) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        printed = capsys.readouterr()
        return Ended(ended.value.code or 0, printed.out, printed.err)

    return run
