"""A reader's own pages, and the ways off a newsletter, as links: RFC 2369 (List-Unsubscribe), RFC 8058 (one click), RFC 6068 (mailto)."""

from __future__ import annotations

import re
from urllib.parse import quote

from digest.mailer.addresses import LetterError

_PAGE = re.compile(r"https?://[!#-+\--;=?-~]+")


def check_page(page: str, name: str) -> str:
    """Return a web address that is fit for the header `name`.

    Raises:
        LetterError: it is no http(s) address, or holds blanks, commas, quotes, angle brackets or letters outside ASCII.
    """
    if not _PAGE.fullmatch(page):
        raise LetterError(f'"{page[:80]}" cannot stand in {name}: it wants an https address in plain ASCII')
    return page


def own_page(page: str, reader: str, newsletter: str) -> str:
    """Return the reader's own link to a page. `{reader}` and `{newsletter}` in the page's address are filled; else a query is added."""
    if "{reader}" not in page:
        page += ("&" if "?" in page else "?") + "reader={reader}&newsletter={newsletter}"
    return page.replace("{newsletter}", quote(newsletter, safe="")).replace("{reader}", quote(reader, safe=""))


def leave_mailto(mailbox: str, reader: str, newsletter: str) -> str:
    """Return the link that writes to `mailbox` with the subject `unsubscribe READER NEWSLETTER`."""
    return mailto(mailbox, f"unsubscribe {reader} {newsletter}")


def mailto(mailbox: str, subject: str) -> str:
    """Return a mailto link with a subject."""
    return f"mailto:{quote(mailbox, safe='!$*+@')}?subject={quote(subject, safe='')}"
