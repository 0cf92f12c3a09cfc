"""CSS as mails carry it: style attributes and `<style>`, read into plain declarations and rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import tinycss2
from tinycss2 import ast

from digest.proofreader.page import Page

STYLE_MOST = 10_000
"""Characters of a style attribute from which on it is not read; a layout needs 300."""
SHEET_MOST = 100_000
"""Characters of `<style>` that are read; Gmail drops one of more than 16,384."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A property and its value, in lower case, and whether it is `!important`."""

    name: str
    value: str
    important: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a stylesheet: its selectors as written, its declarations, and the media query around it ("": none)."""

    selectors: tuple[str, ...]
    declarations: tuple[Declaration, ...]
    media: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the `<style>` elements of a page say: its rules, and its at-rules as (keyword, prelude) in lower case."""

    rules: tuple[Rule, ...]
    at_rules: tuple[tuple[str, str], ...]


def read_sheet(page: Page) -> Sheet:
    """Return the stylesheets of a page as one."""
    text = "\n".join(page.text_of(element) for _, element in page.named("style"))
    rules: list[Rule] = []
    at_rules: list[tuple[str, str]] = []
    opened = [("", iter(_rules(text[:SHEET_MOST])))]
    while opened:  # at-rules in at-rules wait here: nesting costs no stack
        media, nodes = opened[-1]
        match next(nodes, None):
            case ast.QualifiedRule() as rule:
                rules.append(Rule(_selectors(rule.prelude), _declarations(rule.content), media))
            case ast.AtRule() as rule:
                at_rules.append((rule.lower_at_keyword, _text(rule.prelude).lower()))
                if rule.content is not None and rule.lower_at_keyword in {"media", "supports"}:
                    opened.append((f"{media} {at_rules[-1][1]}".strip(), iter(_rules(rule.content))))
            case None:
                opened.pop()
    return Sheet(tuple(rules), tuple(at_rules))


@lru_cache(maxsize=16_384)
def read_style(style: str) -> tuple[Declaration, ...]:
    """Return the declarations of a style attribute; () where it is longer than STYLE_MOST."""
    return _declarations(style) if len(style) <= STYLE_MOST else ()


def _rules(content: str | list[ast.Node]) -> list[ast.Node]:
    return list(tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True))


def _selectors(prelude: list[ast.Node]) -> tuple[str, ...]:
    return tuple(part.strip() for part in _text(prelude).split(","))


def _declarations(content: str | list[ast.Node]) -> tuple[Declaration, ...]:
    found = tinycss2.parse_declaration_list(content, skip_comments=True, skip_whitespace=True)
    return tuple(_read(found))


def _read(found: list[ast.Node]) -> Iterator[Declaration]:
    for node in found:
        if isinstance(node, ast.Declaration):
            yield Declaration(node.lower_name, _text(node.value).lower(), node.important)


def _text(nodes: list[ast.Node]) -> str:
    try:
        return str(tinycss2.serialize(nodes)).strip()
    except RecursionError:  # brackets in brackets a thousandfold: no colour, size or selector is written so
        return ""
