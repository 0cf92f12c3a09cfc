"""`digest collect`."""

from __future__ import annotations

from typing import Annotated

import typer

from digest.cli.console import IN_PART, ConfigOption, JsonOption, fail, newsroom, print_json, progress_bar
from digest.cli.tell import tell_visits, visit_values
from digest.jobs import collect as job


def collect(
    sources: Annotated[list[str] | None, typer.Argument(help="Ids of the sources to visit; without any, all.")] = None,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Visit the sources and store each new article with its lede and quotes.

    A source that has not changed costs one conditional request. A failing source never stops the others.

    Examples: digest collect · digest collect lantern · digest collect --json
    """
    with newsroom(config) as room, progress_bar(hidden=json) as watch:
        wanted = sources or list(room.plan.sources)
        if unknown := [name for name in wanted if name not in room.plan.sources]:
            fail(f"there is no source {unknown[0]!r} (known: {', '.join(room.plan.sources)})")
        visits = job.collect([room.plan.sources[name] for name in wanted], room.desk, watch)
    if json:
        print_json({"sources": visit_values(visits)})
    else:
        tell_visits(visits)
    if any(visit.error for visit in visits):
        raise typer.Exit(IN_PART)
