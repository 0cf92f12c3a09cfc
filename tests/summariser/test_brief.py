"""An article in brief: every word of it is the article's own."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.errors import ArticleError
from digest.model import Article, Brief, Entry, Passage
from digest.summariser.brief import MAX_QUOTES, make_brief
from digest.summariser.lede import LEDE_PARAGRAPHS, find_lede

ENTRY = Entry("source", "guid", "https://paper.example/1", "Ferry aground off Tern Island")
LEDE = (
    "A ferry with 214 people on board ran aground off Tern Island on Friday night after its radar failed in thick fog."
)
SAID = "“I saw the rocks and then I heard them,” said Bo Finn, a retired teacher who was on deck with his dog."

SENTENCES = [
    LEDE,
    SAID,
    "“We waited,” Ada Cole, the coast guard’s spokeswoman, said. “Then the boats came out of the fog.”",
    "Cole said the captain had called it “the worst night of my life at sea.”",
    "“Nobody was hurt and nobody panicked.",
    '"The second radar was waiting for a part," he said.',
    "«Ми чекали до ранку на березі», — сказала Олена Гнатюк.",
    "„Wir haben lange gewartet“, sagte der Kapitän Ole Tietjen.",
    "« Nous avons attendu longtemps », a dit Hélène Marchais.",
    "„Długo czekaliśmy na brzegu” – powiedziała Ewa Nowak.",
    "«Esperamos mucho tiempo en la orilla», dijo Elena Marchena.",
    "「私たちは長い間待った。」と船長は語った。",
    "By Ada Cole",
    "Advertisement",
    "KYIV, May 3 (AP) — ",
    "Sign up for our letter.",
    "“",
    "\n",
    "\n",
    " ",
]
NEWS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=14).map("".join)
ANYTHING = st.text(alphabet=st.characters(codec="utf-8"), max_size=300)
LANGUAGES = st.sampled_from(["", "en", "uk", "ru", "de", "fr", "es", "pl", "ja", "xx"])


def article(text: str, language: str = "") -> Article:
    return Article(ENTRY, text, language=language)


def passages(brief: Brief) -> list[Passage]:
    found = [brief.lede] if brief.lede else []
    for quote in brief.quotes:
        found += [*quote.words, *(each for each in (quote.mention, quote.cue) if each)]
    return found


def test_a_brief_has_the_lede_and_the_quotes_with_their_speakers() -> None:
    brief = make_brief(article(f"{LEDE}\n{SAID}"))
    assert brief.entry is ENTRY
    assert brief.lede == find_lede(article(f"{LEDE}\n{SAID}"))
    assert [([words.text for words in quote.words], quote.speaker, quote.role) for quote in brief.quotes] == [
        (["I saw the rocks and then I heard them"], "Bo Finn", "retired teacher")
    ]


def test_an_article_without_a_sentence_that_stands_alone_has_no_lede() -> None:
    assert make_brief(article("Share\nSave")) == Brief(ENTRY, None)


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_an_article_without_text_is_an_error(text: str) -> None:
    with pytest.raises(ArticleError, match="the article has no text"):
        make_brief(article(text))


def test_a_brief_keeps_the_most_salient_quotes_only() -> None:
    text = LEDE + "".join(f"\n“The boat number {n} came out of the fog,” said Ada Cole." for n in range(30))
    assert len(make_brief(article(text)).quotes) == MAX_QUOTES


@settings(deadline=None)
@given(NEWS | ANYTHING, LANGUAGES)
@example("“", "en")
def test_every_word_of_a_brief_is_the_articles_own(text: str, language: str) -> None:
    if not text.strip():
        return
    brief = make_brief(article(text, language))
    assert all(text[each.start : each.end] == each.text != "" for each in passages(brief))
    assert len(brief.quotes) <= MAX_QUOTES


@settings(deadline=None)
@given(NEWS, LANGUAGES)
def test_no_words_of_a_quote_reach_into_another_paragraph(text: str, language: str) -> None:
    if not text.strip():
        return
    brief = make_brief(article(text, language))
    assert all("\n" not in words.text for quote in brief.quotes for words in quote.words)
    assert brief.lede is None or len([line for line in brief.lede.text.split("\n") if line]) <= LEDE_PARAGRAPHS


@settings(deadline=None)
@given(NEWS | ANYTHING, LANGUAGES)
def test_the_lede_of_a_brief_is_the_one_found_and_unaltered(text: str, language: str) -> None:
    if not text.strip():
        return
    lede = make_brief(article(text, language)).lede
    assert lede is None or lede == find_lede(article(text, language))
