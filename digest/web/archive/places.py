"""Where the archive's pages are: each has a name such as `morning/12.html`, and links by where it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import dirname, relpath
from typing import Protocol

OVERVIEW = "index.html"
SITEMAP = "sitemap.xml"
MISSING = "404.html"
"""What hosts show for what is not there, at whatever depth."""
SHELF = "/archive"


def index_name(newsletter: str, page: int = 1) -> str:
    """Return the name of a page of a newsletter's list of issues."""
    return f"{newsletter}/index.html" if page == 1 else f"{newsletter}/page-{page}.html"


def issue_name(newsletter: str, number: int) -> str:
    """Return the name of an issue's page."""
    return f"{newsletter}/{number}.html"


def feed_name(newsletter: str) -> str:
    """Return the name of a newsletter's feed of issues."""
    return f"{newsletter}/feed.xml"


def sitemap_name(part: int) -> str:
    """Return the name of one of several site maps, counted from 1."""
    return f"sitemap-{part}.xml"


class Places(Protocol):
    """How names become links."""

    def link(self, name: str, here: str) -> str:
        """Return what leads from the page `here` to another."""

    def address(self, name: str) -> str:
        """Return a page's public address; "" where none is known."""

    def asset(self, name: str, here: str) -> str:
        """Return what leads from the page `here` to a style sheet or the icon."""

    def sign_up(self, newsletter: str) -> str:
        """Return what leads to the sign-up page with a newsletter ticked; "" where there is none."""


@dataclass(frozen=True, slots=True)
class Served:
    """The pages behind `digest serve`: no endings, all below /archive. `url` is the public address of the whole."""

    url: str
    root: str

    def link(self, name: str, here: str) -> str:  # noqa: ARG002 - the same from everywhere
        """Return the path."""
        return f"{self.root}{SHELF}{_shown(name)}"

    def address(self, name: str) -> str:
        """Return the page's public address; "" where the settings name none."""
        return f"{self.url.rstrip('/')}{SHELF}{_shown(name)}" if self.url else ""

    def asset(self, name: str, here: str) -> str:  # noqa: ARG002 - the same from everywhere
        """Return the path of a style sheet."""
        return f"{self.root}/static/{name}"

    def sign_up(self, newsletter: str) -> str:
        """Return the path of the sign-up page."""
        return _sign_up(self.root, newsletter)


@dataclass(frozen=True, slots=True)
class Written:
    """Pages in a folder: links are relative, so that they hold below any path and on a disk.

    `url` is the folder's public address and `readers` that of the readers' pages; "" where there is none.
    """

    url: str
    readers: str

    def link(self, name: str, here: str) -> str:
        """Return the relative path of the file."""
        return relpath(name, dirname(here) or ".")

    def address(self, name: str) -> str:
        """Return the file's public address; "" where the folder has none."""
        return f"{self.url.rstrip('/')}/{name.removesuffix('index.html')}" if self.url else ""

    def asset(self, name: str, here: str) -> str:
        """Return the relative path of a style sheet; its address for the page that is shown at any depth."""
        return self.address(name) if here == MISSING and self.url else self.link(name, here)

    def sign_up(self, newsletter: str) -> str:
        """Return the address of the sign-up page."""
        return _sign_up(self.readers.rstrip("/"), newsletter) if self.readers else ""


def _shown(name: str) -> str:
    shown = name.removesuffix(".html").removesuffix("index").rstrip("/")
    return f"/{shown}" if shown else ""


def _sign_up(root: str, newsletter: str) -> str:
    return f"{root}/subscribe?newsletter={newsletter}" if newsletter else f"{root}/subscribe"
