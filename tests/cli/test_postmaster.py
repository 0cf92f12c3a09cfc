"""`digest dkim generate` and `digest doctor`, from an empty folder to signed mail."""

import json

import dkim
import pytest

from digest.cli.postmaster import dns_server

SIGNED = "mail:\n  dkim:\n    - selector: autumn\n      key: var/dkim/autumn.pem\n"


def test_a_key_is_made_named_and_signs(digest, folder):
    made = json.loads(digest("dkim", "generate", "--domain", "lantern.example", "--selector", "autumn", "--json").out)
    assert made["name"] == "autumn._domainkey.lantern.example"
    settings = folder / "digest.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + SIGNED, encoding="utf-8")
    digest("collect")
    digest("readers", "add", "ida@example.com", "--newsletter", "morning", "--consent", "asked")
    digest("press", "morning")
    assert digest("deliver").status == 0
    (written,) = (folder / "var" / "outbox").rglob("*.eml")
    assert dkim.verify(written.read_bytes(), dnsfunc=lambda *_, **__: made["text"].encode())


def test_the_record_is_printed_in_strings_that_dns_takes(digest):
    told = digest("dkim", "generate", "--domain", "lantern.example").out
    (line,) = (line for line in told.splitlines() if " IN TXT " in line)
    strings = line.partition(" IN TXT ")[2].strip('"').split('" "')
    assert line.startswith("digest._domainkey.lantern.example. IN TXT ")
    assert [len(string) for string in strings[:-1]] == [255]
    assert "key: var/dkim/digest.pem" in told


def test_a_key_in_use_is_not_overwritten(digest, folder):
    digest("dkim", "generate", "--domain", "lantern.example", "--kind", "ed25519")
    before = (folder / "var" / "dkim" / "digest.pem").read_bytes()
    again = digest("dkim", "generate", "--domain", "lantern.example")
    assert (again.status, "choose another --selector" in again.err) == (2, True)
    assert (folder / "var" / "dkim" / "digest.pem").read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(digest, folder):
    (folder / "full").write_text("a file")
    ended = digest("dkim", "generate", "--domain", "lantern.example", "--out", "full/keys")
    assert (ended.status, "error: full/keys" in ended.err) == (2, True)


def test_a_missing_or_spoilt_key_is_named_with_what_to_do(digest, folder):
    settings = folder / "digest.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + SIGNED, encoding="utf-8")
    ended = digest("doctor", "--no-dns")
    assert (ended.status, "`digest dkim generate` makes one" in ended.err) == (2, True)
    (folder / "var" / "dkim").mkdir(parents=True)
    (folder / "var" / "dkim" / "autumn.pem").write_text("no key")
    assert "this is no private key in PEM form" in digest("deliver").err


def test_the_doctor_says_what_is_missing_and_ends_with_one(digest):
    ended = digest("doctor", "--no-dns")
    assert ended.status == 1
    assert "messages are not signed" in ended.out
    found = json.loads(digest("doctor", "--no-dns", "--json").out)["lantern.example"]
    assert [(each["check"], each["grade"]) for each in found] == [
        ("SPF", "unknown"),
        ("DKIM", "fault"),
        ("DMARC", "unknown"),
        ("Alignment", "good"),
    ]


def test_the_doctor_prints_the_record_of_each_key(digest, folder):
    digest("dkim", "generate", "--domain", "lantern.example", "--selector", "autumn", "--kind", "ed25519")
    settings = folder / "digest.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + SIGNED, encoding="utf-8")
    ended = digest("doctor", "--no-dns")
    assert ended.status == 0
    assert 'autumn._domainkey.lantern.example. IN TXT "v=DKIM1; k=ed25519; p=' in ended.out


def test_a_domain_in_any_script_is_published_in_its_ascii_form(digest):
    made = json.loads(digest("dkim", "generate", "--domain", "Bücher.example", "--json").out)
    assert made["name"] == "digest._domainkey.xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("option", "value"), [("--domain", "https://x.example/"), ("--selector", "a b"), ("--selector", "../key")]
)
def test_what_is_no_name_for_dns_makes_no_key(option, value, digest, folder):
    wanted = {"--domain": "x.example", option: value}
    ended = digest("dkim", "generate", *(word for pair in wanted.items() for word in pair))
    assert (ended.status, f'{option}: "{value}" is no domain name' in ended.err) == (2, True)
    assert not (folder / "var" / "dkim").exists()


@pytest.mark.parametrize("server", ["9.9.9.9:port", "localhost:53", "300.1.1.1", "[::1", "9.9.9.9:", "9.9.9.9:99999"])
def test_a_server_that_is_none_is_told(server, digest):
    ended = digest("doctor", "--server", server)
    assert (ended.status, "is no IP address with or without a port" in ended.err) == (2, True)


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("9.9.9.9", ("9.9.9.9", 53)),
        ("9.9.9.9:5353", ("9.9.9.9", 5353)),
        ("2620:fe::fe", ("2620:fe::fe", 53)),
        ("[2620:fe::fe]", ("2620:fe::fe", 53)),
        ("[2620:fe::fe]:5353", ("2620:fe::fe", 5353)),
    ],
)
def test_a_server_is_an_address_with_or_without_a_port(text, server):
    assert dns_server(text) == server
