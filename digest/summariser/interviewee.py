"""Who answers in an interview, and their answers as quotes.

The interviewee is whom the label names, else the one person whom the introduction or the headline names in full. Where
two people could be meant, the answers are no quotes: nothing else in the text marks them as anybody's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from digest.model import Article, Quote
from digest.summariser.cast import Person, read_cast
from digest.summariser.confidence import most
from digest.summariser.interview import INTRODUCTION, Interview, Part, find_interview, is_remark, says
from digest.summariser.language import load_language
from digest.summariser.memory import Memory
from digest.summariser.phrases import is_first_name
from digest.summariser.prose import Span, count_words, sentences
from digest.summariser.tagging import Line, tag_text
from digest.summariser.voices import Voice

QUOTE_WORDS = 40
"""Whole sentences are put together up to so many words: what is longer fits no digest (`salience.WORDS`)."""

FEWEST_WORDS = 5
"""Fewer words ("Yes, always.") say nothing without their question."""

LABELLED, ALONE, CHOSEN = 0.97, 0.95, 0.8
"""How sure a name is. A label errs only where the cast does. Next comes whoever alone is named before the first question,
and is meant by the words of asking, a question's address or the headline. Without these, or one of several, it may be
somebody whom the interview is about: below what newsletters print. Set by hand, since the marked articles hold too few
interviews to fit a weight."""

BARE_WORDS = 2
"""Words of asking that are no sentence ("Rencontre.", "An interview.") lead to whoever was named before."""

REPORTED = 0.25
"""Nobody speaks of themselves by their last name: where this share of the answers does, a reporter wrote them."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_GENITIVE = re.compile("['’]s?$")
_ADDRESS = re.compile(r"(?:[^\W\d_]+\.?\s+){0,3}?([^\W\d_]+(?:['’-][^\W\d_]+)*),")
_INITIALS = (2, 4)


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers as quotes, each with the person who gives it (None where unknown), and the paragraphs they come from."""

    quotes: tuple[tuple[Quote, Person | None], ...] = ()
    covered: tuple[Span, ...] = ()


class _People:
    """Everybody an article names but its authors, by what may stand before a colon: names, initials."""

    def __init__(self, article: Article, memory: Memory) -> None:
        self.article, self.memory = article, memory
        self.stem = memory.line.voice.stem

    @cached_property
    def all(self) -> list[Person]:
        """The cast without the authors; few articles are interviews, so it is made when it is asked for."""
        writers = {*_WORD.findall(f"{self.article.byline} {self.article.entry.author}")}
        return [each for each in self.memory.cast.people.values() if not {*_WORD.findall(each.full)} <= writers]

    @cached_property
    def by_key(self) -> dict[str, list[Person]]:
        """The people by each of the labels that may mean them, in small letters."""
        people: dict[str, list[Person]] = {}
        for person in self.all:
            for key in self._keys(person.full.split()):
                people.setdefault(key, []).append(person)
        return people

    def _keys(self, words: Sequence[str]) -> set[str]:
        initials = [word[0] for word in words]
        lettered = _INITIALS[0] <= len(initials) <= _INITIALS[1]
        spelt = {"".join(initials), ".".join(initials)} if lettered else set()
        return {each.casefold() for each in ({" ".join(words), words[0], self.stem(words[-1]), words[-1]} | spelt)}

    def name_of(self, label: str) -> str:
        """Return the full name of the one person whom a label can mean, else ""."""
        person = self.meant_by(label)
        return person.full if person else ""

    def meant_by(self, label: str) -> Person | None:
        """Return the one person whom a label can mean; a title before the name is passed over."""
        for key in (label, label.replace(" ", ""), label.rpartition(" ")[2]):
            people = self.by_key.get(key.rstrip(".").casefold(), ())
            if people:
                return people[0] if len(people) == 1 else None
        return None

    def in_words(self, words: str, among: Sequence[Person]) -> list[Person]:
        """Return those whose last names stand in a passage."""
        stems = {self.stem(_GENITIVE.sub("", word)) for word in _WORD.findall(words)}
        return [person for person in among if person.last in stems]


@dataclass(frozen=True, slots=True)
class _Source:
    """Whom answers without a name's label belong to: the name to print ("": nobody known), the person, how sure that is."""

    name: str = ""
    person: Person | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class _Scene:
    article: Article
    memory: Memory
    people: _People
    found: Interview

    def words(self, part: Part) -> str:
        return self.article.text[part.start : part.end]


def read_answers(article: Article, memory: Memory) -> Answers:
    """Return the answers of an interview as quotes in text order; none where the article is no interview.

    An answer's paragraph is cut into runs of whole sentences of up to QUOTE_WORDS, from its first sentence on: the answer
    proper comes first, and nothing that may be the best of it is lost. Sentences in brackets are the paper's.
    """
    people = _People(article, memory)
    found = find_interview(article.text, article.entry.headline, memory.line.voice, people.name_of)
    if found is None or article.kind == "live":
        return Answers()
    scene = _Scene(article, memory, people, found)
    source = _Source() if found.named else _interviewee(scene)
    text, voice = article.text, memory.line.voice
    parts = [part for turn in found.turns for part in turn.answers if not is_remark(text, turn, part, voice)]
    own = [part for part in parts if not _is_reported(scene, part, source)]
    if len(own) <= (1 - REPORTED) * len(parts) or not (found.named or source.name):
        return Answers()
    paragraphs = own + [part for turn in found.turns for part in turn.asked]
    return Answers(tuple(_quotes(scene, own, source)), tuple(sorted((part.left, part.end) for part in paragraphs)))


def _interviewee(scene: _Scene) -> _Source:
    """Return whom the words before the first question name, else the headline; nobody where two people could be meant."""
    line, start = scene.memory.line, scene.found.turns[0].asked[0].left
    named = [each for each in scene.people.all if line.spans[each.places[0][0]][0] < start]
    if not named:
        return _in_headline(scene)
    addressed = scene.people.in_words(_addressed(scene), named)
    if len(addressed) == 1:
        return _Source(addressed[0].full, addressed[0], ALONE)
    announcing = _announcing(scene, start)
    shown = scene.people.in_words(announcing, named) or scene.people.in_words(scene.article.entry.headline, named)
    alone = [each for each in named if not _is_place(line, each)]
    if len(alone) == 1 and shown in ([], alone):
        return _Source(alone[0].full, alone[0], ALONE if shown or _takes_up(announcing, line.voice) else CHOSEN)
    return _Source(shown[0].full, shown[0], CHOSEN) if len(shown) == 1 else _Source()


def _addressed(scene: _Scene) -> str:
    """Return the last words before a comma at the head of questions: "Ms. Holm, why …"."""
    questions = (scene.words(part) for turn in scene.found.turns for part in turn.asked)
    return " ".join(match.group(1) for match in map(_ADDRESS.match, questions) if match)


def _is_place(line: Line, person: Person) -> bool:
    """Tell whether what looks like a name may be a place's: "at Cape Dunn", "auf der Insel Norderoog"."""
    start = person.places[0][0]
    return line.at(start - 1) in ("P", "d") and not is_first_name(line, start)


def _announcing(scene: _Scene, start: int) -> str:
    """Return the sentences before the first question that say that somebody was asked."""
    text, voice = scene.article.text, scene.memory.line.voice
    spans = sentences(text, max(0, start - INTRODUCTION), start, load_language(voice.code))
    told = (text[slice(*span)] for span in spans)
    return " ".join(sentence for sentence in told if says(sentence, voice, "interview.announced"))


def _takes_up(words: str, voice: Voice) -> bool:
    """Tell whether somebody named before is meant: "The Gazette asked her" or "Interview.", not "We asked a neighbour"."""
    return 0 < len(words.split()) <= BARE_WORDS or any(
        says(words, voice, f"pronouns.{each}") for each in ("he", "she", "his", "her")
    )


def _in_headline(scene: _Scene) -> _Source:
    headline = tag_text(scene.article.entry.headline, (), scene.memory.line.voice)
    people = list(read_cast(headline).people.values())
    return _Source(people[0].full, None, CHOSEN) if len(people) == 1 else _Source()


def _is_reported(scene: _Scene, part: Part, source: _Source) -> bool:
    """Tell whether a paragraph behind a question is a reporter's: it calls whoever answers by the last name."""
    person = source.person if not part.label else None
    return person is not None and bool(scene.people.in_words(scene.words(part), [person]))


def _quotes(scene: _Scene, parts: Sequence[Part], source: _Source) -> Iterator[tuple[Quote, Person | None]]:
    """Yield the quotes of the answers; behind a label that is a name they are that person's, in every paragraph."""
    marks = {part: turn.asked[-1].end for turn in scene.found.turns for part in turn.answers}
    labelled: Part | None = None
    for part in parts:
        if labelled is None or part.label or marks[part] != marks[labelled]:
            labelled = part
        head = labelled.head if labelled.label else (marks[part] - 1, marks[part])
        meant = _labelled(scene, labelled) if scene.found.named else source
        place = head if scene.found.named else _first_place(scene, meant.person)
        evidence = (scene.article.lift(*place) if place else None, scene.article.lift(*head))
        sure = min(meant.confidence, most(scene.memory.line.voice.code))
        for run in _runs(scene, part):
            yield Quote((scene.article.lift(*run),), meant.name, "", *evidence, sure), meant.person


def _labelled(scene: _Scene, part: Part) -> _Source:
    person = scene.people.meant_by(part.label)
    return _Source(person.full if person else "", person, LABELLED)


def _first_place(scene: _Scene, person: Person | None) -> Span | None:
    if person is None:
        return None
    start, end = person.places[0]
    return scene.memory.line.spans[start][0], scene.memory.line.spans[end - 1][1]


def _runs(scene: _Scene, part: Part) -> Iterator[Span]:
    """Yield runs of whole sentences of FEWEST_WORDS to QUOTE_WORDS, a longer sentence alone."""
    text = scene.article.text
    for start, end in _all_runs(scene, part):
        if count_words(text[start:end]) >= FEWEST_WORDS:
            yield start, end


def _all_runs(scene: _Scene, part: Part) -> Iterator[Span]:
    text = scene.article.text
    run: Span | None = None
    for start, end in sentences(text, part.start, part.end, load_language(scene.memory.line.voice.code)):
        aside = text[start] in "([" and text[end - 1] in ")]"
        if run and (aside or count_words(text[run[0] : end]) > QUOTE_WORDS):
            yield run
            run = None
        if not aside:
            run = (run[0] if run else start, end)
    if run:
        yield run
