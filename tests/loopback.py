"""A web server on loopback that answers by a table: path -> function of the handler."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NINE = "Mon, 01 Jan 2024 09:00:00 GMT"
"""What the server says the time is."""


class Desk(BaseHTTPRequestHandler):
    """Answers by the server's table."""

    protocol_version = "HTTP/1.1"

    def date_time_string(self, timestamp=None):
        return NINE

    def log_message(self, *args):
        pass

    def do_GET(self):
        with self.server.lock:
            self.server.seen.append((self.path, dict(self.headers)))
        self.server.table[self.path](self)

    do_POST = do_GET  # noqa: N815  the server's name for it

    def answer(self, status=200, body=b"", **headers):
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def send_chunks(self, chunks, **headers):
        """Send a body of unknown length, until the other side has had enough."""
        self.answer(Content_Length=None, Connection="close", **headers)
        self.close_connection = True
        try:
            for chunk in chunks:
                self.wfile.write(chunk)
                self.wfile.flush()
        except OSError:
            pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, table, tls=None):
        super().__init__(("127.0.0.1", 0), Desk)
        self.table, self.seen, self.lock, self.stopped = table, [], threading.Lock(), threading.Event()
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request, client_address):
        pass

    def url(self, path, host="127.0.0.1", scheme="http"):
        return f"{scheme}://{host}:{self.server_port}{path}"


@contextmanager
def serving(table, tls=None):
    server = Server(table, tls)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
