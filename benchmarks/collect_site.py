"""A site of invented articles on loopback, in a process of its own, for the benchmarks of collecting.

Each page is 60 to 100 KB in one of four languages, and made when it is asked for; each feed has a host of its own (127.x.y.z)
and an ETag that never changes. The site counts what it is asked for.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import ClassVar

PATHS = re.compile(rb"GET /(?:(feed)/(\d+)/(\d+)|story/(\d+)|(seen)) ")
WORDS = {
    "en": "the council said that a new bridge over the harbour will open before summer and its costs are known to nobody in town",
    "de": "der Rat hat gesagt dass eine neue Brücke über den Hafen vor dem Sommer öffnen wird und die Kosten noch niemand kennt",
    "fr": "le conseil a dit que le nouveau pont sur le port ouvrira avant la fin de cet été et que ses coûts restent inconnus",
    "es": "el consejo dijo que un nuevo puente sobre el puerto abrirá antes del verano y que nadie conoce los costes de la obra",
}
QUOTES = {
    "en": "“We will be ready on day {0},” said Mara {1}, who leads the works.",
    "de": "„Wir werden am Tag {0} bereit sein“, sagte Mara {1}, die den Bau leitet.",
    "fr": "« Nous serons prêts le jour {0} », a déclaré Mara {1}, qui dirige les travaux.",
    "es": "«Estaremos listos el día {0}», dijo Mara {1}, que dirige las obras.",
}


def a_name(source: random.Random) -> str:
    return "".join(source.choice("bdfklmnprst") + source.choice("aeiou") for _ in range(3)).title()


def a_story(number: int) -> str:
    """A page with words of its own, a quote, and around them what a site puts there."""
    own = random.Random(number)
    language = list(WORDS)[number % len(WORDS)]
    words = WORDS[language].split()
    paragraphs = []
    for _ in range(own.randint(8, 20)):
        told = [own.choice(words) if own.random() < 0.7 else a_name(own).lower() for _ in range(40)]
        paragraphs.append(f"{' '.join(told).capitalize()}.")
    paragraphs.insert(2, QUOTES[language].format(number, a_name(own)))
    headline = f"{a_name(own)} {' '.join(own.sample(words, 5))} {number}"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    picture = f'<meta property="og:image" content="/{number}.jpg"><meta property="og:title" content="{headline}">'
    return (
        f'<!doctype html><html lang="{language}"><head><title>{headline}</title>{picture}{furniture(number % 7)}'
        f"<main><article><h1>{headline}</h1><p class=byline>{a_name(own)} {a_name(own)}</p>{body}</article></main>"
        f"<aside>{furniture(7 + number % 5) * (1 + number % 2)}</aside></body></html>"
    )


@cache
def furniture(kind: int) -> str:
    """Menus, styles, scripts and teasers: most of what a page weighs."""
    own = random.Random(-1 - kind)
    style = "".join(f".{a_name(own)}-{n}{{margin:{n}px;color:#{n:06x}}}" for n in range(300))
    data = json.dumps({a_name(own): [own.random() for _ in range(8)] for _ in range(70)})
    links = "".join(f'<li><a href="/{a_name(own)}">{a_name(own)} {a_name(own)}</a></li>' for _ in range(140))
    return f"<style>{style}</style><script>var data={data}</script></head><body><nav><ul>{links}</ul></nav>"


def a_feed(first: int, stories: int) -> str:
    items = "".join(
        f"<item><title>Story {n}</title><link>/story/{n}</link><guid>{n}</guid></item>"
        for n in range(first, first + stories)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><language>en</language>{items}</channel></rss>'


class Site(asyncio.Protocol):
    """One client's request: a feed with its validator, a story, or what was asked for since this was last asked."""

    seen: ClassVar[Counter[str]] = Counter()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to listen to one client."""
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.heard = transport, b""

    def data_received(self, data: bytes) -> None:
        """Answer when the headers have come."""
        self.heard += data
        if b"\r\n\r\n" in self.heard:
            self.transport.write(self.answer())
            self.transport.close()

    def answer(self) -> bytes:
        """Return the whole answer, and remember what it was."""
        found = PATHS.match(self.heard)
        if found is None:
            return self.told("404 Not Found", "", "robots.txt" if b"/robots.txt " in self.heard else "other")
        if found[5]:
            answer = self.told("200 OK", json.dumps(self.seen), "")
            self.seen.clear()
            return answer
        if found[1] and b"if-none-match:" in self.heard.lower():
            return self.told("304 Not Modified", "", "unchanged")
        if found[1]:
            return self.told("200 OK", a_feed(int(found[2]), int(found[3])), "feeds")
        return self.told("200 OK", a_story(int(found[4])), "stories")

    def told(self, status: str, words: str, kind: str) -> bytes:
        """Return an answer of so many words."""
        self.seen[kind] += 1
        body = words.encode()
        head = f'HTTP/1.1 {status}\r\nETag: "1"\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n'
        return head.encode() + body


async def serve() -> None:
    """Serve on one port of all addresses of this machine until standard input ends; the port is printed first."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Site, "127.0.0.1" if sys.platform != "linux" else "0.0.0.0", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


@contextmanager
def serving() -> Iterator[int]:
    command = [sys.executable, __file__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.stdin.close()


def feed_url(port: int, number: int, stories: int) -> str:
    """Return where a feed of so many stories is; each number has a host of its own."""
    return f"http://127.{1 + number // 250}.{number % 250}.1:{port}/feed/{number * stories}/{stories}"


def seen(port: int) -> dict[str, int]:
    import httpx  # noqa: PLC0415  the site is served without it

    counts: dict[str, int] = httpx.get(f"http://127.0.0.1:{port}/seen", trust_env=False).json()
    return {kind: count for kind, count in counts.items() if kind}


if __name__ == "__main__":
    asyncio.run(serve())
