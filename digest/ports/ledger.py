"""The truth about issues and deliveries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
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
class Balance:
    """Whether an issue's deliveries add up: the audience that was written down at press, and what became of it by state."""

    audience: int
    tally: Mapping[str, int]

    @property
    def ready(self) -> int:
        """How many wait: queued or deferred."""
        return self.tally.get("queued", 0) + self.tally.get("deferred", 0)

    @property
    def missing(self) -> int:
        """How many readers of the audience are in no state; below 0: how many too many there are. 0 always."""
        return self.audience - sum(self.tally.values())


@dataclass(frozen=True, slots=True)
class IssueRow:
    """What has become of an issue, for a person to read: `state` is planned, held, pressed or skipped.

    `sending` is "" until it is pressed, then open, paused, cancelled or done; `stale` is when what waits is given up.
    `tally` counts its deliveries by state, `audience` is their number when it was pressed.
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
    sending: str = ""
    stale: datetime | None = None
    audience: int = 0

    @property
    def balance(self) -> Balance:
        """Whether its deliveries add up."""
        return Balance(self.audience, self.tally)


@dataclass(frozen=True, slots=True)
class Expired:
    """An issue that was too late for some of its readers, and for how many."""

    key: int
    newsletter: str
    slot: str
    number: int
    deliveries: int


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

    def claim(
        self, most: int, owner: str, now: datetime, until: datetime, *, take_over: bool = True
    ) -> Sequence[Delivery]:
        """Lease up to `most` due deliveries to `owner` until `until`: queued ones, and leased ones whose lease ran out.

        Without `take_over` those whose lease ran out stay: somebody may have got them.
        Issues that are paused, cancelled or too late give nothing. Readers who left meanwhile, or must not be written to,
        are set to suppressed instead, and not returned.
        """

    def still_due(self, owner: str, keys: Collection[int], now: datetime) -> frozenset[int]:
        """Return which deliveries that `owner` holds may leave at this moment, for a last look before the envelope.

        The others are settled: suppressed, cancelled, or put back because their issue is paused or too late.
        """

    def settle(self, owner: str, settlements: Sequence[Settlement]) -> None:
        """Write outcomes of deliveries that `owner` holds; others are left alone."""

    def release(self, owner: str) -> None:
        """Put every delivery that `owner` still holds back into the queue."""

    def pause(self, issue: int) -> bool:
        """Let nothing more of an issue leave until it is resumed; False where it is not going out."""

    def resume(self, issue: int) -> bool:
        """Let a paused issue go out again; False where it is not paused."""

    def cancel(self, issue: int) -> int | None:
        """Cancel what waits of an issue, for good; return how many deliveries that were. None: it is not going out."""

    def expire(self, now: datetime, letters: Callable[[Expired], Sequence[LetterOrder]]) -> Sequence[Expired]:
        """Give up what waits of issues that are too late, and queue the letters on it; return those issues."""

    def balance(self, issue: int) -> Balance:
        """Return whether an issue's deliveries add up."""

    def pressed(self, newsletter: str, number: int | None = None) -> IssueRow | None:
        """Return a pressed issue by its number, without one the newest; None where there is none."""

    def issues(self, most: int) -> Sequence[IssueRow]:
        """Return the newest issues, newest first."""
