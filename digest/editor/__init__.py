"""The editor: which stories an issue runs, in which order and why, and what its subject line says."""

from digest.editor.amendments import amend
from digest.editor.changes import find_changes
from digest.editor.issue import Choice, Edition, choose, make_issue
from digest.editor.sieve import leaves_of, make_sieve
from digest.editor.sketch import make_sketch
from digest.editor.subject import SUBJECT_NAMES

__all__ = [
    "SUBJECT_NAMES",
    "Choice",
    "Edition",
    "amend",
    "choose",
    "find_changes",
    "leaves_of",
    "make_issue",
    "make_sieve",
    "make_sketch",
]
