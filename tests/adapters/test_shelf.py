"""Saved pages, from real folders."""

import os
from datetime import UTC, datetime

import pytest

from digest.adapters import shelf
from digest.adapters.shelf import FolderShelf
from digest.errors import SourceError
from digest.ports import SavedPage

MOMENT = datetime(2024, 5, 17, 8, 30, tzinfo=UTC)


def save(path, body=b"<p>Story</p>"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    os.utime(path, (MOMENT.timestamp(), MOMENT.timestamp()))
    return SavedPage(path.as_uri(), body, MOMENT)


def test_the_files_of_a_glob_come_by_name_and_folders_do_not(tmp_path):
    second, first = save(tmp_path / "b.html", b"two"), save(tmp_path / "a.html", b"one")
    (tmp_path / "c.html").mkdir()
    save(tmp_path / "notes.txt")
    assert list(FolderShelf().pages(f"{tmp_path}/*.html")) == [first, second]


def test_two_stars_reach_any_depth(tmp_path):
    deep, flat = save(tmp_path / "2024" / "05" / "deep.html"), save(tmp_path / "flat.html")
    assert list(FolderShelf().pages(f"{tmp_path}/**/*.html")) == [deep, flat]


def test_the_home_folder_and_relative_paths_are_understood(tmp_path, monkeypatch):
    page = save(tmp_path / "saved" / "ä b.html")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path / "saved")
    assert list(FolderShelf().pages("~/saved/*")) == list(FolderShelf().pages("*.html")) == [page]
    assert page.url.endswith("/saved/%C3%A4%20b.html")


@pytest.mark.parametrize("pattern", ["", "nothing/here/*.html", "\0", "[", "**/*.nothing"])
def test_a_pattern_without_files_has_no_pages(tmp_path, monkeypatch, pattern):
    monkeypatch.chdir(tmp_path)
    assert list(FolderShelf().pages(pattern)) == []


def test_a_file_that_is_too_large_is_a_fault_in_its_place(tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "MAX_PAGE", 2_000_000)
    fits, large = save(tmp_path / "a.html", b"x" * 2_000_000), save(tmp_path / "b.html", b"x" * 2_000_001)
    found = list(FolderShelf().pages(f"{tmp_path}/*"))
    assert found[0] == fits
    assert (type(found[1]), str(found[1])) == (SourceError, f"{tmp_path}/b.html: larger than 2 MB")
    assert large


def test_what_cannot_be_read_is_a_fault_in_its_place(tmp_path):
    page = save(tmp_path / "b.html")
    (tmp_path / "a.html").symlink_to(tmp_path / "gone.html")
    os.mkfifo(tmp_path / "c.html")
    broken, whole, pipe = FolderShelf().pages(f"{tmp_path}/*.html")
    assert (str(broken), whole, str(pipe)) == (
        f"{tmp_path}/a.html: No such file or directory",
        page,
        f"{tmp_path}/c.html: not a file",
    )


def test_a_symbolic_link_is_read_under_its_own_name(tmp_path):
    page = save(tmp_path / "real.html")
    (tmp_path / "link.html").symlink_to(tmp_path / "real.html")
    assert list(FolderShelf().pages(f"{tmp_path}/link*")) == [
        SavedPage((tmp_path / "link.html").as_uri(), page.body, page.modified)
    ]
