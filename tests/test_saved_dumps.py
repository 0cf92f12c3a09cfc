"""Text dumps of news pages: the article is found between menu, promo, caption, teaser, ticker and sign-up form."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from making import NOON
from world import ToldClock, ToldWeb

from digest.adapters.database import open_database
from digest.adapters.shelf import FolderShelf
from digest.jobs.collect import Desk, collect
from digest.model import Candidate, Source, SourceKind

HERE = Path(__file__).parent
INVENTED = HERE / "dumps" / "river-drills.txt"
SEED = HERE.parent.parent / "shared" / "seed" / "kyiv-independent-page.txt"


@dataclass(frozen=True)
class Expected:
    """What a careful editor would lift: the lede's opening, and who said which words (by their first words)."""

    lede: str
    said: dict[str, tuple[str, str]]
    never: tuple[str, ...]


WANTED = {
    INVENTED: Expected(
        "Vessa and neighbouring Tarn have begun joint rescue drills",
        {
            "Such joint drills": ("Interior Ministry", ""),
            "the first time that": ("Osk Lindgren", "River Commission President"),
            "the way in which": ("a Tarn customs officer", ""),
            "After the ceremony": ("Interior Ministry", ""),
        },
        ("Aldous", "weir", "photo book", "Northlight", "audio", "Subscribe", "Skip to", "confirmation", "Tusk"),
    ),
    SEED: Expected(
        "Russia and China have started joint naval drills",
        {
            "Holding such joint": ("Chinese Defense Ministry", ""),
            "the first time that": ("Jens Stoltenberg", "NATO Secretary General"),
            "the mechanism for": ("a Chinese navy officer", ""),
            "Following the ceremony": ("Chinese Defense Ministry", ""),
        },
        (
            "at their best",
            "right side of history",
            "Trump",
            "Pavel Volkov",
            "audio",
            "Subscribe",
            "Skip to",
            "magazine",
        ),
    ),
}


@pytest.fixture(params=[INVENTED, SEED], ids=["invented", "seed"])
def dump(request):
    if not request.param.is_file():
        pytest.skip("the seed page is not part of the project and not beside it")
    return request.param


@pytest.fixture
def candidate(dump, tmp_path) -> Candidate:
    """The dump's article as the store holds it after a collection."""
    database = open_database(str(tmp_path / "digest.db"))
    database.upgrade()
    clock = ToldClock()
    source = Source("dumps", SourceKind.SAVED, str(dump), "Dumps", language="en")
    (visit,) = collect([source], Desk(database.articles, ToldWeb(), FolderShelf(), clock))
    assert (visit.new, visit.problems, visit.error) == (1, (), "")
    (found,) = database.articles.candidates("any", NOON.replace(year=2000), NOON)
    database.close()
    return found


def test_the_lede_is_the_first_sentence_of_the_story(dump, candidate):
    assert candidate.brief.lede.text.startswith(WANTED[dump].lede)


def test_each_quote_has_its_speaker_and_role(dump, candidate):
    told = {}
    for quote in candidate.brief.quotes:
        for opening in WANTED[dump].said:
            if quote.words[0].text.startswith(opening):
                told[opening] = (quote.speaker.removeprefix("the ").removeprefix("Vessa "), quote.role)
    assert told == WANTED[dump].said


def test_nothing_of_the_pages_furniture_is_the_articles(dump, candidate):
    printed = [candidate.article.entry.headline, candidate.article.text, candidate.brief.lede.text]
    printed += [words.text for quote in candidate.brief.quotes for words in quote.words]
    assert [word for word in WANTED[dump].never if any(word in text for text in printed)] == []
