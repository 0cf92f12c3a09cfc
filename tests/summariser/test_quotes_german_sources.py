"""Which German phrases name a source: views, papers in marks, passives, objects first, demonstratives, acronyms."""

import pytest

from digest.model import Article, Entry
from digest.summariser.quotes import find_quotes


def speakers(text):
    article = Article(Entry("gazette", "1", "", ""), text, language="de")
    return [quote.speaker for quote in find_quotes(article)]


SAID = "„Das ist ein Schlag ins Gesicht der Bürger“"
VIEW = "„ein Schlag ins Gesicht der Bürger“"
SOURCES = {
    "an ordinal's stop ends no sentence": (
        f"Jan Moor hatte am 3. Mai 2010 in Wien erklärt, dies sei {VIEW}.",
        "Jan Moor",
    ),
    "an ordinal before a noun ends none": (f"Jan Moor sagte beim 3. Treffen der Räte, dies sei {VIEW}.", "Jan Moor"),
    "a view with its owner": ("Nach Angaben des Betreibers habe „zu keiner Zeit eine Gefahr bestanden“.", "Betreiber"),
    "a view of his own": (f"Jan Moor war nach eigenen Angaben {VIEW} gewohnt.", "Jan Moor"),
    "his view": (f"Jan Moor trat auf. Nach seiner Meinung war dies {VIEW}.", "Jan Moor"),
    "nobody's view": (f"Nach offiziellen Angaben war der Brand {VIEW}.", ""),
    "a view of bodies with an adjective": (
        f"Nach Ansicht politischer Beobachter ist dies {VIEW}.",
        "politischer Beobachter",
    ),
    "the agent of a passive": (f"Von der Behörde wurde die Lage als {VIEW} eingestuft.", "der Behörde"),
    "the agent in a subordinate clause": (
        f"Die Lage, die von Jan Moor kritisiert wurde, sei {VIEW}.",
        "Jan Moor",
    ),
    "a passive without agent": ("Hier wurde gefordert, es brauche „mehr Mut und mehr Geld für die Schulen“.", ""),
    "who is quoted in the passive": (
        f"Jan Moor wird in der Zeitung mit dem Satz zitiert: {SAID}.",
        "Jan Moor",
    ),
    "who is quoted behind the auxiliary": (f"{SAID}, wird Ann Wolf von der Zeitung zitiert.", "Ann Wolf"),
    "who is quoted by somebody unnamed": (f"{SAID}, zitierte man Ann Wolf vom Sender.", "Ann Wolf"),
    "a perfect around the quote": (f"Ann Wolf hat den Einsatz als {VIEW} bezeichnet.", "Ann Wolf"),
    "a paper behind its verb": (f"{SAID}, schreibt der „Kurier“.", "der „Kurier“"),
    "a paper before its verb": (f"Wie „nord online“ berichtet, ist dies {VIEW}.", "„nord online“"),
    "a body in marks that opens": (
        f"Der „Rat der Mütter“, ein Verein der Stadt, nannte dies {VIEW}.",
        "Der „Rat der Mütter“",
    ),
    "what a thing is called names nobody": (
        "Der Chef Jan Moor nannte den Antrag „keine gute Idee für alle“.",
        "Jan Moor",
    ),
    "somebody told a paper": (f"Jan Moor sagte dem „Kurier“: {SAID}.", "Jan Moor"),
    "somebody speaks in an agency's report": (f"Jan Moor kommentierte das laut „Kurier“ so: {SAID}.", "Jan Moor"),
    "an agency in small letters": (f"Die dpa berichtet, dies sei {VIEW}.", "Die dpa"),
    "an acronym": (f"Die NASA erklärte, dies sei {VIEW}.", "Die NASA"),
    "an initial is no acronym": (f"{SAID}, sagte Jan R. Moor aus Wien.", "Jan R. Moor"),
    "a demonstrative": (f"Jan Moor trat auf. Dieser nannte das {VIEW}.", "Jan Moor"),
    "a demonstrative with a noun is none": (f"Jan Moor trat auf. Dieser Rat nannte das {VIEW}.", "Dieser Rat"),
    "a demonstrative behind its verb": (f"Jan Moor trat auf. Im Rathaus nannte dieser das {VIEW}.", "Jan Moor"),
    "a show that asks a question is a title": (
        f"Jan Moor lobte die Quizshow „Wer weiß denn nun so etwas?“ und nannte das {VIEW}.",
        "Jan Moor",
    ),
    "a compound for a work brings a title": (
        f"Jan Moor lobte den Kinofilm „Das Haus an dem See“ und nannte das {VIEW}.",
        "Jan Moor",
    ),
    "he is somebody who was met": (f"Ann Wolf traf Jan Moor. Er nannte dies {VIEW}.", "Jan Moor"),
    "two men were met": (f"Ann Wolf traf Jan Moor und Tom Harms. Er nannte dies {VIEW}.", ""),
    "they are no woman": (f"Ann Wolf trat auf. Sie sagten, dies sei {VIEW}.", ""),
    "objects in the plural": (f"Die Anlagen nannte der Rat {VIEW}.", "der Rat"),
    "an object before a plural verb": (f"Ann Wolf nannten die Gegner {VIEW}.", "die Gegner"),
    "what is said stands first": (f"Scharfe Kritik äußerte der Rat. Dies sei {VIEW}.", "der Rat"),
    "criticism comes from somebody": (f"Scharfe Kritik kam von Jan Moor: {SAID}.", "Jan Moor"),
    "criticism comes from nowhere": (f"Scharfe Kritik kam vom: {SAID}.", ""),
    "as somebody said": (f"Das Urteil sei {VIEW}, wie Jan Moor betonte.", "Jan Moor"),
    "with these words": (
        "„Das ist ein Schlag ins Gesicht der Bürger.“ Mit diesen Worten kommentierte Ann Wolf das Ergebnis.",
        "Ann Wolf",
    ),
    "so said": ("„Das ist ein Schlag ins Gesicht der Bürger.“ Das sagte Ann Wolf am Montag.", "Ann Wolf"),
    "a name behind two fields of an office": (
        f"Am Montag erklärte die Ministerin für Umwelt und Verkehr, Ann Wolf, in Wien: {SAID}.",
        "Ann Wolf",
    ),
    "a particle with a hyphen": (f"Der Minister Omar al-Sabah sagte, dies sei {VIEW}.", "Omar al-Sabah"),
    "a time of day is nobody": (f"Ann Wolf trat auf. Gestern Abend sagte sie: {SAID}.", "Ann Wolf"),
    "a common noun behind a parted verb": (f"Die Menge gab an, dies sei {VIEW}.", "Die Menge"),
    "a genitive in s keeps its vowel": (f"Laut Angaben des Komitees ist dies {VIEW}.", "Komitee"),
}


@pytest.mark.parametrize(("text", "speaker"), SOURCES.values(), ids=SOURCES)
def test_german_sources_are_named_and_nobody_is_guessed(text, speaker):
    assert speakers("Die Stadt hat am Montag getagt. " + text) == [speaker]
