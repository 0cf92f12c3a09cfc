"""The same odd addresses in a CSV file: `digest readers import` takes what the forms take, and refuses what they refuse."""

from __future__ import annotations

import csv
import io
import json

from addresses import ACCEPTED, REFUSED


def a_list(addresses):
    file = io.StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(
        [("email", "number"), *((each, at) for at, each in enumerate(addresses))]
    )
    return file.getvalue().encode("utf-8", "surrogatepass")


def test_each_good_address_is_added_in_its_normal_form(digest, folder):
    (folder / "good.csv").write_bytes(a_list([typed for typed, _ in ACCEPTED]))
    ended = digest("readers", "import", "good.csv", "--newsletter", "morning", "--consent", "told", "--json")
    told, held = json.loads(ended.out), digest("readers", "list", "--json")
    assert (ended.status, told["rows"], told["faulty"]) == (0, len(ACCEPTED), 0)
    known = [json.loads(line)["email"] for line in held.out.splitlines()]
    assert sorted(map(str.casefold, known)) == sorted({address.casefold() for _, address in ACCEPTED})


def test_each_bad_address_is_refused_with_its_line_and_why(digest, folder):
    (folder / "bad.csv").write_bytes(a_list(REFUSED))
    arguments = ("readers", "import", "bad.csv", "--newsletter", "morning", "--consent", "told", "--json")
    ended = digest(*arguments, "--errors", "faulty.csv")
    told = json.loads(ended.out)
    assert (ended.status, told["readers"], told["faulty"], told["rows"]) == (1, 0, len(REFUSED), len(REFUSED))
    with (folder / "faulty.csv").open(encoding="utf-8", newline="") as file:
        faults = list(csv.DictReader(file))
    assert len(faults) == len(REFUSED)
    for fault in faults:
        assert "is not" in fault["fault"]
        assert len(fault["fault"].splitlines()) == 1
    assert digest("readers", "list", "--json").out == ""
