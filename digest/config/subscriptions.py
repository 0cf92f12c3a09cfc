"""Lists of subscriptions into settings and back: a feed is a source, a folder a topic of its sources."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from digest.collector import Outline, slug_of
from digest.config.values import check_language
from digest.model import Source, SourceKind, Topic

BETWEEN = " / "
"""What stands between the names of nested folders in the title of a topic."""

Mappings = list[dict[str, object]]


def settings_of(
    outlines: Sequence[Outline], sources_taken: Collection[str] = (), topics_taken: Collection[str] = ()
) -> tuple[Mappings, Mappings]:
    """Return the sources and the topics that a list stands for, as the settings file has them, under ids not yet taken."""
    ids = set(sources_taken)
    sources: Mappings = []
    topics: dict[str, list[str]] = {}
    for outline in outlines:
        slug = slug_of(outline.title, outline.url, ids)
        ids.add(slug)
        language = _language(outline.language)
        sources.append({"id": slug, "title": outline.title, "language": language, "feed": outline.url})
        for folder in outline.folders:
            topics.setdefault(BETWEEN.join(folder), []).append(slug)
    return sources, _topics(topics, set(topics_taken))


def _topics(members: dict[str, list[str]], ids: set[str]) -> Mappings:
    topics: Mappings = []
    for title, sources in members.items():
        slug = slug_of(title, "https://topic", ids)  # a title without a Latin letter is numbered
        ids.add(slug)
        topics.append({"id": slug, "title": title, "sources": sources})
    return topics


def _language(text: str) -> str:
    try:
        return check_language(text)
    except ValueError:
        return ""


def outlines_of(sources: Sequence[Source], topics: Sequence[Topic]) -> list[Outline]:
    """Return the feeds among the sources as a list; each topic that names sources is a folder."""
    return [
        Outline(
            url=source.location,
            title=source.title,
            language=source.language,
            folders=tuple(tuple(topic.title.split(BETWEEN)) for topic in topics if source.id in topic.sources),
        )
        for source in sources
        if source.kind is SourceKind.FEED
    ]
