"""Interviews printed as question and answer: speech that stands without quotation marks.

Why did you leave?              a question: a short paragraph that ends in its mark, or a prompt ("Tell us about …")
I had seen enough. We all had.  its answer: a paragraph or more
Q: Why did you leave?           either may stand behind a label ("Frage", "Holm", "A.H.", "GAZETTE") or a dash

Each paragraph is a letter, and an interview a row of letters:

q i   a question; a prompt          a   behind a label that answers
p     any other prose               h   none of these: a heading, who held the interview, what
                                                                  stands behind a label that nobody is known by
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.summariser.furniture import is_prose
from digest.summariser.prose import Span, paragraphs
from digest.summariser.voices import Voice

TURNS = 3
"""Fewer questions with their answers are no interview: any article may ask two."""

INTRODUCTION, AFTERWORD = 1500, 300
"""How many characters before the first question, and behind the last answer or at the end, may say that it is an interview."""

QUESTION_WORDS, PROMPT_WORDS = 60, 30
"""The most words of a question and of a prompt; what is longer tells, whatever it ends in."""

REMARK_WORDS = 15
"""A paragraph of so few words behind the first of an answer may be the interviewer's."""

CREDIT_WORDS = 15
"""A longer line does not only name who asked."""

ANSWER_PARAGRAPHS = 6
"""Where the answers have more paragraphs than this on average, the questions are an essay's or a report's."""

FIRST_PERSON, ADDRESSED = 0.5, 0.5
"""From which share of answers on that say "I" or "we", and of questions that say "you", somebody is interviewed."""

OWN = 0.25
"""The same share of answers behind names: a list has names before its colons, too."""

ADDRESSED_ANNOUNCED = 0.2
"""The same share of questions where the introduction says that somebody was interviewed, without labels or dashes."""

SELF_ASKED = 0.25
"""Who interviews does not say "I": from this share on the questions are an essayist's, or a reader's in a list of answers."""

ASKING = 0.6
"""From which share of questions among what it brings a label is the interviewer's."""

QUESTION, ANSWER = "Q:", "A:"
"""Labels that stand for every form of "Question" and of "Answer"; no name has a colon."""

_LABEL = re.compile(r"([^\W\d_][\w.'’ -]{0,40}?)[ \t\xa0\u202f]*:[ \t\xa0]+(?=\S)|([^\W\d_]{1,12})\.[ \t]+(?=\S)")
_DASH = re.compile(r"[—–―-][ \t\xa0]*(?=\S)")
_ASKED = re.compile(r"\?[!?…]*[\"'”’»)\]\s]*\Z")
_WORD = re.compile(r"[^\W\d_]+")
_TURN = re.compile(r"([qi](?:h*[qi])*)([aph]+)")
_MARKED = tuple("“„«\"'‚‘「:*>")
_LOOKED_AT = 600


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph: its letter, where its words start and end, and its label, "" and an empty span without one."""

    letter: str
    start: int
    end: int
    label: str = ""
    head: Span = (0, 0)
    dashed: bool = False

    @property
    def left(self) -> int:
        """Where the paragraph starts, with its label."""
        return self.head[0] if self.label else self.start


@dataclass(frozen=True, slots=True)
class Turn:
    """The paragraphs that ask, and those that answer; neither is empty."""

    asked: tuple[Part, ...]
    answers: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Interview:
    """The turns of an interview. `announced`: the text says that it is one. `named`: its answers have labels that are names."""

    turns: tuple[Turn, ...]
    announced: bool
    named: bool


def find_interview(text: str, headline: str, voice: Voice, name_of: Callable[[str], str]) -> Interview | None:
    """Return the interview that a text is, None where it may be anything else; `name_of` tells whom a label means, or "".

    At least TURNS questions are answered. Labels that are names prove it. Otherwise the answers are in the first person,
    and the questions address somebody, or the text says that it is an interview: an essay asks itself, a list of
    questions answers as "it", and a quiz does not answer at all. A language without a list of its words has none.
    """
    if text.count("?") < TURNS or "interview.self" not in voice.lists:
        return None
    parts = list(_alternating(text, _read(text, voice, name_of), voice))
    turns = _without_afterword(text, _without_teaser(text, _turns(parts), voice), voice)
    if len(turns) < TURNS or sum(part.letter == "q" for turn in turns for part in turn.asked) < TURNS:
        return None
    names = Counter(name_of(part.label) for turn in turns for part in turn.answers if part.letter == "a")
    found = Interview(turns, _is_announced(text, headline, turns, voice), named=any(names))
    spoken = _name_speakers(text, turns, names, voice) if found.named else _is_spoken(text, found, voice)
    return found if spoken else None


def _is_announced(text: str, headline: str, turns: Sequence[Turn], voice: Voice) -> bool:
    start, end = turns[0].asked[0].left, turns[-1].answers[-1].end
    after = (text[end : end + AFTERWORD], text[max(end, len(text) - AFTERWORD) :])
    around = (headline, text[max(0, start - INTRODUCTION) : start], *after)
    return any(says(words, voice, "interview.announced") for words in around)


def says(words: str, voice: Voice, heading: str) -> bool:
    """Tell whether one of the words of a voice's list stands in a passage, in this case or in small letters."""
    listed = voice.lists.get(heading, frozenset())
    return any(word in listed or word.lower() in listed for word in _WORD.findall(words))


def _name_speakers(text: str, turns: Sequence[Turn], names: Mapping[str, int], voice: Voice) -> bool:
    """Tell whether labels are names of people who speak: each comes again, and some of them say "I" or "we"."""
    return "" not in names and min(names.values()) > 1 and _own_share(text, turns, voice) >= OWN


def _is_spoken(text: str, found: Interview, voice: Voice) -> bool:
    """Tell whether questions ask somebody, and answers are somebody's own."""
    turns = found.turns
    questions = [" ".join(text[part.start : part.end] for part in turn.asked) for turn in turns]
    answers = [" ".join(text[part.start : part.end] for part in turn.answers) for turn in turns]
    regular = all(turn.answers[0].label or turn.answers[0].dashed for turn in turns)
    least = (0.0 if regular else ADDRESSED_ANNOUNCED) if found.announced else ADDRESSED
    own = _own_share(text, turns, voice) if found.announced else _share(answers, voice, "interview.self")
    return (
        sum(len(turn.answers) for turn in turns) <= ANSWER_PARAGRAPHS * len(turns)
        and not any(answer.startswith(_MARKED) for answer in answers)
        and own >= FIRST_PERSON
        and _share(questions, voice, "interview.self") < SELF_ASKED
        and _share(questions, voice, "interview.you") >= least
    )


def _own_share(text: str, turns: Sequence[Turn], voice: Voice) -> float:
    """Return the share of answers in the first person."""
    answers = [" ".join(text[part.start : part.end] for part in turn.answers) for turn in turns]
    return _share(answers, voice, "interview.self", "interview.ourselves")


def _share(passages: Sequence[str], voice: Voice, *headings: str) -> float:
    return sum(any(says(each, voice, heading) for heading in headings) for each in passages) / len(passages)


def _read(text: str, voice: Voice, name_of: Callable[[str], str]) -> list[Part]:
    """Return the paragraphs, each with its letter."""
    heads = [(span, _LABEL.match(text, *span)) for span in paragraphs(text)]
    labelled = [_labelled(span, head, voice) if head else None for span, head in heads]
    letters = _letters(text, [part for part in labelled if part and part.label], name_of)
    return [
        replace(part, letter=letters[part.label]) if part and part.label in letters else _unlabelled(text, span, voice)
        for part, (span, _) in zip(labelled, heads, strict=True)
    ]


def _alternating(text: str, parts: Sequence[Part], voice: Voice) -> Iterator[Part]:
    """Yield the paragraphs; of two questions in a row the second answers where it has a dash of its own or says "I"."""
    before = Part("h", 0, 0)
    for part in parts:
        row = before.letter == part.letter == "q" and not part.label and before.dashed == part.dashed
        replies = row and (part.dashed or says(text[part.start : part.end], voice, "interview.self"))
        before = replace(part, letter="p") if replies else part
        yield before


def _labelled(span: Span, head: re.Match[str], voice: Voice) -> Part:
    """Return what stands behind a label; all forms of "Question" and of "Answer" are one, "" is none."""
    label = head.group(1) or head.group(2)
    shown = label if head.group(1) else ""
    if voice.has("interview.asks", label.lower()):
        shown = QUESTION
    elif voice.has("interview.answers", label.lower()):
        shown = ANSWER
    return Part("", head.end(), span[1], shown, (head.start(), head.start() + len(label)))


def _letters(text: str, labelled: Sequence[Part], name_of: Callable[[str], str]) -> Mapping[str, str]:
    """Return which labels ask ("q"), answer ("a") or are unknown ("h"). "A" answers only where "Q" asks; nobody named asks."""
    counts = Counter(part.label for part in labelled)
    asked = Counter(part.label for part in labelled if _asks(text[part.start : part.end]))
    asking = {label for label, count in asked.items() if counts[label] >= TURNS and count >= ASKING * counts[label]}
    asking = {label for label in asking if not name_of(label)}
    answers = {label: "a" for label in counts if label == ANSWER or name_of(label)}
    if not asking:
        answers.pop(ANSWER, None)
    unknown = (label for label, count in counts.items() if count >= TURNS)
    return dict.fromkeys(unknown, "h") | answers | dict.fromkeys(asking, "q")


def _unlabelled(text: str, span: Span, voice: Voice) -> Part:
    start, end = span
    dash = _DASH.match(text, start, end)
    start = dash.end() if dash else start
    return Part(_letter(text[start:end], voice), start, end, dashed=dash is not None)


def _letter(words: str, voice: Voice) -> str:
    if _asks(words):
        return "q"
    opening = words[:_LOOKED_AT].split()
    if not is_prose(words) or (len(opening) <= CREDIT_WORDS and says(" ".join(opening[:3]), voice, "interview.held")):
        return "h"
    return "i" if len(opening) <= PROMPT_WORDS and says(opening[0], voice, "interview.prompts") else "p"


def _asks(words: str) -> bool:
    return bool(_ASKED.search(words[-16:])) and len(words[:_LOOKED_AT].split()) <= QUESTION_WORDS


def _turns(parts: Sequence[Part]) -> tuple[Turn, ...]:
    """Return the questions with their answers; where most answers have a label, what has none before it answers nothing."""
    found = [
        Turn(tuple(parts[slice(*match.span(1))]), tuple(parts[slice(*match.span(2))]))
        for match in _TURN.finditer("".join(part.letter for part in parts))
    ]
    labelled = 2 * sum(any(part.letter == "a" for part in turn.answers) for turn in found) > len(found)
    return tuple(_clean_turns(found, labelled=labelled))


def _clean_turns(turns: Sequence[Turn], *, labelled: bool) -> Iterator[Turn]:
    for turn in turns:
        first = next((at for at, part in enumerate(turn.answers) if part.letter == "a" or not labelled), None)
        answers = tuple(part for part in turn.answers[first:] if part.letter != "h") if first is not None else ()
        if answers:
            yield Turn(tuple(part for part in turn.asked if part.letter != "h"), answers)


def is_remark(text: str, turn: Turn, part: Part, voice: Voice) -> bool:
    """Tell whether a paragraph of an answer may be the interviewer's, who does not always ask ("Sounds easy …").

    It is short, or says "you" and never "I". The first paragraph, and what stands behind a label, is the answer.
    """
    words = text[part.start : part.end]
    if part == turn.answers[0] or part.letter == "a":
        return False
    short = len(words[:_LOOKED_AT].split()) <= REMARK_WORDS
    return short or (says(words, voice, "interview.you") and not says(words, voice, "interview.self"))


def _without_teaser(text: str, turns: Sequence[Turn], voice: Voice) -> Sequence[Turn]:
    """Return the turns but a first one that only leads to the interview: "Can a town go without cars? We asked its mayor."."""
    first = " ".join(text[part.start : part.end] for turn in turns[:1] for part in turn.answers)
    leads = says(first, voice, "interview.announced") and not says(first, voice, "interview.self")
    return turns[1:] if leads else turns


def _without_afterword(text: str, turns: Sequence[Turn], voice: Voice) -> tuple[Turn, ...]:
    """Return the turns, the last answer cut where nobody speaks in the first person any more: the paper does."""
    if not turns:
        return ()
    first, *others = turns[-1].answers
    own = [first]
    for part in others:
        words = text[part.start : part.end]
        if not says(words, voice, "interview.self") and part.letter != "a":
            break
        own.append(part)
    return (*turns[:-1], Turn(turns[-1].asked, tuple(own)))
