"""The archive as files: a whole site whose links hold, written only where it changed."""

import json
from dataclasses import replace
from pathlib import Path
from posixpath import dirname, normpath

import lxml.html
import pytest
from archives import MORNING, SECRET, a_stack

from digest.adapters.folder import MANIFEST, KeptFolder
from digest.errors import StoreError
from digest.web.archive.export import count_files, files
from digest.web.archive.places import Written

BASE = "https://host.example/sub/path"
STYLES = ["archive.css", "brand.css", "icon.svg", "readers.css"]
EVERYWHERE = ["404.html", *STYLES, "index.html", "morning/1.html", "morning/2.html", "morning/index.html"]


@pytest.fixture
def stack(tmp_path):
    with a_stack(tmp_path, 2) as stack:
        stack.press(1, SECRET)
        yield stack


def write(room, folder: Path, *, prune=False, dry=False):
    kept = KeptFolder(folder, dry)
    for name, body in files(room):
        kept.put(name, body)
    return kept.written, kept.unchanged, kept.finish(prune=prune)


def names(folder: Path) -> list[str]:
    return sorted(
        str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file() and each.name != MANIFEST
    )


def test_every_link_of_the_written_pages_leads_to_a_written_file(stack, tmp_path):
    folder = tmp_path / "site"
    room = stack.room(Written(BASE, "https://news.example"))
    write(room, folder)
    there = names(folder)
    assert there == sorted([*EVERYWHERE, "morning/feed.xml", "robots.txt", "sitemap.xml"])
    assert count_files(room) >= len(there) - 1
    for page in (each for each in there if each.endswith(".html") and each != "404.html"):
        tree = lxml.html.document_fromstring((folder / page).read_bytes())
        own = [url for url in tree.xpath("//@href") if not url.startswith(("http", "#"))]
        assert own
        assert {normpath(f"{dirname(page) or '.'}/{url}") for url in own} <= set(there)


def test_addresses_are_those_of_the_folder(stack):
    made = dict(files(stack.room(Written(f"{BASE}/", ""))))
    assert f'<link rel="canonical" href="{BASE}/morning/2.html">'.encode() in made["morning/2.html"]
    assert f"<loc>{BASE}/morning/</loc>".encode() in made["sitemap.xml"]
    assert f"Sitemap: {BASE}/sitemap.xml".encode() in made["robots.txt"]
    assert f'href="{BASE}/readers.css"'.encode() in made["404.html"]
    assert b"Subscribe" not in made["morning/2.html"]


def test_without_an_address_there_are_pages_alone(stack):
    assert sorted(name for name, _ in files(stack.room(Written("", "")))) == sorted(EVERYWHERE)


def test_a_long_archive_has_the_parts_of_its_map(stack):
    made = [name for name, _ in files(replace(stack.room(Written(BASE, "")), per_map=3))]
    assert [name for name in made if name.startswith("sitemap")] == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]


def test_only_what_was_asked_for_is_in_a_selection(stack):
    stack.press(1, replace(MORNING, id="tide"))
    tide = replace(MORNING, id="tide")
    room = replace(stack.room(Written(BASE, ""), (MORNING, tide)), only=frozenset({"tide"}))
    assert not any(name.startswith("morning") or b"morning/" in body for name, body in files(room))


def test_since_a_moment_the_issues_from_then_and_the_one_before_are_written(stack):
    stack.press(3)
    room = stack.room(Written(BASE, ""))
    newest, *_ = room.archive.issues("morning", 1)
    whole, part = dict(files(room)), dict(files(room, newest.pressed))
    assert whole.keys() - part.keys() == {"morning/1.html"}
    assert part.items() <= whole.items()
    assert dict(files(room, newest.pressed.replace(year=2000))) == whole


def test_files_that_did_not_change_are_left_alone_and_the_rest_is_told_beforehand(stack, tmp_path):
    folder, room = tmp_path / "site", stack.room(Written("", ""))
    assert write(room, folder, dry=True) == ([name for name, _ in files(room)], 0, [])
    assert not folder.exists()
    write(room, folder)
    before = (folder / "brand.css").stat().st_mtime_ns
    assert write(room, folder) == ([], len(EVERYWHERE), [])
    stack.press(3)
    written, unchanged, _ = write(room, folder)
    assert written == ["morning/index.html", "morning/2.html", "morning/3.html", "index.html"]
    assert (unchanged, (folder / "brand.css").stat().st_mtime_ns) == (6, before)


def test_pruning_takes_away_what_was_ours_and_nothing_else(stack, tmp_path):
    folder, room = tmp_path / "site", stack.room(Written("", ""))
    write(room, folder)
    (folder / "morning" / "notes.html").write_text("the editor's own")
    only = replace(room, only=frozenset({"none"}))
    gone = ["morning/1.html", "morning/2.html", "morning/index.html"]
    assert write(only, folder)[2] == []
    assert write(only, folder, prune=True, dry=True)[2] == gone
    assert write(only, folder, prune=True)[2] == gone
    assert names(folder) == sorted(["404.html", *STYLES, "index.html", "morning/notes.html"])


@pytest.mark.parametrize("said", ['["../secret", 7, "/etc/none", "sub"]', "{}", "no json"])
def test_a_list_of_files_that_was_tampered_with_reaches_nothing_outside(tmp_path, said):
    folder = tmp_path / "site"
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "secret").write_text("kept")
    (folder / MANIFEST).write_text(said)
    assert KeptFolder(folder).finish(prune=True) == []
    assert (tmp_path / "secret").read_text() == "kept"
    assert json.loads((folder / MANIFEST).read_text()) == []


def test_a_folder_that_takes_no_file_is_told_plainly(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError, match="cannot be written"):
        KeptFolder(tmp_path / "file").put("index.html", b"")
    with pytest.raises(StoreError, match="cannot be tidied"):
        KeptFolder(tmp_path / "file").finish(prune=False)
