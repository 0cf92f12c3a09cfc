"""Signing keys on disk."""

import stat

import pytest

from digest.adapters.keys import make_key, save_key
from digest.mailer import read_signer


@pytest.mark.parametrize(("kind", "algorithm"), [("rsa", "rsa-sha256"), ("ed25519", "ed25519-sha256")])
def test_a_new_key_can_sign_and_only_its_owner_can_read_it(tmp_path, kind, algorithm):
    path = tmp_path / "deep" / "key.pem"
    save_key(path, make_key(kind))
    assert read_signer(path.read_bytes(), "autumn").algorithm == algorithm
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_is_never_overwritten(tmp_path):
    path = tmp_path / "key.pem"
    path.write_bytes(b"in use")
    with pytest.raises(FileExistsError):
        save_key(path, b"new")
    assert path.read_bytes() == b"in use"
