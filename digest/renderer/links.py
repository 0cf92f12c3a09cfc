"""The addresses that a mail may carry: http and https only, in ASCII, and pointing at the very words quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from digest.model import Issue, Passage
from digest.model.text import clean_line

URL_MOST = 2_000
"""Bytes of an address as HTML prints it (`&amp;`); a longer one is left out, for half an address leads nowhere."""

FRAGMENT_WORDS = (3, 2)
"""Words that name the place of a quotation: its first ones, and its last, which need only stand out among its own."""

_SAFE = "%/:?#[]@!$&()*+,;=~-._"
_UNSHOWN = (".svg", ".svgz", ".avif", ".tif", ".tiff", ".heic")
_WEB = re.compile("https?://", re.IGNORECASE)
_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d+)?")


def web_address(url: str) -> str:
    """Return an absolute http(s) address in ASCII, "" where `url` is none that a reader should follow.

    Left out: other schemes, addresses that carry a user name, those with white space or control characters inside,
    and those over URL_MOST.
    """
    url = url.strip()
    if not _WEB.match(url) or url != clean_line(url) or " " in url:
        return ""
    try:
        parts = urlsplit(url)
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.lower().encode("idna").decode()
    except ValueError:  # a broken IPv6 address or port; a host that IDNA cannot spell (UnicodeError)
        return ""
    address = quote(parts._replace(netloc=host).geturl(), safe=_SAFE)
    return address if _HOST.fullmatch(host) and _printed(address) <= URL_MOST else ""


def page_address(page: str, issue: Issue) -> str:
    """Return the address of the issue's own page: `{newsletter}`, `{number}` and `{slot}` of `page` filled in."""
    known = {"newsletter": issue.newsletter.id, "number": str(issue.number), "slot": issue.slot}
    return web_address(re.sub(r"\{(\w+)\}", lambda name: quote(known.get(name[1], name[0]), safe=""), page))


def picture_address(url: str) -> str:
    """Return `web_address`, "" too for kinds of picture that Gmail or Outlook cannot show (caniemail.com)."""
    address = web_address(url)
    return "" if urlsplit(address).path.lower().endswith(_UNSHOWN) else address


def quotation_address(url: str, words: Sequence[Passage]) -> str:
    """Return an article's clean address with a text fragment that makes a browser show these words of it.

    https://wicg.github.io/scroll-to-text-fragment: `#:~:text=first words,last words`. Where the whole would be
    longer than URL_MOST, the address comes back as it was.
    """
    said = clean_line(" ".join(passage.text for passage in words)).split()
    if not url or not said:
        return url
    first, last = FRAGMENT_WORDS
    if len(said) <= first + last and len(words) == 1:
        place = _spelled(said)
    else:
        place = f"{_spelled(said[:first])},{_spelled(said[-last:])}"
    address = f"{url}{'' if '#' in url else '#'}:~:text={place}"
    return address if _printed(address) <= URL_MOST else url


def _printed(address: str) -> int:
    return len(address) + len("amp;") * address.count("&")


def _spelled(words: Sequence[str]) -> str:
    """Return words percent-encoded; a hyphen too, which in a text fragment marks what stands before or after."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
