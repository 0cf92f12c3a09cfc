"""The secret behind readers' links: made once, kept, and refused where it is none."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from digest.adapters.secret import kept_keys, read_keys


def test_a_key_is_made_once_and_kept_for_its_owner_alone(tmp_path):
    path = tmp_path / "var" / "digest.key"
    [key] = kept_keys(path)
    assert len(key) == 64
    assert path.stat().st_mode & 0o777 == 0o600
    assert kept_keys(path) == (key,)
    assert [each.name for each in path.parent.iterdir()] == ["digest.key"]


def test_all_who_begin_at_once_have_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(kept_keys, [tmp_path / "digest.key"] * 8))) == 1


def test_several_keys_are_parted_by_commas_or_lines():
    assert read_keys(f"{'a' * 32}, {'b' * 32}\n{'c' * 40}\n") == (b"a" * 32, b"b" * 32, b"c" * 40)


@pytest.mark.parametrize("text", ["", " ,\n", "short", f"{'a' * 32},short"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(ValueError, match="32 characters"):
        read_keys(text)
