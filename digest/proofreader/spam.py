"""Spam: what a filter that many receivers run makes of the mail."""

from __future__ import annotations

from collections.abc import Iterator

from digest.model import Grade, Judgement, SpamScore, Surroundings
from digest.proofreader.mail import Mail

FINE, SUSPECT = -1.0, 2.0
"""Points up to which a mail is beyond doubt (a well-made list mail has -1.0), and above which something in it is wrong;
SpamAssassin itself calls 5.0 spam."""


def judge_spam(_: Mail, surroundings: Surroundings) -> Iterator[Judgement]:
    """Yield the points of the mail, with the rules that it met; then a note for each rule that speaks against it."""
    score = surroundings.spam
    if score is None:
        yield Judgement(
            "spam", Grade.UNKNOWN, "no spam filter was asked; with SpamAssassin installed, `digest lint` asks it"
        )
        return
    told = f"SpamAssassin gives {score.points:.1f} points"
    if score.points > SUSPECT:
        yield Judgement("spam", Grade.FAULT, f"{told}, and 5.0 is spam: reword what these rules met: {_names(score)}")
    elif score.points > FINE:
        yield Judgement("spam", Grade.NOTE, f"{told}: fine; a list mail can have {FINE} ({_names(score)})")
    else:
        yield Judgement("spam", Grade.GOOD, f"{told} ({_names(score)})")
    for rule in score.rules:
        if rule.points > 0:
            yield Judgement("spam", Grade.NOTE, f"{rule.points:.1f} points: {rule.about or rule.name}", rule.name)


def _names(score: SpamScore) -> str:
    return ", ".join(f"{rule.name} {rule.points:.1f}" for rule in score.rules) or "no rule was met"
