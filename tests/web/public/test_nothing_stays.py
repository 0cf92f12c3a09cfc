"""After a reader is erased, nothing of the address is in any table, in the database's files, or in the log of the run."""

from __future__ import annotations

import logging

NAMES = ("ida.old@example.com", "ida.new@example.org", "ida.next@example.net")


def held_in(folder, words):
    """The files that hold some words, whatever rows, free pages or journals they stand in."""
    return sorted(each.name for each in folder.iterdir() if each.is_file() and words in each.read_bytes().lower())


def test_an_erased_reader_is_in_no_row_no_file_and_no_log(town, tmp_path, caplog):
    caplog.set_level(logging.INFO)
    first, second, third = NAMES
    town.client.headers["User-Agent"] = "idas-own-browser/1"
    town.post("/subscribe", email=first, newsletter=["morning", "tide"], zone="Europe/Kyiv")
    town.post(town.confirm_link(town.letters()[0]))
    (reader,) = town.database.register.readers("")
    home = town.preferences_link(reader.id)
    town.post(f"{home}/address", email=second)
    moving = next(each for each in town.letters() if each.kind == "move")
    town.post(town.confirm_link(moving))
    town.post(f"{home}/address", email=third)
    town.clock.forward(days=2)
    town.post("/leave", email=second)
    assert [bool(held_in(tmp_path, name.encode())) for name in NAMES] == [True, True, True]
    assert town.post(f"{home}/erase").status_code == 200
    rows = repr(town.held()).lower()
    assert [name for name in (*NAMES, "ida", "idas-own-browser") if name in rows] == []
    assert [name for name in (*NAMES, "idas-own-browser") if held_in(tmp_path, name.encode())] == []
    assert [each.getMessage() for each in caplog.records if "ida" in each.getMessage().lower()] == []
    assert town.database.signups.is_suppressed(second)
