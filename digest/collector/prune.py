"""What on a page may be furniture by its tag, class or id, and whether it is.

A name alone convicts nobody: "content-sidebar-wrap" holds the article, and some page builders call every paragraph a
"widget". So a word is believed only while all that bears it holds a small part of the page's prose.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from lxml import etree

from digest.collector.extract_outline import Outline, Suspicion

CAPS = (0.93, 0.75, 0.3)
"""By grade, the largest part of the page's prose that what bears a suspicious word may hold and still be furniture."""
NAME_CHARACTERS = 300
"""How much of an element's classes and id is looked at."""

_BODY = """
article-body article-content article-text entry-content post-content post-body story-body story-content story-text
articlebody articlecontent articletext storybody body-text body-content
"""
_COMMENTS = "comment comments commentlist commenters disqus respond discussion replies kommentare commentaires comentarios komentarze"
_SURE = """
newsletter newsletters signup optin related relatedposts relatedarticles cookie cookies consent gdpr
recommended recommendation recommendations recirc recirculation readmore readnext readalso seealso popular
trending mostread footer navigation navbar menu submenu megamenu outbrain taboola breadcrumb breadcrumbs pagination
pager regwall advert adverts advertisement advertising sponsor sponsored tags taglist teasers upsell
relacionadas relacionados verwandte partage werbung reklama
"""
_SURE_PAIRS = """
read-more read-next read-also see-also more-from more-stories more-news more-on most-read sign-up opt-in skip-link
screen-reader visually-hidden sr-only tag-list tag-links post-tags up-next
"""
_VAGUE = """
audio listen promo promotion caption wpcaption credit credits sidebar banner widget masthead byline bio modal popup
overlay toolbar copyright disclaimer reply ticker toc correction cta callout inset share sharing shares sharebar
sharebuttons social socials subscribe subscription subscriptions subscriber subscribers donate donation donations
paywall abonnement recommend
"""
_VAGUE_PAIRS = """
author-info author-card author-desc author-description author-profile author-box about-author post-meta entry-meta
entry-footer table-contents hidden-print post-author post-navigation
"""
_GRADES = {
    word: grade
    for grade, words in enumerate((_COMMENTS, _SURE + _SURE_PAIRS, _VAGUE + _VAGUE_PAIRS))
    for word in words.split()
}
_TAGS = {
    "nav": 1,
    "footer": 1,
    "dialog": 1,
    "menu": 1,
    "aside": 2,
    "button": 2,
    "figcaption": 2,
    "label": 2,
    "form": 2,
    "noscript": 2,
}
_BODY_NAMES = frozenset(_BODY.split())
_FRAMES = frozenset(("html", "body", "article", "main"))
_HIDING = frozenset(("style", "hidden", "aria-hidden"))
_NOT_SHOWN = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def suspect(element: etree._Element) -> Suspicion | None:
    """Return the word for which an element may be furniture, with its grade (0 the surest); None where there is none."""
    attributes = element.keys()
    if not attributes:
        return _suspicion(str(element.tag), "")
    name = f"{element.get('class') or ''} {element.get('id') or ''}"
    named = _suspicion(str(element.tag), name[:NAME_CHARACTERS])
    if named or _HIDING.isdisjoint(attributes):
        return named
    return ("hidden", len(CAPS) - 1) if _is_hidden(element) else None


def _is_hidden(element: etree._Element) -> bool:
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return hidden or bool(_NOT_SHOWN.search(element.get("style") or ""))


@lru_cache(maxsize=1 << 15)
def _suspicion(tag: str, name: str) -> Suspicion | None:
    if tag in _FRAMES:
        return None
    names = " ".join(_TOKEN.findall(name)).lower().split()
    names += map("-".join, pairwise(tuple(names)))
    if not _BODY_NAMES.isdisjoint(names):
        return None
    if word := next(filter(_GRADES.__contains__, names), ""):
        return word, _GRADES[word]
    return (tag, _TAGS[tag]) if tag in _TAGS else None


def pruned(page: Outline, prose: Sequence[float]) -> list[bool]:
    """Return for each node whether it is furniture; `prose` is the amount of running text right in each node."""
    gone = [False] * len(prose)
    for grade, cap in enumerate(CAPS):
        suspects = {
            index: node.suspicion
            for index, node in enumerate(page.nodes)
            if node.suspicion and node.suspicion[1] == grade
        }
        sums = page.sums([0.0 if out else amount for out, amount in zip(gone, prose, strict=True)])
        shares = _shares(page, sums, suspects)
        for index, suspicion in suspects.items():
            if shares[suspicion] <= cap * sums[0] and not gone[index]:
                gone[index : page.ends[index]] = [True] * len(page.within(index))
    return gone


def _shares(page: Outline, sums: Sequence[float], suspects: Mapping[int, Suspicion]) -> dict[Suspicion, float]:
    """Return how much prose each suspicion covers; what is nested in its like counts once."""
    shares = dict.fromkeys(suspects.values(), 0.0)
    covered = dict.fromkeys(shares, 0)
    for index, suspicion in suspects.items():
        if index >= covered[suspicion]:
            shares[suspicion] += sums[index]
            covered[suspicion] = page.ends[index]
    return shares
