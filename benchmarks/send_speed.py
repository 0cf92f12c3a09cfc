"""Print how fast personal messages leave, against Postfix's smtp-source in the same run.

python benchmarks/send_speed.py [--messages 3000] [--rounds 3] [--connections 1] [--only NAME,NAME]
python benchmarks/send_speed.py --replies-ms 20 [--messages 100]
python benchmarks/send_speed.py --memory 1000,100000

The sender is the program's own: one letter, addressed to each reader, over the lines and the relay that `digest deliver`
uses, without its database. The naive way is EmailMessage, dkimpy and smtplib for each message. All go to one smtp-sink
(Debian's package postfix) on loopback. `--replies-ms` sends to a sink of its own that answers each write so late, over
one connection, beside smtplib. `--memory` prints the high-water mark of a process that sends to so many readers.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from itertools import islice
from zoneinfo import ZoneInfo

import late_sink
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from digest.adapters.lines import TransportLines
from digest.adapters.smtp import SmtpRelay
from digest.mailer import Letter, Letterhead, Signer, make_letter, read_signer
from digest.model import Brand, Cadence, Newsletter, Outcome, Proof, Subscriber, Token

HOST = "127.0.0.1"
STORIES = 42
NAIVE_SHARE = 20
"""The naive way sends so many times fewer messages: it is slow, and its rate is the same."""
WORDS = "The council met on Tuesday to talk about the budget of the year and the price of the bridge. " * 2
ROW = (
    '<tr><td style="padding:8px 25px;font:16px/24px Helvetica,Arial,sans-serif;color:#222222"><img alt="The council at work"'
    ' src="https://cdn.lantern.example/img/{0:04d}/photo-480x320.jpg" width="150" height="100" style="border:0;display:block">'
    '<h3 style="margin:0;font-size:17px"><a href="https://lantern.example/{0:02d}/the-council-and-the-budget?utm_source=letter"'
    ' style="color:#0b57d0">The council and the budget {0}</a></h3><p style="margin:2px 0">{1}</p></td></tr>\n'
)


@dataclass(frozen=True, slots=True)
class Rate:
    """Messages a second: of wall time, and of the sender's CPU."""

    wall: float
    cpu: float


def a_proof() -> Proof:
    rows = "".join(ROW.format(number, WORDS) for number in range(STORIES))
    html = f'<table role="presentation">{rows}</table><p><a href="{Token.UNSUBSCRIBE.mark}">Leave</a></p>'
    text = "\n".join(WORDS for _ in range(STORIES))
    return Proof(
        "morning@2026-11-26T07:30", "The council and the budget", html, f"{text}\n\n{Token.UNSUBSCRIBE.mark}\n"
    )


def a_letter(*signers: Signer) -> Letter:
    zone = ZoneInfo("Europe/Kyiv")
    newsletter = Newsletter(
        id="morning", title="Morning Light", description="", language="en", sender="Lantern <morning@lantern.example>",
        cadence=Cadence("30 7 * * *", "Europe/Kyiv"), topics=(), sections=(), subject="", preheader="", brand=Brand("", "", ""),
    )  # fmt: skip
    head = Letterhead(b"key", leave_url="https://lantern.example/leave/{reader}/{newsletter}", signers=signers)
    return make_letter(a_proof(), newsletter, datetime(2026, 11, 26, 7, 30, tzinfo=zone), head)


def a_reader(number: int) -> Subscriber:
    return Subscriber(f"{number:016x}", f"ada{number}@reader.example")


def a_key() -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def send_all(letter: Letter, port: int, messages: int, connections: int) -> None:
    """Send a letter to so many readers, and stop at the first that is not accepted."""
    relays = [SmtpRelay(HOST, port, security="none", max_per_connection=100_000) for _ in range(connections)]
    lines: TransportLines[int] = TransportLines(relays)
    readers = iter(range(messages))

    def begin() -> None:
        for number in islice(readers, lines.room()):
            lines.begin(number, partial(letter.to, a_reader(number)))

    begin()
    while ended := lines.ended():
        for _, receipt in ended:
            if getattr(receipt, "outcome", None) is not Outcome.ACCEPTED:
                raise SystemExit(f"a message was not accepted: {receipt}")
        begin()
    lines.close()


def send_naively(pem: bytes, port: int, messages: int) -> None:
    import dkim  # noqa: PLC0415  a peer: few have it installed

    proof = a_proof()
    with smtplib.SMTP(HOST, port, local_hostname="lantern.example") as server:
        for number in range(messages):
            reader, mail = a_reader(number), EmailMessage(policy=SMTP)
            mail["From"], mail["To"], mail["Subject"] = "morning@lantern.example", reader.email, proof.subject
            mail["Message-ID"] = f"<{reader.id}@lantern.example>"
            mail.set_content(proof.text.replace(Token.UNSUBSCRIBE.mark, reader.id), cte="quoted-printable")
            html = proof.html.replace(Token.UNSUBSCRIBE.mark, reader.id)
            mail.add_alternative(html, subtype="html", cte="quoted-printable")
            raw = mail.as_bytes()
            signature = dkim.sign(raw, b"s", b"lantern.example", pem, canonicalize=(b"relaxed", b"relaxed"))
            server.sendmail("morning@lantern.example", [reader.email], signature + raw)


def send_plainly(letter: Letter, port: int, messages: int) -> None:
    with smtplib.SMTP(HOST, port, local_hostname="lantern.example") as server:
        for number in range(messages):
            message = letter.to(a_reader(number))
            server.sendmail(message.envelope_sender, [message.recipient], message.raw)


def smtp_source(port: int, messages: int, size: int) -> None:
    command = ["-d", "-s", "1", "-m", str(messages), "-l", str(size), "-f", "a@x.example", "-t", "b@y.example"]
    subprocess.run([tool("smtp-source"), *command, f"{HOST}:{port}"], check=True, stdout=subprocess.DEVNULL)


def tool(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    return found or sys.exit(f"{name} is not installed: it is in Debian's package postfix")


@contextmanager
def running(command: list[str], port: int) -> Iterator[int]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while not _listens(port):
                time.sleep(0.05)
            yield port
        finally:
            process.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex((HOST, port)) == 0


def free_port() -> int:
    with socket.create_server((HOST, 0)) as server:
        return int(server.getsockname()[1])


def smtp_sink() -> list[str]:
    port = free_port()
    user = ["-u", "nobody"] if os.getuid() == 0 else []
    return [tool("smtp-sink"), *user, f"{HOST}:{port}", "1000"]


def measured(messages: int, work: Callable[[], None]) -> Rate:
    wall, cpu = time.perf_counter(), _cpu_seconds()
    work()
    return Rate(messages / (time.perf_counter() - wall), messages / max(_cpu_seconds() - cpu, 0.001))


def _cpu_seconds() -> float:
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)


def ways(port: int, messages: int, connections: int) -> dict[str, tuple[int, Callable[[], None]]]:
    """Return what is compared: so many messages, and what sends them."""
    pem, plain = a_key(), a_letter()
    signed, size = a_letter(read_signer(pem, "s")), len(plain.to(a_reader(1)).raw)
    few = max(messages // NAIVE_SHARE, 10)
    return {
        "smtp-source": (messages, partial(smtp_source, port, messages, size)),
        "naive": (few, partial(send_naively, pem, port, few)),
        "unsigned": (messages, partial(send_all, plain, port, messages, connections)),
        "signed": (messages, partial(send_all, signed, port, messages, connections)),
    }


def compare(messages: int, rounds: int, connections: int, only: frozenset[str]) -> dict[str, Rate]:
    """Return the best of some rounds of each way, which take turns."""
    best: dict[str, Rate] = {}
    command = smtp_sink()
    with running(command, int(command[-2].rpartition(":")[2])) as port:
        chosen = {name: way for name, way in ways(port, messages, connections).items() if not only or name in only}
        for _ in range(rounds):
            for name, (count, work) in chosen.items():
                now, before = measured(count, work), best.get(name, Rate(0, 0))
                best[name] = Rate(max(now.wall, before.wall), max(now.cpu, before.cpu))
    return best


def tell(best: dict[str, Rate]) -> None:
    source, naive = best.get("smtp-source"), best.get("naive")
    for name, rate in best.items():
        line = f"{name:12} {rate.wall:7,.0f}/s"
        line += f" = {rate.wall / source.wall:4.2f} of smtp-source" if source else ""
        line += f" · {rate.cpu:7,.0f} per CPU second"
        print(line + (f" = {rate.cpu / naive.cpu:5.1f}x naive" if naive else ""))


def compare_late(messages: int, milliseconds: float) -> dict[str, Rate]:
    """Return the rates over one connection to a sink that answers late."""
    port, letter = free_port(), a_letter()
    with running([sys.executable, late_sink.__file__, str(port), str(milliseconds)], port):
        return {
            "smtplib": measured(messages, partial(send_plainly, letter, port, messages)),
            "unsigned": measured(messages, partial(send_all, letter, port, messages, 1)),
        }


def memory(readers: int) -> int:
    """Return the high-water mark in MB of a process that sends to so many readers."""
    command = smtp_sink()
    with running(command, int(command[-2].rpartition(":")[2])) as port:
        code = f"import send_speed, resource; send_speed.send_all(send_speed.a_letter(), {port}, {readers}, 5); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    return int(said) // 1024


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=1)
    parser.add_argument("--only", default="", help="names, with commas")
    parser.add_argument("--replies-ms", type=float, default=0)
    parser.add_argument("--memory", default="", help="numbers of readers, with commas")
    given = parser.parse_args(arguments)
    if given.memory:
        for readers in map(int, given.memory.split(",")):
            print(f"{readers:,} readers: {memory(readers)} MB")
    elif given.replies_ms:
        tell(compare_late(given.messages, given.replies_ms))
    else:
        tell(compare(given.messages, given.rounds, given.connections, frozenset(filter(None, given.only.split(",")))))


if __name__ == "__main__":
    main()
