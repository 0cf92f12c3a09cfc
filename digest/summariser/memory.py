"""Memory: whom a reader has in mind while going through an article, and what each mention was taken for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from digest.summariser.cast import Cast, Person
from digest.summariser.roles import find_role
from digest.summariser.sight import Shown
from digest.summariser.tagging import Line, Span


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a mention means: the name to print ("" where nobody or two could be meant), the person, m, f or "".

    `signs` says how the mention is tied to the name, for the confidence in it; `weight` is how well it fits as a speaker
    at all, 0.0 to 1.0. `human` tells whether a later he or she may mean it.
    """

    name: str
    person: Person | None = None
    gender: str = ""
    signs: tuple[str, ...] = ()
    weight: float = 1.0
    human: bool = True


@dataclass(slots=True)
class Memory:
    """Whom a reader has in mind: everybody spoken of as a subject so far, newest last, and what each mention meant.

    `roles` and `holders` keep what was looked up: each person's role, and the people whose role has a noun. `shown` are
    the places where somebody is named, `unnamed` the subjects that no name stands for (name "" for a person).
    """

    line: Line
    cast: Cast
    focus: list[Who] = field(default_factory=list)
    known: dict[Span, Who] = field(default_factory=dict)
    roles: dict[int, Span | None] = field(default_factory=dict)
    holders: dict[str, list[Person]] = field(default_factory=dict)
    shown: Sequence[Shown] | None = None
    unnamed: list[Shown] = field(default_factory=list)
    bodies: list[Shown] = field(default_factory=list)


def role_of(memory: Memory, person: Person) -> Span | None:
    """Return the tokens of what the article says that a person is, beside a full name or a titled last name."""
    if id(person) not in memory.roles:
        titled = memory.cast.titled.get(person.last, ())
        memory.roles[id(person)] = find_role(memory.line, [*person.places, *titled])
    return memory.roles[id(person)]
