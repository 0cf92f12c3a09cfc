"""`digest topics list` and `digest topics try`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from digest.cli.console import ConfigOption, JsonOption, fail, newsroom, out, print_json, progress_bar, table
from digest.config.nearby import did_you_mean
from digest.jobs.topics import Tried, fetch_page, read_file, stored, try_topics, with_brief
from digest.model import Article, Brief, Match, Topic
from digest.wiring import Newsroom

app = typer.Typer(help="See what your topics find, nearly find, and never find.", no_args_is_help=True)

DaysOption = Annotated[int, typer.Option("--days", min=1, max=365, help="How far back stored articles are looked at.")]


@app.command("list")
def list_topics(days: DaysOption = 7, config: ConfigOption = None, json: JsonOption = False) -> None:
    """Show the topics: how many articles of the last days belong to each, and which newsletters ask for it.

    Example: digest topics list --days 30
    """
    with newsroom(config) as room:
        topics = tuple(room.plan.topics.values())
        tried = _among_stored(room, topics, days, hidden=json)
        rows = [_counted(topic, tried, room) for topic in topics]
    if json:
        print_json({"days": days, "articles": tried.articles, "topics": rows})
        return
    columns = ("Topic", "Title", "Belong", "Nearly", "Newsletters")
    table(f"Topics over {tried.articles} articles", columns, [_row(row) for row in rows])


@app.command("try")
def try_(
    topic: Annotated[str, typer.Argument(help="The topic's id; without it all of them.", metavar="[TOPIC]")] = "",
    text: Annotated[Path | None, typer.Option("--text", metavar="FILE", help="Try a saved page or text.")] = None,
    url: Annotated[str, typer.Option("--url", metavar="URL", help="Try the page at an address.")] = "",
    days: DaysOption = 7,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Show which articles belong to a topic and by which words, which nearly do, and which words never find anything.

    Nothing is written. Without --text or --url the stored articles of the last days are tried.

    Examples: digest topics try harbour --days 30 · digest topics try --url https://news.example/story --json
    """
    if text and url:
        fail("--text and --url exclude each other")
    with newsroom(config) as room:
        topics = _chosen(room, topic)
        if text or url:
            tried = try_topics(topics, [_one(room, text, url)])
        else:
            tried = _among_stored(room, topics, days, hidden=json)
    if json:
        print_json(_values(topics, tried))
    else:
        _tell(topics, tried)


def _chosen(room: Newsroom, name: str) -> tuple[Topic, ...]:
    topics = room.plan.topics
    if name and name not in topics:
        known = did_you_mean(name, topics) or f" (known: {', '.join(topics) or 'none'})"
        fail(f"there is no topic {name!r}{known}")
    return (topics[name],) if name else tuple(topics.values())


def _among_stored(room: Newsroom, topics: Sequence[Topic], days: int, *, hidden: bool) -> Tried:
    with progress_bar(hidden=hidden) as watch:
        return try_topics(topics, stored(room.desk.articles, room.clock.now(), days), watch)


def _one(room: Newsroom, text: Path | None, url: str) -> tuple[Article, Brief]:
    now = room.clock.now()
    if text is None:
        return with_brief(fetch_page(url, room.desk.fetcher, now))
    try:
        body = text.read_bytes()
    except OSError as error:
        fail(f"{text} cannot be read: {error.strerror}")
    return with_brief(read_file(body, text.resolve().as_uri(), now))


def _counted(topic: Topic, tried: Tried, room: Newsroom) -> dict[str, Any]:
    matches = [match for _, match in tried.matches(topic.id)]
    asking = [letter.id for letter in room.plan.newsletters.values() if topic.id in letter.topics]
    return {
        "topic": topic.id,
        "title": topic.title,
        "belong": sum(match.belongs for match in matches),
        "nearly": sum(match.nearly for match in matches),
        "newsletters": asking,
    }


def _row(row: dict[str, Any]) -> tuple[object, ...]:
    asking = ", ".join(row["newsletters"]) or "none asks for it"
    return row["topic"], row["title"], row["belong"], row["nearly"], asking


def _tell(topics: Sequence[Topic], tried: Tried) -> None:
    for topic in topics:
        found = list(tried.matches(topic.id))
        belong = [(a.entry.headline, f"{m.score:g}", m.told) for a, m in found if m.belongs]
        nearly = [(a.entry.headline, m.told, "; ".join(m.lacks)) for a, m in found if m.nearly]
        out.print(f"{topic.id}: {len(belong)} of {tried.articles} belong", style="bold", markup=False)
        table("Belong", ("Story", "Points", "By"), belong)
        table("Nearly", ("Story", "Found", "But"), nearly)
        if idle := [rule for name, rule in tried.idle if name == topic.id]:
            out.print(f"  found nothing: {', '.join(idle)}", style="yellow", markup=False, soft_wrap=True)


def _values(topics: Sequence[Topic], tried: Tried) -> dict[str, Any]:
    return {
        "articles": tried.articles,
        "topics": [
            {
                "topic": topic.id,
                "belong": [_found(a, m) for a, m in tried.matches(topic.id) if m.belongs],
                "nearly": [_found(a, m) for a, m in tried.matches(topic.id) if m.nearly],
                "found_nothing": [rule for name, rule in tried.idle if name == topic.id],
            }
            for topic in topics
        ],
    }


def _found(article: Article, match: Match) -> dict[str, Any]:
    hits = [{"rule": hit.rule, "where": hit.where, "found": hit.found, "points": hit.points} for hit in match.hits]
    entry = article.entry
    return {"headline": entry.headline, "url": entry.url, "points": match.score, "hits": hits, "lacks": match.lacks}
