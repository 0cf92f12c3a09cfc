"""TXT look-ups against a real DNS server on loopback."""

import socket
import threading
from contextlib import suppress

import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
import pytest

from digest.adapters.dns import Dns

LONG = "v=DKIM1; k=rsa; p=" + "A" * 390
ANSWERS = {
    "plain.example.": ['"v=spf1 -all"', '"other"'],
    "long.example.": [f'"{LONG[:255]}" "{LONG[255:]}"'],
    "bytes.example.": [r'"\255ok"'],
    "empty.example.": [],
}


MAIL = {
    ("mail.example.", "MX"): ["10 mx.mail.example."],
    ("none.example.", "MX"): ["0 ."],
    ("four.example.", "MX"): [],
    ("four.example.", "A"): ["192.0.2.1"],
    ("six.example.", "MX"): [],
    ("six.example.", "A"): [],
    ("six.example.", "AAAA"): ["2001:db8::1"],
    ("bare.example.", "MX"): [],
    ("bare.example.", "A"): [],
    ("bare.example.", "AAAA"): [],
    ("half.example.", "MX"): [],
}


def answer(wire: bytes) -> bytes:
    query = dns.message.from_wire(wire)
    reply, name = dns.message.make_response(query), query.question[0].name
    kind = dns.rdatatype.to_text(query.question[0].rdtype)
    texts = ANSWERS.get(name.to_text()) if kind == "TXT" else MAIL.get((name.to_text(), kind))
    if texts is None:
        reply.set_rcode(
            dns.rcode.REFUSED if name.to_text() in {"refused.example.", "half.example."} else dns.rcode.NXDOMAIN
        )
    elif texts:
        reply.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *texts))
    return reply.to_wire()


@pytest.fixture(scope="module")
def names():
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))

    def serve():
        with suppress(OSError):
            while True:
                wire, asker = server.recvfrom(4096)
                if not wire:
                    return
                server.sendto(answer(wire), asker)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    port = server.getsockname()[1]
    yield Dns(("127.0.0.1",), port)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
        last.sendto(b"", ("127.0.0.1", port))
    thread.join()
    server.close()


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("plain.example", ("v=spf1 -all", "other")),
        ("long.example", (LONG,)),
        ("bytes.example", ("\ufffdok",)),
        ("empty.example", ()),
        ("nobody.example", ()),
        ("refused.example", None),
        ("a..b", None),
        ("x" * 64 + ".example", None),
    ],
)
def test_texts_are_joined_and_silence_is_told_from_emptiness(names, name, texts):
    found = names.txt(name)
    assert (tuple(sorted(found)) if found else found) == (tuple(sorted(texts)) if texts else texts)


@pytest.mark.parametrize(
    ("domain", "takes"),
    [
        ("mail.example", True),
        ("none.example", False),
        ("four.example", True),
        ("six.example", True),
        ("bare.example", False),
        ("nowhere.example", False),
        ("refused.example", None),
        ("half.example", None),
    ],
)
def test_a_domain_says_whether_it_takes_mail(names, domain, takes):
    assert names.takes_mail(domain) is takes
