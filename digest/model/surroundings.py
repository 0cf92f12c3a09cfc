"""What was found out about a mail from outside it: its links and pictures, and what a spam filter makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Probed:
    """What came of asking for an address.

    `status` is that of the last answer (0: there was none, and `error` says why), `url` the address that gave it, after
    all redirects. `size` is the bytes of the body, `width` and `height` the pixels of a picture; 0 where unknown.
    """

    status: int
    url: str
    error: str = ""
    media_type: str = ""
    size: int = 0
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class SpamRule:
    """A rule of a spam filter that a mail met: its name, its points (below 0: in the mail's favour), what it is about."""

    name: str
    points: float
    about: str = ""


@dataclass(frozen=True, slots=True)
class SpamScore:
    """What a spam filter makes of a mail: the sum of its points, and the rules that were met, the heaviest first."""

    points: float
    rules: tuple[SpamRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a mail's surroundings.

    `addresses` has what came of asking for each link and picture; one that is missing was not asked. `spam` is None where
    no spam filter was asked. `postal_address` is the sender's own, "" where it is not known.
    """

    addresses: Mapping[str, Probed] = field(default_factory=dict)
    spam: SpamScore | None = None
    postal_address: str = ""
