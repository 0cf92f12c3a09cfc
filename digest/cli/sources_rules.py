"""`digest sources rules`: what the rules of a site do on one of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter, ValidationError

from digest.cli.console import IN_PART, ConfigOption, JsonOption, fail, out, print_json, table
from digest.cli.sources_settings import settings_if_any
from digest.collector import Page, read_page, rules_for, whole_address
from digest.config import to_rules, yaml_lines
from digest.config.parts.sites import SiteRulesSettings
from digest.errors import ArticleError
from digest.model import SiteRules

_FIELDS = ("title", "byline", "published", "image")
_COLOURS = {"+": "green", "-": "red", "@": "dim"}


def _option(name: str, what: str) -> Any:
    return typer.Option(f"--{name}", metavar="CSS", help=f"Try this instead of the settings' own: {what}.")


def rules(
    file: Annotated[Path, typer.Argument(metavar="FILE.html", help="A page of the site, saved as it came.")],
    url: Annotated[
        str, typer.Option("--url", metavar="URL", help="Where it was saved from: its host chooses the rules.")
    ],
    keep: Annotated[list[str] | None, _option("keep", "what holds the article")] = None,
    drop: Annotated[list[str] | None, _option("drop", "what is none of it")] = None,
    title: Annotated[str, _option("title", "the headline")] = "",
    author: Annotated[str, _option("author", "the author")] = "",
    date: Annotated[str, _option("date", "the time of publication")] = "",
    image: Annotated[str, _option("image", "the picture")] = "",
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Show on a saved page what the rules of its site do: what each matches, and the text without and with them.

    Ends with status 1 where a rule gives nothing. With selectors given here, the lines for your settings are printed.

    Examples: digest sources rules page.html --url https://news.example/story ·
    digest sources rules page.html --url https://news.example/story --keep "div.story" --drop ".promo"
    """
    address = whole_address(url) or fail(f"{url!r} is no web address")
    said = {"keep": keep, "drop": drop, "title": title, "author": author, "date": date, "image": image}
    given = {name: value for name, value in said.items() if value}
    site = _given(address, given) if given else _configured(address, config)
    try:
        body = file.read_bytes()
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    before, after = _read(body, address, None), _read(body, address, site)
    if json:
        print_json({"rules": site, "without": _values(before), "with": _values(after)})
    else:
        _tell(before, after)
        if given:
            out.print(yaml_lines("sites", [{"host": site.host, **given}]), markup=False, soft_wrap=True)
    if isinstance(after, str) or after.missed:
        raise typer.Exit(IN_PART)


def _given(address: str, given: dict[str, Any]) -> SiteRules:
    """The rules of the command line, checked as the settings' own are."""
    host = address.split("/")[2].partition(":")[0].lower()
    try:
        return SiteRules(**dict(TypeAdapter(SiteRulesSettings).validate_python({"host": host, **given})))
    except ValidationError as error:
        fail("\n".join(f"--{detail['loc'][0]}: {detail['ctx']['error']}" for detail in error.errors()))


def _configured(address: str, config: Path | None) -> SiteRules:
    settings = settings_if_any(config)
    found = rules_for(address, to_rules(settings)) if settings else None
    return found or fail(f"the settings have no rules for {address}: name some, such as --keep article")


def _read(body: bytes, url: str, site: SiteRules | None) -> Page | str:
    """Read a page with or without rules; a text says why it cannot be read."""
    try:
        return read_page(body, url, (site,) if site else ())
    except ArticleError as error:
        return str(error)


def _tell(before: Page | str, after: Page | str) -> None:
    if isinstance(after, Page):
        table(
            "Rules",
            ("Rule", "Selector", "Matches"),
            [(m.rule, m.selector, m.count or "nothing") for m in after.matches],
        )
    old, new = _values(before), _values(after)
    changed = [(name, old[name] or "-", new[name] or "-") for name in _FIELDS if old[name] != new[name]]
    table("What the page says", ("", "Without", "With"), changed)
    lines = list(_diff(old["text"], new["text"]))
    for line in lines:
        out.print(line, style=_COLOURS.get(line[:1]), markup=False, soft_wrap=True)
    if not lines:
        out.print("The text is the same without and with the rules.")
    for fault in (new["problem"], *new["missed"]):
        if fault:
            out.print(f"  not as it should be: {fault}", style="yellow", markup=False, soft_wrap=True)


def _diff(old: str, new: str) -> Iterator[str]:
    yield from unified_diff(old.splitlines(), new.splitlines(), "without rules", "with rules", lineterm="", n=1)


def _values(page: Page | str) -> dict[str, Any]:
    """A reading as plain values; of one that failed, why."""
    if isinstance(page, str):
        return {**dict.fromkeys(_FIELDS), "text": "", "missed": [], "matches": [], "problem": page}
    return {
        "title": page.title,
        "byline": page.byline,
        "published": page.published.isoformat(" ", "minutes") if page.published else None,
        "image": page.image.url if page.image else None,
        "text": page.text,
        "missed": list(page.missed),
        "matches": list(page.matches),
        "problem": "",
    }
