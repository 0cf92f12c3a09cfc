"""The labelled stories of tests/eval/events: what they are, every pair of them with its label, and how a rule scores on them.

A file holds the invented stories of one language and one part (`en.dev.toml`; `unseen` and `aside` are for scoring alone).
A story is of a `family` (stories that are easily taken for one another) and an `event` in it. Two stories of one family are
one pair: the same where event and language are equal. A story may be a desk's copy of an earlier one of its family: `of`
counts those, `cut` drops paragraphs, `swap` changes words, `add` appends a paragraph.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from digest.collector import fingerprint
from digest.model import Article, Candidate, Entry
from digest.summariser import make_brief

EVENTS = Path(__file__).parents[1] / "tests" / "eval" / "events"

KINDS = ("rewrite", "copy", "update", "follow-up", "topic", "template", "translation")


@dataclass(frozen=True)
class LabelledStory:
    """An invented story: `role` is "", copy, update, followup or template."""

    language: str
    family: str
    event: str
    role: str
    at: datetime
    headline: str
    text: str


@dataclass(frozen=True)
class LabelledPair:
    """Two stories of one family, by their places among the half's stories."""

    one: int
    other: int
    kind: str
    language: str
    same: bool


def read_stories(half: str) -> tuple[LabelledStory, ...]:
    """Return the stories of a half, language by language. A ValueError names the halves where there is no such half."""
    files = sorted(EVENTS.glob(f"*.{half}.toml"))
    if not files:
        known = sorted({file.name.split(".")[1] for file in EVENTS.glob("*.*.toml")})
        raise ValueError(f"no half of the labelled stories is called {half!r}: there are {', '.join(known)}")
    return tuple(story for file in files for story in _stories(file))


def _stories(file: Path) -> Iterator[LabelledStory]:
    known: dict[str, list[str]] = defaultdict(list)
    for row in tomllib.loads(file.read_text("utf-8"))["story"]:
        text = _text(row, known[row["family"]])
        known[row["family"]].append(text)
        role = row.get("role", "copy" if "of" in row else "")
        yield LabelledStory(file.name[:2], row["family"], row["event"], role, row["at"], row["headline"], text)


def _text(row: dict[str, Any], known: list[str]) -> str:
    if "of" not in row:
        return str(row["text"]).strip()
    text = known[row["of"]]
    for old, new in row.get("swap", []):
        if old not in text:
            raise ValueError(f"{row['headline']}: {old!r} is not in the story that it copies")
        text = text.replace(old, new)
    paragraphs = [paragraph for place, paragraph in enumerate(text.split("\n")) if place not in row.get("cut", [])]
    return "\n".join([*paragraphs, *([row["add"]] if "add" in row else [])])


def pairs(stories: tuple[LabelledStory, ...]) -> Iterator[LabelledPair]:
    """Yield every pair of stories of one family."""
    for (place, one), (other_place, other) in combinations(enumerate(stories), 2):
        if one.family == other.family:
            same = (one.event, one.language) == (other.event, other.language)
            yield LabelledPair(place, other_place, _kind(one, other, same), other.language, same)


def _kind(one: LabelledStory, other: LabelledStory, same: bool) -> str:
    roles = {one.role, other.role}
    if one.language != other.language:
        return "translation"
    if same:
        return "update" if "update" in roles else "copy" if roles & {"copy", "template"} else "rewrite"
    return "follow-up" if "followup" in roles else "template" if roles == {"template"} else "topic"


def to_candidates(stories: Iterable[LabelledStory]) -> list[Candidate]:
    """Return the stories as the store would hand them to the editor, with their place as key."""
    return [_candidate(place, story) for place, story in enumerate(stories)]


def _candidate(key: int, story: LabelledStory) -> Candidate:
    url = f"https://desk-{key}.example/story"
    entry = Entry(f"desk-{key}", url, url, story.headline, published=story.at, language=story.language)
    article = Article(entry, story.text, language=story.language)
    return Candidate(key, article, make_brief(article), story.at, fingerprint=fingerprint(story.text))


@dataclass
class Score:
    """Pairs that a rule joined and that are the same, that it joined wrongly, and that it missed."""

    found: int = 0
    wrong: int = 0
    missed: int = 0

    def count(self, *, said: bool, same: bool) -> None:
        """Count one pair."""
        self.found += said and same
        self.wrong += said and not same
        self.missed += same and not said

    @property
    def precision(self) -> float:
        """The share of joined pairs that are the same; 1.0 where none is joined."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of same pairs that are joined; 1.0 where there is none."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = 2 * self.found + self.wrong + self.missed
        return 2 * self.found / total if total else 1.0


Rule = Callable[[list[Candidate]], Iterable[frozenset[int]]]
"""Takes the candidates of a window and returns the groups it makes of them, as keys."""


@dataclass
class Result:
    """A rule's scores on one half: over all pairs, by kind, by language; `strangers` are joins across families."""

    whole: Score
    kinds: dict[str, Score]
    languages: dict[str, Score]
    strangers: int


def score(rule: Rule, half: str) -> Result:
    """Score a rule on a half, all of whose stories are one window."""
    stories = read_stories(half)
    together = {pair for group in rule(to_candidates(stories)) for pair in combinations(sorted(group), 2)}
    result = Result(Score(), defaultdict(Score), defaultdict(Score), 0)
    for pair in pairs(stories):
        said = (pair.one, pair.other) in together
        for each in (result.whole, result.kinds[pair.kind], result.languages[pair.language]):
            each.count(said=said, same=pair.same)
        together.discard((pair.one, pair.other))
    result.strangers = len(together)
    return result
