"""Proofs read back in tests: the page as a tree, and stories and issues to print."""

from dataclasses import replace

import lxml.html
from making import a_story

from digest.model import Passage, Proof, Quote


def parsed(proof: Proof) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(proof.html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def texts(tree: lxml.html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.xpath(path)]


def dressed(issue, **changes):
    """An issue whose brand has been changed."""
    return replace(issue, newsletter=replace(issue.newsletter, brand=replace(issue.newsletter.brand, **changes)))


def a_story_with(**changes):
    """A story whose brief has been changed too: `quotes`, `lede` and the entry's fields go where they belong."""
    story = a_story()
    brief = replace(story.brief, **{name: changes.pop(name) for name in ("quotes", "lede") if name in changes})
    entry = replace(
        brief.entry, **{name: changes.pop(name) for name in ("url", "headline", "language") if name in changes}
    )
    return replace(story, brief=replace(brief, entry=entry), **changes)


def a_quote(*words: str, **changes) -> Quote:
    return replace(
        Quote(tuple(Passage(text, 0, len(text)) for text in words), "Mara Venn", "harbour master"), **changes
    )
