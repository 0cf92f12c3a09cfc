"""What counts as a quote of an article, and what a quote carries."""

from dataclasses import replace
from pathlib import Path

import pytest

from digest.model import Article, Entry, Passage, Quote
from digest.summariser.quotes import find_quotes

SEED = Path(__file__).parents[2].parent / "shared" / "seed" / "kyiv-independent-page.txt"
WORDS = "We will open the new bridge in May"
PRINTED = 0.95


def article(text, language="en"):
    return Article(Entry("gazette", "1", "https://gazette.example/1", "The bridge"), text, language=language)


def said(text, language="en"):
    """Words, speaker and role of each quote."""
    return [
        (" / ".join(part.text for part in each.words), each.speaker, each.role)
        for each in find_quotes(article(text, language))
    ]


def speakers(text, language="en"):
    return [each.speaker for each in find_quotes(article(text, language))]


def test_a_quote_carries_its_words_its_speaker_and_the_evidence():
    text = f"“{WORDS},” Mayor Ann Li said."
    (quote,) = find_quotes(article(text))
    assert quote.confidence > PRINTED
    assert replace(quote, confidence=0.0) == (
        Quote(
            (Passage(WORDS, 1, 35),),
            "Ann Li",
            "Mayor",
            Passage("Mayor Ann Li", 38, 50),
            Passage("said", 51, 55),
        )
    )


def test_a_split_quote_is_one_quote():
    assert said(f"“{WORDS},” Ann Li said. “It will be a good day.”") == [
        (f"{WORDS} / It will be a good day.", "Ann Li", ""),
    ]


def test_two_quotes_with_words_between_them_are_two():
    assert said(f"“{WORDS},” Ann Li said. She laughed. “It will be a very good day.”") == [
        (f"{WORDS}", "Ann Li", ""),
        ("It will be a very good day.", "Ann Li", ""),
    ]


def test_a_quote_that_runs_over_paragraphs_is_one_quote():
    assert said(f"“{WORDS}.\n“It will be a good day for us,” Ann Li said.") == [
        (f"{WORDS}. / It will be a good day for us", "Ann Li", ""),
    ]
    assert said(f"Ann Li said: “{WORDS}.\n“It will be a good day for us.”") == [
        (f"{WORDS}. / It will be a good day for us.", "Ann Li", ""),
    ]


def test_a_signature_counts_for_every_quote_of_its_sentence():
    assert speakers("“the best day of all days” and “the worst day of all nights.” — Ann Li") == ["Ann Li", "Ann Li"]


def test_a_courtesy_title_tells_the_gender():
    assert speakers(f"Zyx Quill spoke. Ms. Quill left. Peter Xu spoke. “{WORDS},” she said.") == ["Zyx Quill"]


def test_of_two_people_with_one_last_name_the_title_or_the_last_spoken_of_decides():
    text = f"Peter Li left. Anna Li left. “{WORDS},” Mr. Li said.\nAnna Li laughed. “It will be a good day,” Li said."
    assert speakers(text) == ["Peter Li", "Anna Li"]
    assert speakers(f"“{WORDS},” Li said. It was for Peter Li and for Anna Li.") == ["Peter Li"]


def test_a_lone_name_keeps_its_courtesy_title_and_gets_its_rank_as_role():
    assert said(f"“{WORDS},” Mr. Quill said.") == [(f"{WORDS}", "Mr. Quill", "")]
    assert said(f"Governor Quill left.\n“{WORDS},” Quill said.") == [(f"{WORDS}", "Quill", "Governor")]


def test_scare_quotes_titles_and_names_of_works_are_no_quotes():
    text = (
        "The “bridge” and the “Art of the Deal for All of Us” are here. He wrote the book “We Have Never Been There.” "
        "The film “We are not there any more” and “We were never there at all” were shown."
    )
    assert said(text) == []


def test_a_short_quote_counts_where_it_is_an_utterance_of_its_own():
    assert said("“Never again,” Ann Li said. It was “never again” then, Ann Li said.") == [
        ("Never again", "Ann Li", "")
    ]
    assert said("“Never again” is a word.") == []


def test_the_stop_inside_the_marks_does_not_hide_a_title():
    assert said("Ann Li spoke on ABC's “This Week With Peter Roe and Others.” It rained.") == []


def test_a_transcript_names_its_speakers_before_colons():
    text = "LI: It is late now.\nXU: It was always late.\nLI: It will be late.\nXU: We know all that.\nNOTE: one line."
    assert said(text) == [
        ("It is late now.", "LI", ""),
        ("It was always late.", "XU", ""),
        ("It will be late.", "LI", ""),
        ("We know all that.", "XU", ""),
    ]
    assert said("LI: It is late now, too.\nXU: It was always late, too.") == []


def test_a_transcript_with_marks_is_read_by_its_marks():
    text = "\n".join(f"{name}: “It is late now, {name}.”" for name in ("LI", "XU", "LI", "XU"))
    assert speakers(text) == ["LI", "XU", "LI", "XU"]


def test_a_block_quote_in_plain_text_belongs_to_who_announces_it():
    assert said(f"Ann Li wrote:\n> {WORDS}.\n>\nIt rained.") == [(f"{WORDS}.", "Ann Li", "")]


def test_a_dash_opens_no_speech_in_english():
    assert said("- We will open the bridge, she said - it is late.") == []


def test_the_language_is_taken_from_the_article_then_its_entry_then_its_words():
    text = f"„{WORDS}“, sagte Anna Wolf vor der Presse in der Stadt."
    entry = Entry("gazette", "1", "https://gazette.example/1", "Brücke", language="de")
    assert speakers(text, "de-AT") == ["Anna Wolf"]
    assert [each.speaker for each in find_quotes(Article(entry, text))] == ["Anna Wolf"]
    assert speakers(text, "") == ["Anna Wolf"]


def test_a_language_without_a_voice_gets_its_quotes_without_speakers():
    (quote,) = find_quotes(article("”Vi öppnar den nya bron i maj”, sa Anna Berg.", "sv"))
    assert quote == Quote((Passage("Vi öppnar den nya bron i maj", 1, 29),))


def test_an_article_of_the_build_of_the_first_page():
    text = "\n".join(
        (
            "Norland and Sudland have started joint forest drills near Port Ann, the Norland Interior Ministry reported on July 14.",
            (
                '"Holding such drills can enhance the skills of the two forest services and keep the woods safe," the Norland Interior '
                "Ministry reported, citing a Sudland ranger heading the drills."
            ),
            (
                "The news comes days after Lakes Council Secretary General Jan Bergstad on July 11 said that its members agree that Norland is "
                'a "friend" of the fires.'
            ),
            (
                'A joint declaration also mentioned that Norland is a threat, which Bergstad said was "the first time that all members state '
                'this so clearly in a document."'
            ),
            'Norland rejected the notion, characterizing the accusation as "provocative."',
            (
                'At the opening on July 14, a Norland forest officer said that "the ability of both services to fight fires together has '
                "continued to improve,\" according to the ministry's statement."
            ),
            '"Following the ceremony, both services carried out exercises on the map," the ministry wrote.',
            '"The exercise is divided into three stages, including planning in the harbor."',
            'Earlier on July 8, the Eastland Interior Ministry reported that it held a "training" there.',
        )
    )
    ministry = "the Norland Interior Ministry"
    assert [(each.words[0].text[:21], each.speaker, each.role) for each in find_quotes(article(text))] == [
        ("Holding such drills c", ministry, ""),
        ("the first time that a", "Jan Bergstad", "Lakes Council Secretary General"),
        ("the ability of both s", "a Norland forest officer", ""),
        ("Following the ceremon", ministry, ""),
        ("The exercise is divid", ministry, ""),
    ]


@pytest.mark.skipif(not SEED.is_file(), reason="the page that the project began with is not on this machine")
def test_the_first_page_gets_its_speakers():
    page = SEED.read_text("utf-8")
    body = page[page.index("Russia and China have started") : page.index("close partnership with Moscow.")]
    assert [(each.speaker, each.role) for each in find_quotes(article(body.replace("\n\n", "\n")))] == [
        ("the Chinese Defense Ministry", ""),
        ("Jens Stoltenberg", "NATO Secretary General"),
        ("a Chinese navy officer", ""),
        ("the Chinese Defense Ministry", ""),
        ("the Chinese Defense Ministry", ""),
    ]


def test_a_list_of_facts_is_no_transcript():
    facts = "\n".join(["Interval: every 5,000 miles or once a year", "Cost: about 40 dollars and an hour of work"] * 2)
    assert find_quotes(article(facts)) == ()
    spoken = f"We asked our mechanics, Interval and Cost.\n{facts}"
    assert [quote.speaker for quote in find_quotes(article(spoken))] == ["Interval", "Cost", "Interval", "Cost"]


def test_a_label_that_is_nobodys_name_speaks_no_quote():
    (quote,) = find_quotes(article("Tip: “Never water a cactus in the winter months.”"))
    assert (quote.speaker, quote.confidence) == ("", 0.0)


def test_a_word_with_a_capital_only_where_a_sentence_begins_is_hardly_trusted():
    (quote,) = find_quotes(article("“The bridge is safe for the next ten years,” Moreover said."))
    assert (quote.speaker, quote.confidence < PRINTED) == ("Moreover", True)
