"""What the jobs need of the world, in their own words. Each Protocol is met by an adapter; a fake is ten lines."""

from digest.ports.articles import Arrival, Articles, FetchState, Sighting
from digest.ports.chooser import Chooser
from digest.ports.clock import Clock
from digest.ports.ledger import IssueRow, Ledger, NextEdition, Planned, Slot
from digest.ports.register import Enrolment, Register
from digest.ports.shelf import SavedPage, Shelf
from digest.ports.transport import Transport
from digest.ports.web import Fetched, Fetcher, Names, Prober, Request, SpamFilter

__all__ = [
    "Arrival",
    "Articles",
    "Chooser",
    "Clock",
    "Enrolment",
    "FetchState",
    "Fetched",
    "Fetcher",
    "IssueRow",
    "Ledger",
    "Names",
    "NextEdition",
    "Planned",
    "Prober",
    "Register",
    "Request",
    "SavedPage",
    "Shelf",
    "Sighting",
    "Slot",
    "SpamFilter",
    "Transport",
]
