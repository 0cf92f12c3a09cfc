"""Mail that asks to leave: what a mail program sends for a List-Unsubscribe with `mailto:` (RFC 2369)."""

from __future__ import annotations

import re
from email import policy
from email.parser import BytesHeaderParser

from digest.signup.tokens import Ticket

HEADERS = 65_536
"""The most bytes that are read of a mail: its headers stand first, and a subject of ours is short."""

_REQUEST = re.compile(r"unsubscribe ([0-9a-f]{32})(?: ([a-z0-9-]{1,64}))?", re.IGNORECASE)


def read_leave_request(raw: bytes) -> Ticket | None:
    """Return the reader and newsletter ("" = all) that a mail's subject names; None where it names none.

    Programs that answer for their owner put words before the subject ("Re:"); the request is looked for in it.
    """
    # compat32: the newer policies raise at hostile headers.
    subject = str(BytesHeaderParser(policy=policy.compat32).parsebytes(raw[:HEADERS])["Subject"] or "")
    found = _REQUEST.search(" ".join(subject.split()))
    return Ticket(found[1].lower(), (found[2] or "").lower()) if found else None
