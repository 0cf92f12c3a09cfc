"""The schema and the reference page are made from the settings, committed, and true."""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from digest.config import __main__ as module
from digest.config import example_yaml, settings_reference, settings_schema, starter_yaml
from digest.config.__main__ import generated
from digest.config.faults import keys_at
from digest.config.subjects import MEANINGS, specimen
from digest.editor import SUBJECT_NAMES

ROOT = Path(__file__).parents[2]
BROKEN = Path(__file__).parent / "broken"


@pytest.mark.parametrize("path", sorted(generated()), ids=lambda path: path.name)
def test_what_is_generated_is_committed(path):
    assert path.read_text(encoding="utf-8") == generated()[path], "run python -m digest.config --write"


def test_the_module_prints_the_schema(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["digest.config"])
    monkeypatch.delitem(sys.modules, "digest.config.__main__", raising=False)
    runpy.run_module("digest.config", run_name="__main__")
    assert json.loads(capsys.readouterr().out) == settings_schema()


def test_the_module_writes_what_it_generates(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["digest.config", "--write"])
    (tmp_path / "config").mkdir()
    (tmp_path / "docs").mkdir()
    module.main()
    written = {path: path.read_text(encoding="utf-8") for path in tmp_path.glob("*/*")}
    assert written == generated()


@pytest.mark.parametrize("text", [example_yaml(), starter_yaml()], ids=["example", "starter"])
def test_the_shipped_files_are_valid_by_the_schema_and_point_to_it(text):
    assert text.startswith("# yaml-language-server: $schema=digest.schema.json\n")
    jsonschema.Draft202012Validator(settings_schema()).validate(yaml.safe_load(text))


@pytest.mark.parametrize(
    "name", ["unknown-keys", "wrong-kinds", "limits", "sources", "picks", "everything-missing", "no-sections"]
)
def test_the_schema_refuses_what_it_can_see(name):
    data = yaml.safe_load((BROKEN / f"{name}.yaml").read_text(encoding="utf-8"))
    assert list(jsonschema.Draft202012Validator(settings_schema()).iter_errors(data))


def every_key(path=()):
    for key in keys_at(path, settings_schema()):
        yield key
    nested = {(): ("site", "sources", "topics", "newsletters", "mail", "collect")}
    nested[("newsletters", 0)] = ("sections", "cadence", "picks")
    nested[("mail",)] = ("smtp",)
    for key in nested.get(path, ()):
        listed = key in {"sources", "topics", "newsletters", "sections", "picks"}
        yield from every_key((*path, key, 0) if listed else (*path, key))


def test_every_key_has_a_line_in_the_reference():
    text = settings_reference()
    assert [key for key in every_key() if f"| `{key}` |" not in text] == []
    assert len(list(every_key())) > 60


def test_no_chapter_of_the_reference_stands_twice():
    chapters = [line for line in settings_reference().splitlines() if line.startswith("## ")]
    assert len(chapters) == len(set(chapters))


def test_every_row_of_the_reference_has_its_four_cells():
    rows = [line.replace("\\|", "") for line in settings_reference().splitlines() if line.startswith("| `")]
    assert {row.count("|") for row in rows if " stands for " not in row} <= {3, 5}


def test_the_names_of_subject_lines_are_those_that_the_editor_fills():
    assert tuple(MEANINGS) == SUBJECT_NAMES
    assert specimen(3)["others"] == ["Another", "A third"]


def test_the_example_uses_every_part_of_the_settings():
    data = yaml.safe_load(example_yaml())
    assert set(data) == set(keys_at((), settings_schema())) - {"database_env", "model", "sites", "templates"}
    assert {kind for source in data["sources"] for kind in ("feed", "listing", "saved") if kind in source} == {
        "feed",
        "listing",
        "saved",
    }
