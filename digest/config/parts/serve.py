"""The readers' web pages: who may show them, and where they are reached."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from digest.config.kinds import Network, Url
from digest.config.part import Part, Whole


class ServeSettings(Part):
    """The readers' web pages, as `digest serve` serves them."""

    host: Network = "127.0.0.1"
    """Address to listen at. `0.0.0.0` is every IPv4 address of this machine, `::` every address."""
    port: Annotated[Whole, Field(ge=1, le=65535)] = 8050
    """Port to listen at."""
    proxies: tuple[Network, ...] = ()
    """Addresses and networks of your own proxies, whose word on the visitor's address and on `https` is taken."""
    embed_on: Annotated[tuple[Url, ...], Field(max_length=100)] = ()
    """Sites whose pages may show the sign-up form or post to it, beside the site's own (`https://blog.example`)."""
