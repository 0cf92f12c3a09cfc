"""The language of a text whose page does not tell it, by the small words that no sentence goes without."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from digest.collector.furniture_phrases import fold

TEXT_CHARACTERS, WORDS = 10_000, (20, 1_000)
"""How much of a text is looked at, and the fewest and the most words of it."""
SHARE, LEAD = 0.1, 1.5
"""The least share of small words in a text of the language, and how much more of them it has than of the next best's."""

# The most frequent words of each language. Portuguese, Italian and Dutch stand here lest they be taken for a neighbour.
_SMALL_WORDS = {
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es wird sind hat",
    "en": "the of and to in a is that for it was on with as be at by this have from are an has not",
    "es": "de la que el en y los se del las un por con una su para es al lo como más pero fue",
    "fr": "de la le et les des en un du une que est pour qui dans au sur pas par plus il ce se avec",
    "it": "di che e la il un a per in una è sono del non della con si le da i al ha come gli",
    "nl": "de het een van en in is dat op te zijn met voor niet die aan er om ook als bij door maar",
    "pl": "w i na się z do nie że to jest o od za przez po ma dla jak są oraz tym który",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como",
    "ru": "и в не на что с по как это из он за от для о к а был то его но также",
    "uk": "і в не на що з та у як це до він за від для про а був й його але є також",
}
_LANGUAGES = {code: frozenset(words.split()) for code, words in _SMALL_WORDS.items()}


def guess_language(text: str) -> str:
    """Return the code of the language (BCP 47 primary subtag) that a text is clearly in, of those in the list, else ""."""
    words = list(islice(fold(text[:TEXT_CHARACTERS]), WORDS[1]))
    if len(words) < WORDS[0]:
        return ""
    shares = Counter({code: sum(word in small for word in words) / len(words) for code, small in _LANGUAGES.items()})
    (best, share), (_, next_share) = shares.most_common(2)
    return best if share >= SHARE and share >= LEAD * next_share else ""
