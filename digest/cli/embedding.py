"""`digest embed`."""

from __future__ import annotations

from typing import Annotated

import typer

from digest.cli.console import ConfigOption, JsonOption, fail, newsroom, print_json
from digest.web.public.languages import choose
from digest.web.public.opening import house_of
from digest.web.public.snippet import form_snippet, frame_snippet


def embed(
    newsletters: Annotated[
        list[str] | None,
        typer.Argument(help="Ids of the newsletters to offer; without them all.", metavar="[NEWSLETTER]..."),
    ] = None,
    frame: Annotated[bool, typer.Option("--frame", help="A frame with our page instead of a form.")] = False,
    language: Annotated[str, typer.Option("--lang", metavar="TAG", help="Language; without it the site's.")] = "",
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Print the sign-up form as HTML for a page of another site, without script or style.

    The site of that page must be the site's own, or stand under `serve.embed_on`; a form from elsewhere takes one more press.

    Examples: digest embed · digest embed morning --lang uk · digest embed --frame
    """
    with newsroom(config) as room:
        house = house_of(room)
    if not house.url:
        fail("readers.url is not set: the form needs the public address of the readers' pages")
    unknown = [each for each in newsletters or () if each not in house.newsletters]
    if unknown:
        fail(f"there is no newsletter {unknown[0]!r} (known: {', '.join(house.newsletters)})")
    tongue = choose(language, "", house.language)
    chosen = [house.newsletters[each] for each in newsletters or house.newsletters]
    html = frame_snippet(house, tongue) if frame else form_snippet(house, tongue, chosen)
    if json:
        print_json({"html": html, "language": tongue.tag, "newsletters": [each.id for each in chosen]})
    else:
        typer.echo(html, nl=False)
