"""A small IMAP server on loopback: one account, one folder, and as much of RFC 3501 as reading mail takes."""

from __future__ import annotations

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Box:
    """Mails by number, those that were read, and what the server is to answer otherwise (command: line)."""

    mails: dict[int, bytes]
    user: str = "lantern"
    password: str = "open sesame"
    read: set[int] = field(default_factory=set)
    odd: dict[str, bytes] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    port: int = 0


@contextmanager
def imap_server(box: Box, trust: ssl.SSLContext | None = None) -> Iterator[Box]:
    """Serve a box at a free port; with `trust` over TLS."""

    class Desk(socketserver.StreamRequestHandler):
        disable_nagle_algorithm = True

        def setup(self) -> None:
            if trust:
                self.request = trust.wrap_socket(self.request, server_side=True)
            super().setup()

        def finish(self) -> None:
            super().finish()
            self.request.close()  # around a socket with TLS is another one, which the server closes

        def handle(self) -> None:
            self.wfile.write(b"* OK ready\r\n")
            while line := self.rfile.readline():
                tag, _, said = line.decode("ascii", "replace").strip().partition(" ")
                box.said.append(said)
                words = said.upper().split(" ")
                command = words[1] if words[0] == "UID" else words[0]
                for answer in [box.odd[command]] if command in box.odd else answers(box, command, said):
                    self.wfile.write(answer.replace(b"TAG", tag.encode()) + b"\r\n")
                if command == "LOGOUT" or box.odd.get(command) == b"":
                    return

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address, daemon_threads = True, True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that does not trust us hangs up."""

    with Server(("127.0.0.1", 0), Desk) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()


def answers(box: Box, command: str, said: str) -> Iterator[bytes]:
    """What a server says to a command."""
    if command == "CAPABILITY":
        yield b"* CAPABILITY IMAP4rev1"
    if command == "LOGIN" and said != f'LOGIN {box.user} "{box.password}"':
        yield b"TAG NO wrong name or password"
        return
    if command == "SELECT":
        yield b"* %d EXISTS" % len(box.mails)
    if command == "SEARCH":
        yield b" ".join([b"* SEARCH", *(b"%d" % uid for uid in box.mails if uid not in box.read)])
    if command == "FETCH" and (found := re.search(r"FETCH (\d+) .*<0\.(\d+)>", said)) and int(found[1]) in box.mails:
        raw = box.mails[int(found[1])][: int(found[2])]
        yield b"* 1 FETCH (UID %s BODY[]<0> {%d}" % (found[1].encode(), len(raw))
        yield raw + b")"
    if command == "STORE":
        box.read.add(int(said.split(" ")[2]))
    if command == "LOGOUT":
        yield b"* BYE"
    yield b"TAG OK done"
