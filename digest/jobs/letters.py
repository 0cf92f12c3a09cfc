"""Letters to single people: what each says, and where its button leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from digest.errors import DigestError
from digest.mailer import Letterhead, Single, make_single
from digest.model import LetterOrder, Message, QueuedLetter
from digest.model.letters import Data
from digest.ports import Letters
from digest.renderer import LetterPrinter, LetterWords, letter_language, own_words
from digest.signup import Keys, Purpose, Ticket, issue_token

PAGES = {
    "confirm": ("confirm", Purpose.CONFIRM),
    "move": ("confirm", Purpose.CONFIRM),
    "known": ("preferences", Purpose.PREFERENCES),
    "welcome": ("preferences", Purpose.PREFERENCES),
    "moved": ("preferences", Purpose.PREFERENCES),
    "leave": ("leave", Purpose.LEAVE),
}
"""The page that the button of each kind of letter leads to, and what its token is good for."""


@dataclass(frozen=True, slots=True)
class LetterBox:
    """The letters that wait, and how one becomes a message."""

    queue: Letters
    write: Callable[[QueuedLetter], Message]


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What writing letters needs. `url` is the readers' pages' address, `titles` the newsletters' by id."""

    keys: Keys = field(repr=False)
    url: str
    sender: str
    language: str
    titles: Mapping[str, str]
    expires: timedelta
    printer: LetterPrinter
    letterhead: Letterhead


def write_letter(letter: QueuedLetter, with_: Correspondence) -> Message:
    """Return the message of a letter: the same Message-ID and bytes however often.

    A letter that brings its own words (`subject`, `heading`, `lines` in its data) says those.

    Raises:
        LetterError: its address cannot be written to.
        DigestError: there is no letter of its kind, or no readers' page for its button to lead to.
        TemplateError: a template cannot be used, with file:line.
    """
    order = letter.order
    tongue = letter_language(order.language or with_.language)
    named = ids if isinstance(ids := order.data.get("newsletters"), list) else []
    words = _brought(order) or own_words(
        order.kind,
        tongue,
        site=with_.printer.brand.site,
        newsletters=", ".join(with_.titles.get(each, each) for each in named),
        email=order.recipient,
        hours=int(with_.expires / timedelta(hours=1)),
    )
    if words is None:
        raise DigestError(f"there is no letter of the kind {order.kind!r}")
    printed = with_.printer.print(words, order.recipient, _link(letter, with_), tongue)
    single = Single(
        with_.sender, order.recipient, printed.subject, printed.html, printed.text, printed.language,
        letter.handle, letter.created,
    )  # fmt: skip
    return make_single(single, with_.letterhead)


def _brought(order: LetterOrder) -> LetterWords | None:
    data: Data = order.data
    if "subject" not in data:
        return None
    lines = data.get("lines", [])
    paragraphs = tuple(lines) if isinstance(lines, list) else (str(lines),)
    return LetterWords(str(data["subject"]), str(data.get("heading", data["subject"])), paragraphs, kind=order.kind)


def _link(letter: QueuedLetter, with_: Correspondence) -> str:
    page = PAGES.get(letter.order.kind)
    if page is None:
        return ""
    if not with_.url:
        raise DigestError("readers.url is not set: a letter cannot say where its reader may answer")
    return f"{with_.url.rstrip('/')}/{page[0]}/{_token(letter, page[1], with_)}"


def _token(letter: QueuedLetter, purpose: Purpose, with_: Correspondence) -> str:
    order: LetterOrder = letter.order
    if purpose is Purpose.CONFIRM:
        ticket, expires = Ticket(str(order.data["request"])), letter.created + with_.expires
        return issue_token(with_.keys, purpose, ticket, expires)
    return issue_token(with_.keys, purpose, Ticket(str(order.data["reader"])))
