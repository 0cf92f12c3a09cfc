"""Every check of a mail, in the order in which a person mends what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from digest.model import Grade, Judgement, Surroundings
from digest.proofreader.contrast import judge_contrast
from digest.proofreader.fonts import judge_fonts
from digest.proofreader.headers import judge_headers
from digest.proofreader.links import judge_links
from digest.proofreader.mail import Mail
from digest.proofreader.pictures import judge_pictures
from digest.proofreader.signature import judge_signature
from digest.proofreader.size import judge_size
from digest.proofreader.spam import judge_spam
from digest.proofreader.support import judge_support
from digest.proofreader.wire import judge_wire
from digest.proofreader.words import judge_words

MOST = 25
"""The most judgements of one check that are told; a mail with a hundred dead links has one fault."""

Check = Callable[[Mail, Surroundings], Iterator[Judgement]]

CHECKS: Mapping[str, tuple[Check, str]] = {
    "size": (judge_size, ""),
    "words": (
        judge_words,
        "subject, preheader, title, language, headings and text part are all there",
    ),
    "links": (judge_links, "every link has words and leads somewhere"),
    "pictures": (judge_pictures, "every picture is there, says what it shows, and knows its width"),
    "contrast": (judge_contrast, "all text stands out from its ground, by day and by night"),
    "fonts": (judge_fonts, "no text is smaller than 14 pixels"),
    "support": (judge_support, "all that layout and content depend on is understood by Gmail, Outlook and Apple Mail"),
    "headers": (judge_headers, "every header that a newsletter should have is there, once, and can be read"),
    "signature": (judge_signature, "a DKIM signature covers what receivers ask for"),
    "wire": (judge_wire, "the bytes keep to what every mail server takes"),
    "spam": (judge_spam, ""),
}
"""The checks by name, in their order, each with what is said where it finds nothing."""


def judge(mail: Mail, surroundings: Surroundings) -> tuple[Judgement, ...]:
    """Return what each of CHECKS says of a mail; never raises, whatever the mail holds.

    Each check says at least one thing (a good one where it finds nothing) and at most MOST + 1.
    """
    return tuple(
        judgement
        for name, (check, praise) in CHECKS.items()
        for judgement in _told(name, check(mail, surroundings), praise)
    )


def _told(name: str, found: Iterator[Judgement], praise: str) -> Iterator[Judgement]:
    told = list(dict.fromkeys(found))
    yield from told[:MOST] or [Judgement(name, Grade.GOOD, praise)]
    if left := told[MOST:]:
        worst = Grade.FAULT if any(each.grade is Grade.FAULT for each in left) else Grade.NOTE
        yield Judgement(name, worst, f"and {len(left)} more like these")
