"""The truth about issues and deliveries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from digest.model import Delivery, Issue, LetterOrder, Proof, Settlement


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment at which a newsletter is due: local wall label, its instant, and why it is skipped ("": it is not)."""

    label: str
    due: datetime
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """An issue that is due and not yet pressed. `since` is where its window opens; None for the first issue.

    `held` is since when it has been held back for want of its newsletter's minimum; None where it is not.
    """

    key: int
    newsletter: str
    slot: str
    due: datetime
    number: int
    since: datetime | None
    held: datetime | None = None


@dataclass(frozen=True, slots=True)
class NextEdition:
    """What the next issue of a newsletter will be: its number, and where its window opens (None: it is the first)."""

    number: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class IssueRow:
    """What has become of an issue, for a person to read: `state` is planned, held, pressed or skipped.

    `tally` counts its deliveries by state.
    """

    key: int
    newsletter: str
    slot: str
    due: datetime
    state: str
    reason: str
    number: int
    subject: str
    stories: int
    tally: Mapping[str, int]


OwnHour = Callable[[str, int], datetime]
"""When an issue is due for a reader: by their zone (IANA, "" for the newsletter's) and the hour that they named."""


@dataclass(frozen=True, slots=True)
class Records:
    """What is written down with a pressed issue, in its transaction: its account, and letters to its editors by the number of readers.

    An account is plain values for JSON; None keeps none.
    """

    account: Mapping[str, Any] | None = None
    letters: Callable[[int], Sequence[LetterOrder]] = lambda _: ()


NO_RECORDS = Records()


class Ledger(Protocol):
    """The truth about issues and deliveries: unique (newsletter, slot) and unique (issue, reader)."""

    def cursor(self, newsletter: str) -> datetime | None:
        """Return the instant up to which slots were decided; None for a newsletter never planned."""

    def plan(self, newsletter: str, slots: Sequence[Slot], cursor: datetime, now: datetime) -> None:
        """Write the slots (known ones are left alone) and move the cursor forward, in one transaction."""

    def planned(self) -> Sequence[Planned]:
        """Return the issues that are due and not yet pressed, earliest first."""

    def next_edition(self, newsletter: str, before: datetime | None = None) -> NextEdition:
        """Return what the next issue will be, for a preview; nothing is written.

        `before`: as it stood then; issues due at that moment or later are left out of account.
        """

    def press(
        self,
        planned: Planned,
        issue: Issue,
        proof: Proof,
        *,
        window_end: datetime,
        now: datetime,
        own_hour: OwnHour | None = None,
        records: Records = NO_RECORDS,
    ) -> int | None:
        """Write proof, stories, one queued delivery per subscribed reader, and the records, in one transaction.

        With `own_hour`, readers who named an hour get it then.

        Returns:
            The number of deliveries; None when somebody else pressed or skipped this slot meanwhile.
        """

    def skip(self, planned: Planned, reason: str, now: datetime, letters: Sequence[LetterOrder] = ()) -> bool:
        """Mark a planned issue as skipped, with the reason, and queue the letters; False when it was decided meanwhile."""

    def hold(self, planned: Planned, reason: str, now: datetime, letters: Sequence[LetterOrder] = ()) -> bool:
        """Mark a planned issue as held, with the newest reason, and queue the letters; it stays planned, and held since the first time.

        Returns:
            False when it was decided meanwhile.
        """

    def proof(self, issue: int) -> tuple[str, str, Proof]:
        """Return newsletter id, slot label and proof of a pressed issue."""

    def claim(self, most: int, owner: str, now: datetime, until: datetime) -> Sequence[Delivery]:
        """Lease up to `most` due deliveries to `owner` until `until`: queued ones, and leased ones whose lease ran out.

        Readers who left meanwhile are set to suppressed instead, and not returned.
        """

    def settle(self, owner: str, settlements: Sequence[Settlement]) -> None:
        """Write outcomes of deliveries that `owner` holds; others are left alone."""

    def release(self, owner: str) -> None:
        """Put every delivery that `owner` still holds back into the queue."""

    def issues(self, most: int) -> Sequence[IssueRow]:
        """Return the newest issues, newest first."""
