"""What ran already: the words of a story that an issue of the newsletter ran, under another address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from digest.editor.kinship import numbers_agree
from digest.editor.profile import make_profile
from digest.editor.sketch import bands, make_sketch, resemblance
from digest.model import Candidate, Ran

MOSTLY = 0.5
"""The share of the runs of words of both stories that both have, from which on they are mostly the same words."""


def find_again(candidates: Sequence[Candidate], ran: Sequence[Ran]) -> Mapping[int, Ran]:
    """Return the candidates, by key, whose words mostly ran already, with what ran; the newest where several did.

    A story of one event in other words is another story, and so is one form with other numbers: a market report.
    """
    places: dict[bytes, list[int]] = defaultdict(list)
    sketches = [_sketch(each.candidate) for each in ran]
    for place, sketch in enumerate(sketches):
        for band in bands(sketch):
            places[band].append(place)
    found = {}
    for candidate in candidates if ran else ():
        sketch = _sketch(candidate)
        near = sorted({place for band in bands(sketch) for place in places.get(band, ())})
        alike = (ran[place] for place in near if resemblance(sketch, sketches[place]) >= MOSTLY)
        if again := next((each for each in alike if _same_numbers(candidate, each.candidate)), None):
            found[candidate.key] = again
    return found


def _sketch(candidate: Candidate) -> bytes:
    return candidate.sketch or make_sketch(candidate.article.text)


def _same_numbers(one: Candidate, other: Candidate) -> bool:
    return numbers_agree(make_profile(one), make_profile(other))
