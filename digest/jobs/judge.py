"""Judge: what is to be said of a mail before it goes out, with what can be found out around it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from digest.jobs.preview import Sheet
from digest.model import Judgement, Surroundings
from digest.ports import Prober, SpamFilter
from digest.proofreader import Mail, judge, read_mail


@dataclass(frozen=True, slots=True)
class Jury:
    """Who is asked about a mail's surroundings: links and pictures, and spam. None: nobody, and the check is unknown."""

    prober: Prober | None = None
    spam: SpamFilter | None = None


def judge_sheet(sheet: Sheet, jury: Jury) -> tuple[Judgement, ...]:
    """Return what is to be said of a preview's mail; () where there is nothing to run."""
    if sheet.message is None:
        return ()
    mail = read_mail(sheet.message.raw)
    return judge(mail, replace(look_around(mail, jury), postal_address=sheet.newsletter.brand.postal_address))


def judge_raw(raw: bytes, jury: Jury) -> tuple[Judgement, ...]:
    """Return what is to be said of a raw message, wherever it comes from.

    A file that was saved on Unix has no CRLF at all: it is judged as the mail that it was saved from.
    """
    mail = read_mail(raw if b"\r\n" in raw else raw.replace(b"\n", b"\r\n"))
    return judge(mail, look_around(mail, jury))


def look_around(mail: Mail, jury: Jury) -> Surroundings:
    """Return what the jury finds out about a mail."""
    return Surroundings(
        jury.prober.probe(mail.addresses) if jury.prober else {},
        jury.spam.score(mail.raw) if jury.spam else None,
    )
