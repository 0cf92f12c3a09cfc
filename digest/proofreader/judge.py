"""Every check of a mail, in the order in which a person mends what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from digest.model import Grade, Judgement, Surroundings
from digest.proofreader.mail import Mail
from digest.proofreader.size import judge_size
from digest.proofreader.spam import judge_spam

MOST = 25
"""The most judgements of one check that are told; a mail with a hundred dead links has one fault."""

Check = Callable[[Mail, Surroundings], Iterator[Judgement]]

CHECKS: Mapping[str, Check] = {"size": judge_size, "spam": judge_spam}
"""The checks by name. Each yields at least one judgement: a good one where it finds nothing."""


def judge(mail: Mail, surroundings: Surroundings) -> tuple[Judgement, ...]:
    """Return what each of CHECKS says of a mail, at most MOST judgements a check; never raises, whatever the mail holds."""
    return tuple(judgement for name, check in CHECKS.items() for judgement in _told(name, check(mail, surroundings)))


def _told(name: str, found: Iterator[Judgement]) -> Iterator[Judgement]:
    yield from islice(found, MOST)
    if left := list(found):
        worst = Grade.FAULT if any(each.grade is Grade.FAULT for each in left) else Grade.NOTE
        yield Judgement(name, worst, f"and {len(left)} more like these")
