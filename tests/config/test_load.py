"""The settings file: every fault at once, in its place, with what was probably meant."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.config import Settings, example_yaml, load_settings, read_settings, starter_yaml
from digest.config.source import MAX_BYTES
from digest.errors import ConfigError, Fault

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
ENVIRON = {"DIGEST_PASSWORD": "open sesame", "DIGEST_URL": "postgresql://me:secret@db.example/digest"}
REWRITE = "REWRITE_GOLDEN"
"""Set this variable to write the expected faults anew, then read the diff."""


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_tells_every_fault_in_its_place(path):
    with pytest.raises(ConfigError) as caught:
        load_settings(path.read_text(encoding="utf-8"), "digest.yaml", ENVIRON)
    expected = path.with_suffix(".expected")
    if REWRITE in os.environ:
        expected.write_text(f"{caught.value}\n", encoding="utf-8")
    assert f"{caught.value}\n" == expected.read_text(encoding="utf-8")


def test_every_broken_file_has_its_faults_written_down_and_no_other():
    assert {path.stem for path in BROKEN} == {path.stem for path in BROKEN[0].parent.glob("*.expected")}


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_faults_stand_in_the_order_of_the_file(path):
    with pytest.raises(ConfigError) as caught:
        load_settings(path.read_text(encoding="utf-8"), "digest.yaml", ENVIRON)
    places = [(fault.line, fault.column) for fault in caught.value.faults]
    assert places == sorted(places)


def test_no_fault_ever_repeats_a_secret():
    faults = (BROKEN[0].parent / "secrets.expected").read_text(encoding="utf-8")
    assert "hunter2" not in faults


def load(text: str) -> Settings | ConfigError:
    try:
        return load_settings(text, "digest.yaml", {})
    except ConfigError as error:
        return error


PARTS = st.sampled_from(
    ["site:", "sources:", "newsletters:", "topics:", "- ", "  ", "\n", "id: a", "title: ", "{", "}", "[", "]", "&a ", "*a",
     "!!int ", "? ", "|", ">", "'", '"', "\\x", "%YAML 1.2", "---", "...", "<<: ", "0x1f", "1e999", "null", "{{ ", "}}", "\t"]
)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(PARTS).map("".join)))
@example('a: "\\UFFFFFFFF"')
@example("%YAML " + "9" * 5000 + ".1\n--- a")
@example("a: " + "9" * 5000)
@example("a: !!int x")
@example("a: !!float " + "[]")
@example("? {a: b}\n: c")
@example("&a [*a]")
@example("a: &a\n  b: *a")
@example("a: *b")
@example("[" * 1000)
@example("- " * 1000)
@example("\ud800")
@example("a: !!timestamp 2026-99-99")
@example("\ufeff")
def test_any_text_gives_settings_or_a_config_error(text):
    outcome = load(text)
    if isinstance(outcome, ConfigError):
        assert outcome.faults
        assert all(fault.line >= 1 and fault.column >= 1 and fault.message for fault in outcome.faults)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [
        "site",
        "title",
        "url",
        "sources",
        "feed",
        "id",
        "topics",
        "newsletters",
        "picks",
        "sections",
        "kind",
        "cadence",
        "mail",
    ]
)


@settings(deadline=None)
@given(st.dictionaries(KEYS, st.dictionaries(KEYS, JUNK) | st.lists(st.dictionaries(KEYS, JUNK), max_size=2) | JUNK))
def test_any_shape_of_values_gives_a_config_error(data):
    with pytest.raises(ConfigError):
        load_settings(json.dumps(data), "digest.yaml", {})


def test_the_starter_and_the_example_are_without_fault():
    assert load_settings(starter_yaml(), "digest.yaml", {}).newsletters[0].id == "morning"
    assert [n.id for n in load_settings(example_yaml(), "digest.yaml", {}).newsletters] == [
        "morning",
        "weekend",
        "likhtar",
    ]


def test_words_that_older_yaml_takes_for_values_stay_words():
    text = starter_yaml().replace("language: en ", "language: no ").replace("Example Morning", "12:30:45")
    loaded = load_settings(text, "digest.yaml", {})
    assert (loaded.site.language, loaded.newsletters[0].title) == ("no", "12:30:45")


def test_an_anchor_may_say_the_same_twice():
    text = starter_yaml().replace("url: https://www.example.com/\n", "url: &home https://www.example.com/\n")
    loaded = load_settings(text.replace("feed: https://www.example.com/feed.xml", "feed: *home"), "digest.yaml", {})
    assert loaded.sources[0].feed == loaded.site.url


def test_paths_are_seen_from_the_folder_of_the_file():
    text = starter_yaml() + "database: news.db\n"
    loaded = load_settings(text, "/srv/news/digest.yaml", {})
    assert (loaded.database, loaded.mail.outbox) == ("/srv/news/news.db", "/srv/news/var/outbox")
    assert load_settings(starter_yaml(), "digest.yaml", {}).database == "var/digest.db"
    assert load_settings(text.replace("news.db", "/tmp/news.db"), "/srv/digest.yaml", {}).database == "/tmp/news.db"


def test_a_file_is_read_as_its_text_would_be(tmp_path):
    path = tmp_path / "digest.yaml"
    path.write_text("\ufeff" + starter_yaml(), encoding="utf-8")
    assert read_settings(path, {}) == load_settings(starter_yaml(), str(path), {})


def one_fault(path: Path) -> Fault:
    with pytest.raises(ConfigError) as caught:
        read_settings(path, {})
    (fault,) = caught.value.faults
    return fault


def test_a_file_that_is_not_there_or_no_file_is_told(tmp_path):
    missing = tmp_path / "digest.yaml"
    assert one_fault(missing) == Fault(str(missing), 1, 1, "", "cannot be read: No such file or directory")
    assert one_fault(tmp_path) == Fault(str(tmp_path), 1, 1, "", "cannot be read: Is a directory")


def test_bytes_that_are_not_utf8_are_told_with_their_place(tmp_path):
    path = tmp_path / "digest.yaml"
    path.write_bytes("site:\n  title: Café ".encode() + "Ölhafen".encode("latin-1"))
    assert one_fault(path) == Fault(str(path), 2, 15, "", "byte 0xd6 is not UTF-8: save the file as UTF-8")


def test_a_file_over_the_limit_is_refused_before_it_is_parsed(tmp_path):
    path = tmp_path / "digest.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert one_fault(path) == Fault(str(path), 1, 1, "", "the file is larger than 1,000,000 bytes")
    with pytest.raises(ConfigError, match="larger than 1,000,000 bytes"):
        load_settings("#" * (MAX_BYTES + 1), "digest.yaml", {})


def test_thousands_of_wrong_references_are_told_in_good_time():
    ids = "".join(f"  - {{id: topic-{n}, title: T}}\n" for n in range(500))
    wrong = ", ".join(f"tropic-{n}" for n in range(3000))
    text = starter_yaml().replace("id: morning\n", f"id: morning\n    topics: [{wrong}]\n") + f"topics:\n{ids}"
    with pytest.raises(ConfigError) as caught:
        load_settings(text, "digest.yaml", {})
    assert len(caught.value.faults) == 100


def test_a_template_that_nests_without_end_is_a_fault():
    deep = "{{ " + "(" * 5000 + "top" + ")" * 5000 + " }}"
    text = starter_yaml().replace("id: morning\n", f'id: morning\n    preheader: "{deep}"\n')
    with pytest.raises(ConfigError, match="is no Jinja2 template: nested too deep"):
        load_settings(text, "digest.yaml", {})
