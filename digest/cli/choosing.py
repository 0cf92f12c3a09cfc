"""`digest model`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from digest.cli.console import IN_PART, ConfigOption, JsonOption, fail, newsroom, out, print_json, table
from digest.jobs.choosing import Sitting, Trial, try_model


def model(
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=100, help="The most articles.")] = 3,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Ask your model about the newest stored articles, and show its order of their quotes beside ours.

    Nothing is written. Ends with status 1 where an answer could not be used.

    Examples: digest model · digest model --count 20 --json
    """
    with newsroom(config) as room:
        if room.desk.chooser is None:
            fail("the settings name no model: docs/model.md tells how one is named, and what it gets to see")
        trials = list(try_model(room.desk.articles, Sitting(room.desk.chooser, room.clock), count))
    if json:
        print_json({"articles": [_values(trial) for trial in trials]})
    else:
        _tell(trials)
    if any(trial.problem for trial in trials):
        raise typer.Exit(IN_PART)


def _tell(trials: list[Trial]) -> None:
    if not trials:
        out.print("No stored article of the last seven days leaves a choice between quotes.")
    for trial in trials:
        values = _values(trial)
        rows = [(quote["ours"], quote["theirs"] or "-", quote["speaker"], quote["words"]) for quote in values["quotes"]]
        table(values["headline"], ("Ours", "Model's", "Speaker", "Words"), rows)
        if trial.problem:
            out.print(f"  {trial.problem}", style="yellow", markup=False, soft_wrap=True)


def _values(trial: Trial) -> dict[str, Any]:
    """A trial as plain values: every quote with its place in either order, from 1."""
    theirs = {quote: place for place, quote in enumerate(trial.theirs.quotes if trial.theirs else (), start=1)}
    quotes = [
        {
            "ours": place,
            "theirs": theirs.get(quote),
            "speaker": quote.speaker,
            "words": " … ".join(passage.text for passage in quote.words),
        }
        for place, quote in enumerate(trial.ours.quotes, start=1)
    ]
    entry = trial.ours.entry
    return {"headline": entry.headline, "url": entry.url, "problem": trial.problem, "quotes": quotes}
