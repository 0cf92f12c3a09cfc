from email import message_from_bytes

import pytest

from digest.adapters.outbox import Outbox
from digest.model import Message, Outcome, Receipt

RAW = b"Subject: Ferry\r\nDate: Thu, 26 Nov 2026 00:30:00 +0200\r\n\r\nA ferry.\r\n"


def message(identity="<c0de.5a17@lantern.example>", raw=RAW):
    return Message(identity, "bounce@lantern.example", "ida@x.example", raw)


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_message_is_a_file_under_the_issues_own_date(tmp_path):
    path = tmp_path / "out" / "2026-11-26" / "c0de.5a17@lantern.example.eml"
    outbox = Outbox(tmp_path / "out")
    assert outbox.send(message()) == Receipt(Outcome.ACCEPTED, 250, f"written to {path}")
    outbox.close()
    assert path.read_bytes() == RAW
    assert message_from_bytes(path.read_bytes())["Subject"] == "Ferry"


def test_a_message_sent_again_is_the_same_one_file(tmp_path):
    for _ in range(3):
        Outbox(tmp_path).send(message())
    assert files(tmp_path) == ["2026-11-26/c0de.5a17@lantern.example.eml"]


@pytest.mark.parametrize(
    "raw", [b"\r\n\r\nx", b"", b"Date: soon\r\n\r\n", b"Date: Thu, 99 Nov 2026 00:00:00 +0000\r\n\r\n", b"\xff"]
)
def test_a_message_without_a_date_stands_in_the_folder_itself(tmp_path, raw):
    Outbox(tmp_path).send(message(raw=raw))
    assert files(tmp_path) == ["c0de.5a17@lantern.example.eml"]


@pytest.mark.parametrize(
    "identity",
    ["<../../etc/passwd@x>", "</etc/passwd>", "<.>", "<..>", "", "<a\x00b@x>", "<" + "x" * 999 + ">", "<a/b>"],
)
def test_no_id_leads_out_of_the_folder(tmp_path, identity):
    folder = tmp_path / "out"
    assert Outbox(folder).send(message(identity)).outcome is Outcome.ACCEPTED
    (name,) = files(tmp_path)
    assert name.startswith("out/2026-11-26/")
    assert len(name) < 255


def test_two_ids_never_share_a_file(tmp_path):
    identities = ["<a/b@x>", "<a_b@x>", "<a b@x>", "a_b@x", "<" + "x" * 300 + ">", "<" + "x" * 301 + ">"]
    for identity in identities:
        Outbox(tmp_path).send(message(identity))
    assert len(files(tmp_path)) == len(identities)


def test_a_folder_that_is_a_file_is_a_relay_that_is_down(tmp_path):
    (tmp_path / "out").write_text("in the way")
    receipt = Outbox(tmp_path / "out").send(message())
    assert receipt == Receipt(
        Outcome.RELAY_DOWN, 0, f"{tmp_path}/out/2026-11-26/c0de.5a17@lantern.example.eml: Not a directory"
    )


def test_a_file_that_cannot_take_its_place_leaves_no_half_file(tmp_path):
    full = tmp_path / "2026-11-26"
    full.mkdir()
    # A folder in the file's place: only the last step fails.
    (full / "c0de.5a17@lantern.example.eml").mkdir()
    receipt = Outbox(tmp_path).send(message())
    assert receipt.outcome is Outcome.RELAY_DOWN
    assert files(tmp_path) == []


def test_a_file_system_that_takes_no_more_is_a_relay_that_is_down(tmp_path):
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        receipt = Outbox(tmp_path).send(message())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert receipt.outcome is Outcome.RELAY_DOWN
    assert receipt.reply.endswith(".eml: File too large")
    assert files(tmp_path) == []
