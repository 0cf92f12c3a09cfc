"""`digest collect`."""

from __future__ import annotations

from typing import Annotated

import typer

from digest.cli.console import IN_PART, ConfigOption, JsonOption, fail, newsroom, print_json, progress_bar
from digest.cli.tell import tell_visits, visit_values
from digest.jobs import collect as job


def collect(
    sources: Annotated[list[str] | None, typer.Argument(help="Ids of the sources to visit; without any, all.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Ask sources too that asked not to be asked yet, or are gone.")
    ] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Visit the sources and store each new article with its lede and quotes.

    A source that has not changed costs one conditional request. A failing source never stops the others. One that asked not
    to be asked before some time (Retry-After) is left alone until then, and told.

    Examples: digest collect · digest collect lantern --force · digest collect --json
    """
    with newsroom(config) as room, progress_bar(hidden=json) as watch:
        wanted = sources or list(room.plan.sources)
        if unknown := [name for name in wanted if name not in room.plan.sources]:
            fail(f"there is no source {unknown[0]!r} (known: {', '.join(room.plan.sources)})")
        visits = job.collect_by_hand([room.plan.sources[name] for name in wanted], room.desk, watch, force=force)
    if json:
        print_json({"sources": visit_values(visits)})
    else:
        tell_visits(visits)
    if any(visit.error for visit in visits):
        raise typer.Exit(IN_PART)
