"""Which tags MJML has, where each may stand and what it may carry: the table `mjml.toml`, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

SIDES = ("", "-top", "-right", "-bottom", "-left")


class Holds(StrEnum):
    """What may stand in a tag."""

    TAGS = "tags"
    HTML = "html"
    TEXT = "text"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Tag:
    """An MJML tag: the tags it may stand in, the attributes it may carry, what it may hold."""

    name: str
    parents: frozenset[str]
    attributes: frozenset[str]
    holds: Holds


@dataclass(frozen=True, slots=True)
class Value:
    """What an attribute's value must look like, as a pattern and in words."""

    pattern: re.Pattern[str]
    says: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """MJML's tags by name, what is turned down with what to write instead, and the HTML tags of a mail.

    `dropped` and `values` are keyed by "tag attribute", `values` also by "attribute" alone.
    """

    tags: Mapping[str, Tag]
    refused: Mapping[str, str]
    dropped: Mapping[str, str]
    values: Mapping[str, Value]
    void: frozenset[str]
    paired: frozenset[str]

    @property
    def every_attribute(self) -> frozenset[str]:
        """What `mj-all` and `mj-class` may carry: any tag's attribute."""
        return frozenset[str]().union(*(tag.attributes for tag in self.tags.values()))

    def value(self, tag: str, attribute: str) -> Value | None:
        """Return what the value of a tag's attribute must look like, None where anything goes."""
        return self.values.get(f"{tag} {attribute}") or self.values.get(attribute)


@cache
def mjml_grammar() -> Grammar:
    """Return the grammar that the package carries."""
    table = tomllib.loads(resources.files(__package__).joinpath("mjml.toml").read_text("utf-8"))
    return Grammar(
        tags={name: _tag(name, row) for name, row in table["tags"].items()},
        refused=table["refused"],
        dropped=table["dropped"],
        values=dict(chain.from_iterable(map(_values, table["values"].values()))),
        void=frozenset(table["html"]["void"].split()),
        paired=frozenset(table["html"]["paired"].split()),
    )


def did_you_mean(word: str, known: Iterable[str], shape: str = "{}") -> str:
    """Return ` (did you mean ...?)` with the nearest known word, or "" where none is near."""
    near = get_close_matches(word.lower(), sorted(known), n=1, cutoff=0.7)
    return f" (did you mean {shape.format(near[0])}?)" if near else ""


def _tag(name: str, row: Mapping[str, str]) -> Tag:
    own = {attribute for word in row["attributes"].split() for attribute in _spread(word)}
    dressed = {"css-class", "mj-class"} if name.startswith("mj-") else set[str]()
    return Tag(name, frozenset(row["in"]), frozenset(own | dressed), Holds(row["holds"]))


def _values(row: Mapping[str, Any]) -> Iterable[tuple[str, Value]]:
    value, of = Value(re.compile(row["pattern"]), row["says"]), row["of"]
    return ((name, value) for name in (of.split() if isinstance(of, str) else of))


def _spread(word: str) -> Iterable[str]:
    return (word[:-1] + side for side in SIDES) if word.endswith("*") else (word,)
