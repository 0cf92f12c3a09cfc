"""A chat-completions server on loopback that plays what it is told: the honest model, and every other kind."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TEXT = (
    "The harbour council approved a new ferry line on Tuesday after a debate of six hours that drew a full gallery.\n"
    "“The ferry will run every hour from the month of May,” said Mara Venn, the harbour master.\n"
    "“Nobody has asked the people of the north bank about the noise,” said Otto Lind, a baker.\n"
    "“The budget pays for the boat and not for the pier,” said Ilse Marrack, the treasurer.\n"
    "The first crossing is planned for May."
)
SPEAKERS = ["Mara Venn", "Otto Lind", "Ilse Marrack"]
"""Whom the text quotes, in the order of our own rules."""


def completion(content: object) -> bytes:
    """The body of an answer that says `content`."""
    message = {"role": "assistant", "content": content}
    return json.dumps({"id": "1", "choices": [{"index": 0, "message": message}]}).encode()


class Voice(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.server.lock:
            self.server.asked.append((self.path, dict(self.headers), json.loads(body)))
        self.server.play(self)

    def do_GET(self):
        self.server.strays.append(self.path)
        self.answer(b"", status=404)

    def answer(self, body, status=200, **headers):
        self.send_response(status)
        told = {"Content_Type": "application/json", "Content_Length": str(len(body)), **headers}
        for name, value in told.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.write(body)

    def write(self, data):
        try:
            self.wfile.write(data)
            self.wfile.flush()
        except OSError:
            self.close_connection = True


class Oracle(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, play: Callable[[Voice], object], tls=None):
        super().__init__(("127.0.0.1", 0), Voice)
        self.play, self.asked, self.strays = play, [], []
        self.lock, self.stopped = threading.Lock(), threading.Event()
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request, client_address):
        pass

    def url(self, scheme="http", host="127.0.0.1"):
        return f"{scheme}://{host}:{self.server_port}/v1"


@contextmanager
def serving(play, tls=None):
    """Serve one play until the end of the block."""
    oracle = Oracle(play, tls)
    thread = threading.Thread(target=oracle.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield oracle
    finally:
        oracle.stopped.set()
        oracle.shutdown()
        oracle.server_close()
        thread.join()


def says(content: object):
    """A play: every question is answered with this text."""
    return lambda voice: voice.answer(completion(content))


def reverses(voice):
    """A play: an honest model that likes the last quote best."""
    question = json.loads(voice.server.asked[-1][2]["messages"][1]["content"])
    numbers = [passage["number"] for passage in question["passages"]]
    voice.answer(completion(json.dumps({"order": numbers[::-1]})))


def free_port() -> int:
    """A port of this machine where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def _drip(voice):
    voice.send_response(200)
    voice.send_header("Content-Length", "1000000")
    voice.end_headers()
    while not voice.close_connection and not voice.server.stopped.wait(0.02):
        voice.write(b" ")


def _drip_headers(voice):
    voice.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not voice.close_connection and not voice.server.stopped.wait(0.02):
        voice.write(b"x")


def _hang(voice):
    voice.server.stopped.wait(20)


def _hang_up(voice):
    voice.send_response(200)
    voice.send_header("Content-Length", "1000")
    voice.end_headers()
    voice.write(b'{"choices": [')
    voice.close_connection = True


def _reset(voice):
    voice.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    voice.connection.close()
    voice.close_connection = True


def _greet(voice):
    voice.write(b"220 mail.example ESMTP\r\n\r\n")
    voice.close_connection = True


def _swell(voice):
    voice.send_response(200)
    voice.send_header("Connection", "close")
    voice.end_headers()
    voice.close_connection = False
    for _ in range(160):  # 10 MB, with no length said beforehand
        if not voice.close_connection:
            voice.write(b" " * 65_536)
    voice.close_connection = True


NO_JSON, NO_NUMBERS = "the model's answer is not JSON", "the model's answer is no list of numbers"
NO_CHAT, STRAY = (
    "the answer is not one of the chat-completions kind",
    "the model's answer has numbers other than 1 to 3, each once",
)

WRONG = {
    "a number out of range": (says("[1, 2, 4]"), STRAY),
    "zero": (says("[0, 1]"), STRAY),
    "a negative number": (says("[-1]"), STRAY),
    "a number twice": (says('{"order": [2, 2, 1]}'), STRAY),
    "a number beyond all counting": (says("[" + "9" * 5000 + "]"), NO_JSON),
    "true": (says("[true]"), NO_NUMBERS),
    "a fraction": (says("[1.0]"), NO_NUMBERS),
    "numbers as words": (says('["3", "2"]'), NO_NUMBERS),
    "a number alone": (says("3"), NO_NUMBERS),
    "nothing chosen": (says('{"order": []}'), NO_NUMBERS),
    "null": (says("null"), NO_NUMBERS),
    "not a number": (says("[NaN]"), NO_NUMBERS),
    "prose": (says("I would print quote 3 first, for it is the strongest."), NO_JSON),
    "prose around the list": (says('Gladly! {"order": [3, 2, 1]}'), NO_JSON),
    "no text at all": (says(""), NO_JSON),
    "words that are in no article": (says('{"order": [3], "quote": "The ferry is cancelled"}'), NO_NUMBERS),
    "words in the list": (says('[3, "The ferry is cancelled"]'), NO_NUMBERS),
    "HTML": (says("<script>alert(1)</script><b>3</b>"), NO_JSON),
    "HTML in JSON": (says('{"order": ["<script>alert(1)</script>"]}'), NO_NUMBERS),
    "a list in lists": (says("[" * 100_000), NO_JSON),
    "content that is no text": (says([3, 2, 1]), NO_CHAT),
    "no content": (says(None), NO_CHAT),
    "no choices": (lambda voice: voice.answer(b'{"choices": []}'), NO_CHAT),
    "a bare list": (lambda voice: voice.answer(b"[3, 2, 1]"), NO_CHAT),
    "bare text": (lambda voice: voice.answer(b'"[3, 2, 1]"'), NO_CHAT),
    "choices that are text": (lambda voice: voice.answer(b'{"choices": "321"}'), NO_CHAT),
    "invalid JSON": (lambda voice: voice.answer(b'{"choices": [{'), NO_JSON),
    "invalid UTF-8": (lambda voice: voice.answer(completion("[3]").replace(b"3", b"\xff\xfe")), NO_JSON),
    "an empty body": (lambda voice: voice.answer(b""), NO_JSON),
    "a packed body": (lambda voice: voice.answer(b"\x1f\x8b\x08", Content_Encoding="gzip"), NO_JSON),
    "ten megabytes": (_swell, "the model's answer is larger than 1,000,000 bytes"),
    "status 500": (lambda voice: voice.answer(b"{}", 500), "the model's server answered with status 500"),
    "status 429": (
        lambda voice: voice.answer(b"{}", 429, Retry_After="9"),
        "the model's server answered with status 429",
    ),
    "status 400": (lambda voice: voice.answer(b"{}", 400), "the model's server answered with status 400"),
    "status 204": (lambda voice: voice.answer(b"", 204), "the model's server answered with status 204"),
    "a redirect": (
        lambda voice: voice.answer(b"", 302, Location=voice.server.url() + "/elsewhere"),
        "the model's server answered with status 302",
    ),
    "a redirect that keeps the question": (
        lambda voice: voice.answer(b"", 307, Location=voice.server.url() + "/elsewhere"),
        "the model's server answered with status 307",
    ),
    "a slow drip": (_drip, "the model did not answer in full within 0.5 s"),
    "headers that drip": (_drip_headers, "the model did not answer in full within 0.5 s"),
    "no answer": (_hang, "the model did not answer in full within 0.5 s"),
    "an end in the middle": (_hang_up, "the model could not be asked: "),
    "a broken connection": (_reset, "the model could not be asked: "),
    "something that is not HTTP": (_greet, "the model could not be asked: "),
}
"""Plays by what they are, each with how the fault is told (or how its telling begins)."""
