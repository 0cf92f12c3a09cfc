"""Which features of HTML and CSS a page uses: the table `features.toml`, looked for in one pass."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

from digest.proofreader.css import Declaration, Sheet, read_style
from digest.proofreader.page import Element, Page


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature by caniemail's name, and where it is seen (see features.toml). `instead` "": a mail can do without it."""

    slug: str
    properties: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    attribute: str = ""
    at: str = ""
    value: str = ""
    selectors: str = ""
    instead: str = ""

    def in_declaration(self, declaration: Declaration) -> bool:
        """Tell whether a declaration uses it."""
        if self.at or self.tags or self.attribute or not (self.properties or self.value):
            return False
        return (not self.properties or declaration.name in self.properties) and self._fits(declaration.value)

    def in_element(self, element: Element) -> bool:
        """Tell whether an element of one of its tags uses it."""
        return not self.attribute or (
            self.attribute in element.attributes and self._fits(element.value(self.attribute))
        )

    def in_at_rule(self, keyword: str, prelude: str) -> bool:
        """Tell whether an at-rule uses it."""
        return bool(self.at) and self.at == keyword and self._fits(prelude)

    def in_selector(self, selector: str) -> bool:
        """Tell whether a selector uses it."""
        return bool(self.selectors and re.search(self.selectors, selector))

    def _fits(self, value: str) -> bool:
        return not self.value or bool(re.search(self.value, value))


@dataclass(frozen=True, slots=True)
class Use:
    """A feature that a page uses, with an example; `extra`: only within media queries, on top of what all programs get."""

    feature: Feature
    example: str
    extra: bool


@cache
def known_features() -> tuple[Feature, ...]:
    """Return the table that the package carries."""
    table = tomllib.loads(resources.files(__package__).joinpath("features.toml").read_text("utf-8"))
    return tuple(_feature(slug, row) for slug, row in table.items())


def uses(page: Page, sheet: Sheet) -> Iterator[Use]:
    """Yield each feature that the page uses, once, in the order of the table; first those that all programs get."""
    own = {each for element in page.elements for each in read_style(element.value("style"))}
    everywhere = own | {each for rule in sheet.rules if not rule.media for each in rule.declarations}
    extra = {each for rule in sheet.rules if rule.media for each in rule.declarations} - everywhere
    selectors = {selector for rule in sheet.rules for selector in rule.selectors}
    for feature in known_features():
        if example := _in_page(feature, page) or _declared(feature, everywhere) or _ruled(feature, sheet, selectors):
            yield Use(feature, example, extra=False)
        elif example := _declared(feature, extra):
            yield Use(feature, example, extra=True)


def _feature(slug: str, row: Mapping[str, Any]) -> Feature:
    fields: dict[str, Any] = {name: frozenset(told) if isinstance(told, list) else told for name, told in row.items()}
    return Feature(slug, **fields)


def _in_page(feature: Feature, page: Page) -> str:
    if not (feature.tags or feature.attribute):
        return ""
    likely = chain.from_iterable(page.by_tag.get(tag, ()) for tag in feature.tags) if feature.tags else page.elements
    found = next(filter(feature.in_element, likely), None)
    return f"<{found.tag}{' ' + feature.attribute if feature.attribute else ''}>" if found else ""


def _declared(feature: Feature, declarations: set[Declaration]) -> str:
    found = min((f"{each.name}: {each.value}" for each in declarations if feature.in_declaration(each)), default="")
    return found[:80]


def _ruled(feature: Feature, sheet: Sheet, selectors: set[str]) -> str:
    at_rules = (f"@{keyword} {prelude}" for keyword, prelude in sheet.at_rules if feature.in_at_rule(keyword, prelude))
    return next(at_rules, min(filter(feature.in_selector, selectors), default=""))[:80]
