"""Readers: which addresses may join, from what they are read, and what their links and forms may do."""

from digest.signup.address import AddressError, read_address
from digest.signup.caps import CapRules, caps_on, slower
from digest.signup.cells import defused
from digest.signup.form import check_changes, check_email, check_form
from digest.signup.guard import check_stamp, make_stamp
from digest.signup.leave_mail import is_automatic, read_leave_request
from digest.signup.lines import Line, read_lines, split_lines
from digest.signup.roster import Roster, RosterRules, Row, open_roster
from digest.signup.tokens import Keys, Purpose, Ticket, issue_token, read_token
from digest.signup.work import make_challenge, read_work

__all__ = [
    "AddressError",
    "CapRules",
    "Keys",
    "Line",
    "Purpose",
    "Roster",
    "RosterRules",
    "Row",
    "Ticket",
    "caps_on",
    "check_changes",
    "check_email",
    "check_form",
    "check_stamp",
    "defused",
    "is_automatic",
    "issue_token",
    "make_challenge",
    "make_stamp",
    "open_roster",
    "read_address",
    "read_leave_request",
    "read_lines",
    "read_token",
    "read_work",
    "slower",
    "split_lines",
]
