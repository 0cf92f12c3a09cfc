"""TXT look-ups against a real DNS server on loopback."""

import socket
import threading
from contextlib import suppress

import dns.message
import dns.rcode
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


def answer(wire: bytes) -> bytes:
    query = dns.message.from_wire(wire)
    reply, name = dns.message.make_response(query), query.question[0].name
    texts = ANSWERS.get(name.to_text())
    if texts is None:
        reply.set_rcode(dns.rcode.REFUSED if name.to_text() == "refused.example." else dns.rcode.NXDOMAIN)
    elif texts:
        reply.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *texts))
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
