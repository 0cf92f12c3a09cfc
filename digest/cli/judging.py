"""`digest lint`: what is wrong with a mail before it goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from digest.cli.console import IN_PART, ConfigOption, JsonOption, fail, newsroom, out, print_json
from digest.cli.issues import newsletter_of
from digest.jobs.judge import judge_raw, judge_sheet
from digest.jobs.preview import preview
from digest.model import Grade, Judgement
from digest.wiring import open_jury

STYLES = {Grade.FAULT: "bold red", Grade.NOTE: "yellow", Grade.GOOD: "green", Grade.UNKNOWN: "dim"}

Verdicts = Mapping[str, Sequence[Judgement]]
"""What is said of each mail, by newsletter or file."""


def lint(
    mails: Annotated[
        list[str] | None,
        typer.Argument(
            help="Ids of newsletters, or .eml files; without any, all newsletters.", metavar="[NEWSLETTER|FILE.eml]..."
        ),
    ] = None,
    links: Annotated[
        bool, typer.Option("--links/--no-links", help="Ask what stands behind links and pictures.")
    ] = True,
    spam: Annotated[bool, typer.Option("--spam/--no-spam", help="Ask SpamAssassin, where it is installed.")] = True,
    every: Annotated[bool, typer.Option("--all", help="Tell every note, and what is good.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Judge each issue as it would go out now, or a saved mail, before readers do.

    Size against Gmail's clip, subject and text part, dead links, heavy or missing pictures, contrast by day and by night, small
    text, what Gmail, Outlook and Apple Mail do not understand, headers, the DKIM signature, the bytes themselves, and the
    spam score. Nothing is written and nothing is sent. Ends with status 1 where there is a fault.

    Examples: digest lint · digest lint morning --no-links · digest lint saved.eml --all
    """
    names = mails or []
    files = [name for name in names if name.lower().endswith(".eml")]
    found = _of_files(files, links=links, spam=spam)
    if chosen := [name for name in names if name not in files]:
        found |= _of_newsletters(chosen, config, links=links, spam=spam)
    elif not names:
        found = _of_newsletters([], config, links=links, spam=spam)
    if json:
        print_json(found)
    else:
        for name, judgements in found.items():
            tell(name, judgements, every=every)
    if any(each.grade is Grade.FAULT for judgements in found.values() for each in judgements):
        raise typer.Exit(IN_PART)


def _of_files(names: Sequence[str], *, links: bool, spam: bool) -> dict[str, Sequence[Judgement]]:
    jury = open_jury(links=links, spam=spam) if names else None
    found: dict[str, Sequence[Judgement]] = {}
    for name in names:
        try:
            raw = Path(name).read_bytes()
        except OSError as error:
            fail(f"{name}: {error.strerror}")
        if jury:
            found[name] = judge_raw(raw, jury)
    return found


def _of_newsletters(
    names: Sequence[str], config: Path | None, *, links: bool, spam: bool
) -> dict[str, Sequence[Judgement]]:
    with newsroom(config) as room:
        jury = room.jury(links=links, spam=spam)
        chosen = [newsletter_of(room, name) for name in names] or list(room.plan.newsletters.values())
        return {each.id: judge_sheet(preview(each, room.pressroom, room.envelop), jury) for each in chosen}


def tell(name: str, judgements: Sequence[Judgement], *, every: bool) -> None:
    """Print what is said of one mail: each fault, and of each check one line for its notes; all of it where `every`."""
    if not judgements:
        out.print(f"{name}: there is nothing to run now", markup=False)
        return
    drawn = Table("", "Check", "What it means", "About", title=name, title_justify="left", title_style="bold", box=None)
    for grade, check, says, about in _rows(judgements, every=every):
        drawn.add_row(Text(grade, STYLES[grade]), Text(check), Text(says), Text(about, overflow="fold"))
    out.print(drawn)
    counted = Counter(each.grade for each in judgements)
    out.print(", ".join(f"{counted[grade]} {grade}" for grade in STYLES if counted[grade]), style="dim")


def _rows(judgements: Sequence[Judgement], *, every: bool) -> Iterator[tuple[Grade, str, str, str]]:
    """The rows of a table, the worst first."""
    ranks = list(STYLES)
    told = sorted(judgements, key=lambda each: ranks.index(each.grade))
    for (grade, check), alike in groupby(told, attrgetter("grade", "check")):
        same = list(alike)
        few = same if every or grade is Grade.FAULT else same[:1] if grade is not Grade.GOOD else []
        for each in few:
            more = f" (and {len(same) - 1} more: --all)" if len(few) < len(same) else ""
            yield grade, check, each.says + more, each.about
