"""What was found at a source, as tables and settings for a person and as plain values for a script."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from digest.cli.console import out, table
from digest.collector import Find, slug_of
from digest.config import yaml_lines
from digest.jobs.scouting import Discovery
from digest.jobs.tryout import Tried, Tryout
from digest.wiring import Newsroom

WEEK = timedelta(days=7)


def how_often(per_week: float | None) -> str:
    """Return how often a source publishes, in words."""
    if per_week is None:
        return ""
    for least, times, unit in ((7.0, 7.0, "day"), (1.0, 1.0, "week"), (0.0, 7 / 30.4, "month")):
        if per_week >= least:
            return f"{max(round(per_week / times), 1)} a {unit}"
    return ""


def paste_of(found: Discovery, taken: Collection[str]) -> str:
    """Return the settings of what was found, the best one first and the others as comments."""
    ids: set[str] = set(taken)
    blocks = []
    for find in found.finds:
        slug = slug_of(find.title, find.url, ids)
        ids.add(slug)
        blocks.append(yaml_lines("sources", [_settings(find, slug)]).partition("\n")[2])
    others = "".join("  # " + line[2:] + "\n" for block in blocks[1:] for line in block.splitlines())
    return f"sources:\n{blocks[0]}{others}" if blocks else ""


def _settings(find: Find, slug: str) -> dict[str, object]:
    language = find.language.partition("-")[0]
    whole = {"pages": False} if find.whole_text else {}
    return {"id": slug, "title": find.title, "language": language, find.kind.source.value: find.url, **whole}


def tell_discovery(url: str, found: Discovery, paste: str) -> None:
    """Print what a site offers, the best first, and the settings to paste."""
    columns = ("Kind", "Title", "Language", "Entries", "Newest", "How often", "Whole text", "Address")
    table(f"At {url}", columns, [_row(find) for find in found.finds])
    for problem in found.problems:
        out.print(f"  not as it should be: {problem}", style="yellow", markup=False, soft_wrap=True)
    if paste:
        out.print("\nFor your settings (the best one; the others are comments):\n", style="bold")
        out.print(paste, markup=False, soft_wrap=True)


def _row(find: Find) -> tuple[object, ...]:
    newest = f"{find.newest:%Y-%m-%d %H:%M}" if find.newest else ""
    whole = "yes" if find.whole_text else ""
    return (
        find.kind.value, find.title, find.language, find.entries, newest, how_often(find.per_week), whole, find.url
    )  # fmt: skip


def discovery_values(found: Discovery, paste: str) -> dict[str, Any]:
    """Return a discovery as plain values."""
    finds = [
        {
            "kind": find.kind.value,
            "url": find.url,
            "title": find.title,
            "language": find.language,
            "entries": find.entries,
            "newest": find.newest,
            "per_week": round(find.per_week, 2) if find.per_week is not None else None,
            "whole_text": find.whole_text,
        }
        for find in found.finds
    ]
    return {"finds": finds, "problems": list(found.problems), "yaml": paste}


def tell_tryout(tryout: Tryout) -> None:
    """Print what would be collected of a source: a row for each entry, its lede below, and what is wrong."""
    source = tryout.source
    title = f"{source.location} ({source.kind.value}): {tryout.listed} listed, {len(tryout.tried)} read"
    rows = [tuple(value for key, value in _values(tried).items() if key in _SHOWN) for tried in tryout.tried]
    table(title, ("Headline", "Published", "Text from", "Words", "Lede", "Quotes"), rows)
    for problem in (
        *tryout.problems,
        *(f"{tried.entry.url}: {tried.problem}" for tried in tryout.tried if tried.problem),
    ):
        out.print(f"  not as it should be: {problem}", style="yellow", markup=False, soft_wrap=True)
    out.print("Nothing was stored.", style="dim")


_SHOWN = ("headline", "published", "origin", "words", "lede", "quotes")


def tryout_values(tryout: Tryout) -> dict[str, Any]:
    """Return a tryout as plain values."""
    return {
        "kind": tryout.source.kind.value,
        "location": tryout.source.location,
        "listed": tryout.listed,
        "entries": [_values(tried) for tried in tryout.tried],
        "problems": list(tryout.problems),
    }


def _values(tried: Tried) -> dict[str, Any]:
    article, brief = tried.article, tried.brief
    entry = article.entry if article else tried.entry
    return {
        "headline": entry.headline,
        "url": entry.url,
        "published": entry.published.isoformat(" ", "minutes") if entry.published else None,
        "origin": article.origin.value if article else None,
        "words": len(article.text.split()) if article else 0,
        "lede": brief.lede.text if brief and brief.lede else None,
        "quotes": len(brief.quotes) if brief else 0,
        "problem": tried.problem,
    }


def source_rows(room: Newsroom) -> list[dict[str, Any]]:
    """Return a row for each source: how its last visit went, when it is due, and what it brought in seven days."""
    now, store = room.clock.now(), room.desk.articles
    brought = store.brought(now - WEEK)
    rows = []
    for source in room.plan.sources.values():
        state = store.fetch_state(source.id)
        rows.append(
            {
                "source": source.id,
                "kind": source.kind.value,
                "title": source.title,
                "last_visit": _minute(state.checked) or "never",
                "next_visit": "never: it is gone" if state.pace.gone else _minute(state.pace.next_visit) or "at once",
                "failures": state.failures,
                "stored": brought.get(source.id, 0),
                "error": state.error,
                "moved": state.moved,
            }
        )
    return rows


def _minute(moment: datetime | None) -> str:
    return moment.isoformat(" ", "minutes") if moment else ""
