"""What a page says of itself: headline, authors, dates, language, picture, section, kind, canonical address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from digest.collector.metadata_authors import read_authors
from digest.collector.metadata_dates import read_dates
from digest.collector.metadata_image import read_image
from digest.collector.metadata_linked import Linked, names, read_linked, texts
from digest.collector.metadata_tags import first, read_canonical, read_language, read_tags
from digest.collector.metadata_title import read_title
from digest.model import Image
from digest.model.text import clean_line

_TYPES = {"LiveBlogPosting": "live", "OpinionNewsArticle": "opinion", "AnalysisNewsArticle": "analysis"}
_SECTIONS = {
    "live": "live liveblog live-blog liveticker live-updates newsblog ticker en-direct en-vivo en-directo na-zywo онлайн",
    "opinion": "opinion opinions op-ed oped editorial editorials column columns columnists commentary comment commentisfree"
    " kommentar kommentare meinung kolumne kolumnen tribune tribunes idees chroniques opinión columna columnas opinie opinia"
    " felieton felietony komentarze думка думки погляд погляди колонка колонки блоги мнение мнения",
    "analysis": "analysis analyses analysen análisis analisis analyse analiza analizy explainer explainers explained"
    " аналітика аналитика decryptage décryptage",
}
_KINDS = {word: kind for kind, words in _SECTIONS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's own account of itself; "" or None where it is silent. Times are aware UTC, `day` is the one that readers saw."""

    title: str
    authors: tuple[str, ...]
    published: datetime | None
    modified: datetime | None
    day: date | None
    language: str
    image: Image | None
    section: str
    kind: str
    locked: bool
    canonical: str


def read_metadata(root: HtmlElement, url: str) -> Metadata:
    """Return what an unstripped page says of itself. `url` is where it was found."""
    linked, tags = read_linked(root), read_tags(root)
    sites = _site_names(linked, tags, url)
    offered = (
        first(tags, "og:title", "twitter:title"),
        *texts(linked.article.get("headline")),
        root.findtext(".//title") or "",
    )
    title = read_title(root, offered, sites)
    dates = read_dates(root, linked, tags, url=url, title=title)
    section = clean_line(first(tags, "article:section") or next(iter(texts(linked.article.get("articleSection"))), ""))
    return Metadata(
        title=title,
        authors=read_authors(root, linked, tags, sites),
        published=dates.published,
        modified=dates.modified,
        day=dates.day,
        language=read_language(root, tags) or next(iter(texts(linked.article.get("inLanguage"))), "")[:2].lower(),
        image=read_image(root, linked, tags, url),
        section=section,
        kind=_kind(linked, section, url),
        locked=_is_locked(linked, tags),
        canonical=read_canonical(root, tags, url),
    )


def _site_names(linked: Linked, tags: Mapping[str, str], url: str) -> list[str]:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    said = [
        first(tags, "og:site_name"),
        first(tags, "application-name"),
        *names(linked.article.get("publisher"), linked),
    ]
    return [name for name in (*said, host, host.split(".")[0]) if name]


def _kind(linked: Linked, section: str, url: str) -> str:
    folders = urlsplit(url).path.strip("/").split("/")[:-1]
    said = [_TYPES.get(name) for name in linked.types] + [
        _KINDS.get(name.strip().lower()) for name in (section, *folders)
    ]
    return next(filter(None, said), "news")


def _is_locked(linked: Linked, tags: Mapping[str, str]) -> bool:
    free = linked.article.get("isAccessibleForFree")
    return str(free).lower() in {"false", "no"} or first(tags, "article:content_tier") == "locked"
