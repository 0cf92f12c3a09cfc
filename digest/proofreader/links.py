"""Links: that each has words, leads somewhere safely, and that one of them leads off the list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digest.model import Grade, Judgement, Probed, Surroundings
from digest.proofreader.addresses import Link, asked_of, is_web, links
from digest.proofreader.headers import leave_addresses
from digest.proofreader.mail import Mail

GONE = frozenset({404, 410})
"""Answers that say that nothing is there. Others (401, 403, 429, 5xx) may be for robots, or for now."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SAFE = frozenset({"http", "https", "mailto", "tel", "sms"})
_LEAVING = re.compile(
    r"unsubscribe|opt.?out|abmelden|abbestellen|d[ée]sabonner|d[ée]sinscri|darse de baja|cancelar|wypisz|rezygn|отписа|відписа",
    re.IGNORECASE,
)


def judge_links(mail: Mail, surroundings: Surroundings) -> Iterator[Judgement]:
    """Yield links without words or without a place to go, then what asking for them showed."""
    found = [link for link in links(mail.page) if link.seen]
    for link in {(link.url, bool(link.words)): link for link in found}.values():
        yield from _written(link, mail)
    yield from _way_out(found, mail)
    yield from _alike(found)
    web = list(dict.fromkeys(asked_of(link.url) for link in found if is_web(link.url)))
    yield from _asked(web, surroundings)
    plain = [url for url in web if url.lower().startswith("http:")]
    yield from _gathered(plain, "by http, which anybody on the way can read and change: write https where it is served")


def _written(link: Link, mail: Mail) -> Iterator[Judgement]:
    scheme = _SCHEME.match(link.url)
    if link.url in {"", "#"}:
        yield Judgement("links", Grade.FAULT, "this link leads nowhere: its address is empty", link.words)
    elif link.url.startswith("#"):
        if link.url[1:] not in mail.page.anchors:
            yield Judgement("links", Grade.FAULT, "nothing in the mail has this name", link.url)
    elif not scheme:
        yield Judgement(
            "links", Grade.FAULT, "the address is not whole: a mail has no page that it could start from", link.url
        )
    elif scheme[1].lower() not in _SAFE:
        yield Judgement("links", Grade.FAULT, f"mail programs take {scheme[1]}: links out", link.url[:200])
    if not link.words:
        says = "the link has no words: screen readers spell its address; give the text, or its picture an alt"
        yield Judgement("links", Grade.FAULT, says, link.url[:200])


def _way_out(found: Sequence[Link], mail: Mail) -> Iterator[Judgement]:
    ways = leave_addresses(mail)
    if mail.html and not any(link.url in ways or _LEAVING.search(f"{link.words} {link.url}") for link in found):
        says = "no link off the list can be seen in the mail: the law wants one, and readers report spam without"
        yield Judgement("links", Grade.FAULT, says, "unsubscribe")


def _alike(found: Sequence[Link]) -> Iterator[Judgement]:
    places: dict[str, set[str]] = {}
    for link in found:
        places.setdefault(link.words.casefold(), set()).add(asked_of(link.url))
    for words, urls in places.items():
        if words and len(urls) > 1:
            says = f"{len(urls)} links of these words lead to different places: in a list of links they look the same"
            yield Judgement("links", Grade.NOTE, says, words)


def _asked(web: Sequence[str], surroundings: Surroundings) -> Iterator[Judgement]:
    asked = {url: surroundings.addresses[url] for url in web if url in surroundings.addresses}
    if web and len(asked) < len(web):
        told = f"{len(web) - len(asked)} of {len(web)} links were" if asked else "the links were"
        yield Judgement("links", Grade.UNKNOWN, f"{told} not asked for; `digest lint --links` asks for 100 addresses")
    for url, probed in asked.items():
        yield from _answered(url, probed)
    moved = [url for url, probed in asked.items() if 0 < probed.status < 400 and _bare(probed.url) != _bare(url)]
    yield from _gathered(moved, "on to another address: write the one at the end, which is faster")


def _answered(url: str, probed: Probed) -> Iterator[Judgement]:
    if not probed.status:
        yield Judgement("links", Grade.FAULT, f"dead: {probed.error}", url)
    elif probed.status in GONE:
        yield Judgement("links", Grade.FAULT, f"dead: the answer is {probed.status}", url)
    elif probed.status >= 400:
        yield Judgement(
            "links", Grade.NOTE, f"the answer is {probed.status}: for robots or for now, so look yourself", url
        )


def _bare(url: str) -> str:
    return asked_of(url).rstrip("/")


def _gathered(urls: Sequence[str], where: str) -> Iterator[Judgement]:
    if urls:
        goes = "1 link goes" if len(urls) == 1 else f"{len(urls)} links go"
        yield Judgement("links", Grade.NOTE, f"{goes} {where}", urls[0])
