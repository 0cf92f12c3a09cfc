"""What kind of article a page holds, in which section it runs, and whether it is behind a paywall."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from lxml import etree

from digest.collector.metadata_linked import Linked, bare_type, texts
from digest.collector.metadata_tags import first
from digest.model.text import clean_line

TYPED = 20
"""The most elements with a type of microdata or RDFa that are looked at."""
_SECTION_TAGS = ("article:section", "parsely-section", "cxenseparse:section", "section", "articlesection")
_TYPES = {
    "LiveBlogPosting": "live",
    "OpinionNewsArticle": "opinion",
    "AnalysisNewsArticle": "analysis",
    "BackgroundNewsArticle": "analysis",
}
_LABELS = {
    "live": "live liveblog live-blog liveticker live-updates newsblog ticker en-direct en-vivo en-directo na-zywo онлайн",
    "opinion": "opinion opinions op-ed oped editorial editorials column columns columnists commentary comment commentisfree"
    " kommentar kommentare meinung kolumne kolumnen tribune tribunes idees chroniques opinión columna columnas opinie opinia"
    " felieton felietony komentarze думка думки погляд погляди колонка колонки блоги мнение мнения",
    "analysis": "analysis analyses analysen análisis analisis analyse analiza analizy explainer explainers explained"
    " аналітика аналитика decryptage décryptage",
}
_KINDS = {word: kind for kind, words in _LABELS.items() for word in words.split()}
_TYPED = etree.XPath(f"(descendant-or-self::*[@itemtype or @typeof])[position() <= {TYPED}][.//h1]")  # not the teasers
# A headline may begin with its kind and a bar or a colon, as in: Opinion | The ferry that never came
_HEADLINE_LABEL = re.compile(r"\s*([^\W\d_]+(?:-[^\W\d_]+)?)\s*[|:]\s")


def read_sections(linked: Linked, tags: Mapping[str, str]) -> list[str]:
    """Return the names of the sections in which the article runs, the page's own tag first."""
    said = [first(tags, *_SECTION_TAGS), *texts(linked.article.get("articleSection"))]
    return [section for section in map(clean_line, said) if section]


def read_kind(root: etree._Element, linked: Linked, labels: Iterable[str], url: str) -> str:
    """Return news, opinion, analysis or live: as the first of these says that says so.

    The type in JSON-LD, that in microdata or RDFa, `labels` (names of sections and genres, and headlines that may begin
    with one), the folders of `url`.
    """
    types = (_TYPES.get(name) for name in (*linked.types, *_marked_types(root)))
    folders = urlsplit(url).path.strip("/").split("/")[:-1]
    words = (_KINDS.get(word.strip().lower()) for label in (*labels, *folders) for word in _words(label))
    return next(filter(None, (*types, *words)), "news")


def _words(label: str) -> Iterator[str]:
    yield label
    if found := _HEADLINE_LABEL.match(label):
        yield found[1]


def _marked_types(root: etree._Element) -> Iterator[str]:
    for element in _TYPED(root):
        yield from map(bare_type, f"{element.get('itemtype') or ''} {element.get('typeof') or ''}".split())


def is_locked(linked: Linked, tags: Mapping[str, str]) -> bool:
    """Tell whether the page says that the article is not free to read, as a whole or, if it is silent of that, in a part."""
    article = linked.article
    parts = _objects(article.get("hasPart")) if "isAccessibleForFree" not in article else [article]
    return any(map(_is_sold, parts)) or first(tags, "article:content_tier") == "locked"


def _is_sold(node: Mapping[str, object]) -> bool:
    return bare_type(str(node.get("isAccessibleForFree"))).lower() in {"false", "no", "0"}


def _objects(value: object) -> Sequence[Mapping[str, object]]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]
