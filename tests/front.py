"""The readers' pages over real sockets: an app on a free port of loopback."""

import socket
import threading
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
from making import a_newsletter

from digest.web.public.house import House
from digest.web.public.server import PublicServer, listen


@contextmanager
def serving(app, proxies=()):
    """Serve an application on a free port of loopback, and give its address."""
    with listen("127.0.0.1", 0) as listener, serving_at(listener, app, proxies) as url:
        yield url


@contextmanager
def serving_at(listener, app, proxies=()):
    """Serve an application at a socket that listens, and give its address."""
    server = PublicServer(app, proxies)
    thread = threading.Thread(target=server.serve_at, args=(listener,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def a_house(**changed) -> House:
    told = {
        "brand": a_newsletter().brand,
        "language": "en",
        "zone": "Europe/Kyiv",
        "newsletters": {"morning": a_newsletter()},
    }
    return House(**(told | changed))


@contextmanager
def asking(app, proxies=(), **headers):
    """Give a client, without cookies of its own making, for an application that is served."""
    with serving(app, proxies) as url, httpx.Client(base_url=url, trust_env=False, headers=headers) as client:
        yield client


def converse(url: str, said: bytes) -> bytes:
    """Say something to a server and return all that it answers until it hangs up."""
    at = urlsplit(url)
    with socket.create_connection((at.hostname, at.port), timeout=10) as line:
        line.sendall(said)
        heard = b""
        while piece := line.recv(65_536):
            heard += piece
    return heard
