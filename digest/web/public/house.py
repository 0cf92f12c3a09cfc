"""The house that the pages speak for: its brand, its newsletters, and where it may be reached and embedded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from digest.model import Brand, Newsletter, Theme
from digest.renderer.colours import Ground, palette
from digest.renderer.typefaces import fonts


@dataclass(frozen=True, slots=True)
class House:
    """What the pages are told once. `url` is their public address ("" where none is set), `embed_on` are origins."""

    brand: Brand
    language: str
    zone: str
    newsletters: Mapping[str, Newsletter]
    url: str = ""
    embed_on: tuple[str, ...] = ()
    also_at: tuple[str, ...] = ()
    """Other addresses under which the same server is asked, such as the one that hubs of feeds were given."""
    own_hour: bool = False
    """Whether a newsletter comes at the reader's own hour, for those who name one."""

    @property
    def root(self) -> str:
        """The path under which the pages stand, without a slash at its end: "" for a host of their own."""
        return urlsplit(self.url).path.rstrip("/")

    @property
    def origins(self) -> frozenset[str]:
        """The origins whose pages may post a sign-up: our own public address, the site's, and those of the settings."""
        return frozenset(filter(None, map(origin, (self.url, self.brand.site_url, *self.embed_on))))

    @property
    def picture_origins(self) -> tuple[str, ...]:
        """The origins of the pictures that pages show, for the browser's policy."""
        covers = [each.cover for each in self.newsletters.values()]
        return tuple(sorted(set(filter(None, map(origin, (self.brand.logo_url, self.brand.dark_logo_url, *covers))))))

    @property
    def stylesheet(self) -> str:
        """The brand as CSS custom properties, by day and by night."""
        colours, brand, type_ = palette(self.brand.accent, self.brand.theme), self.brand, fonts(self.brand)
        radius = "10px" if brand.theme is Theme.SIGNAL else "0"
        family = f"--headings:{type_.headings};--type:{type_.text};--radius:{radius};"
        night = f"@media (prefers-color-scheme:dark){{:root{{{_properties(colours.dark)}}}}}"
        return f":root{{{family}{_properties(colours.light)}}}\n@media screen{{{night}}}\n"


def origin(url: str) -> str:
    """Return scheme, host and port of a web address; "" where it is none."""
    parts = _parts(url)
    return f"{parts.scheme}://{parts.netloc.lower()}" if parts.scheme in {"http", "https"} and parts.netloc else ""


def host(url: str) -> str:
    """Return the host name of a web address, without port; "" where it is none."""
    return _parts(url).hostname or ""


def _parts(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:  # such as a bracket that nothing closes; visitors send anything
        return urlsplit("")


def _properties(ground: Ground) -> str:
    names = ("page", "card", "panel", "rule", "text", "muted", "accent")
    return "".join(f"--{name}:{getattr(ground, name)};" for name in names)
