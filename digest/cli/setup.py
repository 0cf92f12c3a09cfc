"""`digest init`, `digest check` and `digest demo`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from digest.adapters.clock import SystemClock
from digest.cli.console import ConfigOption, JsonOption, fail, json_text, out, print_json, settings_file, table
from digest.config import settings_schema, starter_yaml, to_newsletters
from digest.model import Newsletter
from digest.renderer.colours import palette
from digest.renderer.lint import lint_templates, template_notes
from digest.schedule import describe, next_slots
from digest.wiring import read_settings, template_files


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to start in; made if need be.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite what is there.")] = False,
) -> None:
    """Write a commented digest.yaml to begin from.

    Example: digest init my-digest && cd my-digest && digest check
    """
    settings = folder / "digest.yaml"
    if settings.exists() and not force:
        fail(f"{settings} is already there (--force overwrites it)")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        settings.write_text(starter_yaml(), encoding="utf-8")
        # Editors that know YAML read the schema that the first line of the settings names.
        (folder / "digest.schema.json").write_text(json_text(settings_schema()), encoding="utf-8")
    except OSError as error:
        fail(f"{error.filename or folder}: {error.strerror}")
    out.print(f"Wrote {settings}. Next:", markup=False)
    out.print(f"  cd {folder}\n  digest check\n  digest collect\n  digest preview", markup=False)


def check(
    config: ConfigOption = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the settings and stop.")] = False,
    json: JsonOption = False,
) -> None:
    """Validate the settings and the templates; name every fault at once as file:line:column.

    Examples: digest check · digest check -c config/digest.yaml · digest check --schema > digest.schema.json
    """
    if schema:
        print_json(settings_schema())
        return
    file = settings_file(config)
    settings = read_settings(file, os.environ)
    newsletters = to_newsletters(settings)
    themes = sorted({newsletter.brand.theme for newsletter in newsletters})
    folders = [template_files(settings.templates, theme) for theme in themes]
    faults = [fault for files in folders for fault in lint_templates(files)]
    if faults:
        fail("\n".join(dict.fromkeys(map(str, faults))))
    lacks = (f"Note: {note}" for files in folders for note in template_notes(files))
    notes = list(dict.fromkeys(filter(None, (*map(_pale, newsletters), *lacks))))
    now = SystemClock().now()
    rows = []
    for newsletter in newsletters:
        coming = [slot.label.replace("T", " ") for slot in next_slots(newsletter.cadence, now, 3)]
        rows.append({"newsletter": newsletter.id, "goes_out": describe(newsletter.cadence), "next": coming})
    if json:
        print_json({"file": str(file), "sources": len(settings.sources), "newsletters": rows})
        return
    out.print(f"{file}: no faults. {len(settings.sources)} sources, {len(rows)} newsletters.", markup=False)
    for note in notes:
        out.print(note, markup=False)
    table(
        "Newsletters",
        ("Newsletter", "Goes out", "Next"),
        [(*list(row.values())[:2], ", ".join(row["next"])) for row in rows],
    )


def _pale(newsletter: Newsletter) -> str:
    """Return a note where a newsletter's accent cannot be read as text, and what the mail is printed in instead."""
    accent = newsletter.brand.accent
    shown = palette(accent, newsletter.brand.theme).light.accent
    return (
        "" if shown == accent else f"Note: the accent {accent} is too pale for text; the mail prints {shown} instead."
    )
