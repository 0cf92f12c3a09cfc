"""Corrections and updates: what a newsletter owes the readers of stories that it ran before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.editor.changes import find_changes
from digest.model import Amendment, Candidate, Newsletter, Updates

AMENDMENTS_MOST = 5
"""The most stories in the block, corrections first; the others wait for the next issue."""

NOTHING_TOLD: frozenset[str] = frozenset()


def amend(
    newsletter: Newsletter,
    ran: Sequence[Candidate],
    told: Mapping[int, frozenset[str]],
    titles: Mapping[str, str],
) -> tuple[Amendment, ...]:
    """Return what was changed in stories since the newsletter ran them, as `former` says; corrections first.

    `told` has the marks of changes that were told already, by key: nothing is told twice. Stories that only grew are
    left out where the newsletter ignores updates. `titles` names the sources by id.
    """
    found = [amendment for each in ran if (amendment := _amendment(each, told, titles))]
    wanted = [each for each in found if each.corrects or newsletter.updates is Updates.MENTION]
    return tuple(sorted(wanted, key=lambda amendment: not amendment.corrects)[:AMENDMENTS_MOST])


def _amendment(candidate: Candidate, told: Mapping[int, frozenset[str]], titles: Mapping[str, str]) -> Amendment | None:
    if candidate.former is None:
        return None
    known = told.get(candidate.key, NOTHING_TOLD)
    entry = candidate.article.entry
    changes = tuple(each for each in find_changes(candidate.former, candidate.article) if each.mark not in known)
    if not changes:
        return None
    title, language = titles.get(entry.source, ""), candidate.article.language
    return Amendment(candidate.key, entry.headline, entry.url, title, language, changes)
