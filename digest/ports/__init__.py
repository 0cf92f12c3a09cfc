"""What the jobs need of the world, in their own words. Each Protocol is met by an adapter; a fake is ten lines."""

from digest.model import Enrolment
from digest.ports.accounts import Accounts, Missed
from digest.ports.archive import Archive, LaterWord, PastIssue, Sheet
from digest.ports.articles import Arrival, Articles, FetchState, Rerun, Sighting, Unread
from digest.ports.bounces import Bounces
from digest.ports.chooser import Chooser
from digest.ports.clock import Clock
from digest.ports.crew import Crew
from digest.ports.leases import Leases
from digest.ports.ledger import (
    NO_RECORDS,
    Balance,
    Expired,
    IssueRow,
    Ledger,
    NextEdition,
    OwnHour,
    Planned,
    Records,
    Slot,
)
from digest.ports.letters import Letters
from digest.ports.picks import HandPick, Picks
from digest.ports.register import Choosing, Holding, Intake, Register, Tally
from digest.ports.shelf import SavedPage, Shelf
from digest.ports.signups import Asked, Became, Joined, SignUps, Terms
from digest.ports.transport import Lines, Transport
from digest.ports.web import Fetched, Fetcher, Names, Prober, Request, SpamFilter

__all__ = [
    "NO_RECORDS",
    "Accounts",
    "Archive",
    "Arrival",
    "Articles",
    "Asked",
    "Balance",
    "Became",
    "Bounces",
    "Chooser",
    "Choosing",
    "Clock",
    "Crew",
    "Enrolment",
    "Expired",
    "FetchState",
    "Fetched",
    "Fetcher",
    "HandPick",
    "Holding",
    "Intake",
    "IssueRow",
    "Joined",
    "LaterWord",
    "Leases",
    "Ledger",
    "Letters",
    "Lines",
    "Missed",
    "Names",
    "NextEdition",
    "OwnHour",
    "PastIssue",
    "Picks",
    "Planned",
    "Prober",
    "Records",
    "Register",
    "Request",
    "Rerun",
    "SavedPage",
    "Sheet",
    "Shelf",
    "Sighting",
    "SignUps",
    "Slot",
    "SpamFilter",
    "Tally",
    "Terms",
    "Transport",
    "Unread",
]
