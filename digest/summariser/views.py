"""Views: German "nach Angaben der Polizei", where a noun tells that somebody is quoted, and whose view it is.

nach Angaben der Polizei, nach Ansicht von Ann Li      whoever stands behind the noun, in the genitive or with "von"
nach ihrer Meinung, ihrer Meinung nach                 she
hat nach eigenen Angaben gewusst                       the subject of the sentence
nach offiziellen Angaben                               nobody
"""

from __future__ import annotations

from digest.summariser.clauses import Cue, Sentence
from digest.summariser.phrases import pronoun
from digest.summariser.tagging import Line


def is_view(line: Line, at: int) -> bool:
    """Tell whether the word at `at` is a noun for a view."""
    return line.word(at)[0].isupper() and line.voice.has("words.views", line.word(at).lower())


def read_view(sentence: Sentence, at: int) -> Cue | None:
    """Return the cue of the noun for a view at `at`."""
    line = sentence.line
    before = line.word(at - 1).lower() if at > sentence.start else ""
    if line.voice.has("pronouns.his", before) or line.voice.has("pronouns.her", before):
        return Cue(at, pronoun(at - 1))
    if line.voice.has("words.own", before):
        return sentence.shared(at) or sentence.followed(at, at + 2)
    return sentence.followed(at, at + 1 + (line.at(at + 1) == "P")) if _has_owner(line, at + 1) else None


def _has_owner(line: Line, at: int) -> bool:
    """Tell whether a phrase in the genitive, or with "von", begins at `at`."""
    tag, word = line.at(at), line.word(at) if line.at(at) else ""
    if tag in ("P", "d"):
        return line.voice.has("words.linking", word) or line.voice.has("words.genitive", word)
    return tag in tuple("NORHG") or (tag == "w" and word.endswith("er"))
