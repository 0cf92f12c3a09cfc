"""Who says a quote: the ways in which English news attributes speech, and whom its names and pronouns mean."""

import pytest

from digest.model import Article, Entry, Passage, Quote
from digest.summariser.quotes import find_quotes

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


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        (f"“{WORDS},” said Ann Li.", "Ann Li", ""),
        (f"“{WORDS},” Ann Li said on Monday.", "Ann Li", ""),
        (f"“{WORDS},” Ann Li told reporters.", "Ann Li", ""),
        (f"“{WORDS},” says Ann Li, a baker from Bern.", "Ann Li", "baker from Bern"),
        (f"“{WORDS},” said Ann Li, 42, a baker from Bern.", "Ann Li", "baker from Bern"),
        (f"“{WORDS},” said Ann Li (D-N.Y.).", "Ann Li", ""),
        (f"“{WORDS},” said Gov. Ann Li of Ohio, a Democrat.", "Ann Li", "Gov."),
        (f"“{WORDS},” said former Secretary of State Ann Li.", "Ann Li", "former Secretary of State"),
        (f"“{WORDS},” said former secretary of state Ann Li.", "Ann Li", "former secretary of state"),
        (f"“{WORDS},” said the mayor's spokesman, Bo Xu.", "Bo Xu", "mayor's spokesman"),
        (f"“{WORDS},” said the head of the union, Bo Xu.", "Bo Xu", "head of the union"),
        (f"“{WORDS},” said University of Bern law professor Ann Li.", "Ann Li", "University of Bern law professor"),
        (f"“{WORDS},” New York University law professor Ann Li said.", "Ann Li", "New York University law professor"),
        (f"“{WORDS},” said the Morning Post's Ann Li.", "Ann Li", "Morning Post"),
        (f"“{WORDS},” Ann Li, who has a bakery in Bern, said.", "Ann Li", ""),
        (f"“{WORDS},” Ann Li, 42, of Springfield, Ohio, who was there, said in an interview.", "Ann Li", ""),
        (f"“{WORDS},” Ann Li, the mayor of Bern, told the crowd.", "Ann Li", "mayor of Bern"),
        (f"“{WORDS},” the mayor's spokeswoman, Ann Li, said.", "Ann Li", "mayor's spokeswoman"),
        (f"“{WORDS},” Ann Li -- who is the mayor -- said.", "Ann Li", ""),
        (f"“{WORDS},” Ann Li (D-N.Y.) said.", "Ann Li", ""),
        (f"“{WORDS},” thundered Ann Li.", "Ann Li", ""),
        (f"“{WORDS},” Ann Li thundered.", "Ann Li", ""),
        (f"“{WORDS},” according to Ann Li.", "Ann Li", ""),
        (f"“{WORDS},” according to a post from Ann Li.", "Ann Li", ""),
        (f"“{WORDS},” as Ann Li put it.", "Ann Li", ""),
        (f"“{WORDS}!” Ann Li said.", "Ann Li", ""),
        (f"“{WORDS}?” asked Ann Li.", "Ann Li", ""),
        (f"“{WORDS}.” Ann Li said.", "Ann Li", ""),
        (f"Ann Li said: “{WORDS}.”", "Ann Li", ""),
        (f"Ann Li thunders: “{WORDS}.”", "Ann Li", ""),
        (f"Said Ann Li: “{WORDS}.”", "Ann Li", ""),
        (f"Ann Li said in a long statement on Monday that “{WORDS.lower()}.”", "Ann Li", ""),
        (f"Ann Li was quick to say that “{WORDS.lower()}.”", "Ann Li", ""),
        (f"Ann Li has a new name for it, calling it “{WORDS.lower()}.”", "Ann Li", ""),
        (f"In a speech on Monday, Ann Li, the mayor, called it “{WORDS.lower()}.”", "Ann Li", "mayor"),
        (f"The bridge, Ann Li said, is “{WORDS.lower()}.”", "Ann Li", ""),
        (f"The bridge, said Ann Li, is “{WORDS.lower()}.”", "Ann Li", ""),
        (f"The bridge was called “{WORDS.lower()}” by Ann Li.", "Ann Li", ""),
        (f"The bridge is “{WORDS.lower()}” for all of us, Ann Li said.", "Ann Li", ""),
        (f"According to Ann Li, the mayor, it is “{WORDS.lower()}.”", "Ann Li", "mayor"),
        (f"The paper quoted Ann Li: “{WORDS}.”", "Ann Li", ""),
        (f"Ann Li told Bo Xu, who said: “{WORDS}.”", "Bo Xu", ""),
        (f"Ann Li asked Bo Xu: “{WORDS}?”", "Ann Li", ""),
        (f"Former Secretary of State Ann Li said: “{WORDS}.”", "Ann Li", "Former Secretary of State"),
        (f"Ann Li, who was there in May and talks to everybody, wants to say “{WORDS.lower()}.”", "Ann Li", ""),
        (f"Ann Li left, hoping to say “{WORDS.lower()}.”", "Ann Li", ""),
        (f"The woman who met Bo Xu said: “{WORDS}.”", "The woman", ""),
        (f"Ann Li met Ed Roe and Bo Xu said: “{WORDS}.”", "Bo Xu", ""),
        (f"A report for Ann Li said: “{WORDS}.”", "A report for Ann Li", ""),
        (f"Or, as Ann Li, the mayor, said: “{WORDS}.”", "Ann Li", "mayor"),
        (f"Of Bo Xu, Quill, who was there, said: “{WORDS}.”", "Quill", ""),
        (f"Ann Li, of Raleigh, Quorville, said: “{WORDS}.”", "Ann Li", ""),
        (f"In Raleigh, N.C., Ann Li has a word for it: “{WORDS}.”", "Ann Li", ""),
        (
            f"Ann Li, the Republican Committeeman from Bern, said: “{WORDS}.”",
            "Ann Li",
            "Republican Committeeman from Bern",
        ),
        (f"“{WORDS},” said Mayor Dr. Ann Li.", "Ann Li", "Mayor"),
        (
            f"“{WORDS},” said a spokesman for the mayor of the town of Bern.",
            "a spokesman for the mayor of the town of Bern",
            "",
        ),
        (f"Ann Li lives in Bern and Bo Xu said: “{WORDS}.”", "Bo Xu", ""),
        (f"Ann Li,, said: “{WORDS}.”", "Ann Li", ""),
        (f"He met Ann Li and Bo Xu said: “{WORDS}.”", "Bo Xu", ""),
        (f"“{WORDS},” grumbled one baker.", "one baker", ""),
        (f"“{WORDS},” unlike the rain.", "", ""),
        (f"“{WORDS},” the rain poured.", "", ""),
        (f"The plan is calling it “{WORDS.lower()}.”", "", ""),
        (f"Ann Li spoke to Bo on Quill writing “{WORDS.lower()}.”", "Ann Li", ""),
        (f"“{WORDS},” said Ann Li, a baker at “Quill” in Bern.", "Ann Li", "baker"),
        (f"In time, in May, in June, in July, in Bern, in all, in short, said: “{WORDS}.”", "", ""),
        (f"The news, Bo Xu, said: “{WORDS}.”", "Bo Xu", ""),
        (f"They left with Ann Li saying “{WORDS.lower()}.”", "Ann Li", ""),
        (f"Ann Li's answer was blunt: “{WORDS}.”", "Ann Li", ""),
        (f"As Ann Li, a baker, put it: “{WORDS}.”", "Ann Li", "baker"),
        (f"Hours after Ann Li said “{WORDS.lower()}” it rained.", "Ann Li", ""),
        (f"BERN, May 4 (AP) — Ann Li has a word for it: “{WORDS}.”", "Ann Li", ""),
        (f"Ann Li: “{WORDS}.”", "Ann Li", ""),
        (f"Ann Li, Morning Post: “{WORDS}.”", "Ann Li", ""),
        (f"It came as a word from Ann Li: “{WORDS}.”", "Ann Li", ""),
        (f"It was a long day (“{WORDS},” Ann Li said).", "Ann Li", ""),
        (f"“{WORDS}.” — Ann Li", "Ann Li", ""),
        (f"“{WORDS}.”\n— Ann Li, Bern", "Ann Li", ""),
        (f"So it stands in the book: “{WORDS}” (Ann Li).", "Ann Li", ""),
        (f"“LI: {WORDS}.”", "LI", ""),
        (f"“{WORDS},” Ann Li and Bo Xu said.", "Ann Li and Bo Xu", ""),
        (f"“{WORDS},” the Bern Transport Ministry said.", "the Bern Transport Ministry", ""),
        (f"“{WORDS},” a spokesman for the mayor said.", "a spokesman for the mayor", ""),
        (f"“{WORDS},” said one Ohio Republican.", "one Ohio Republican", ""),
        (f"“{WORDS},” the statement read.", "the statement", ""),
    ],
)
def test_english_names_the_speaker_of_a_quote_in_many_ways(text, speaker, role):
    assert [(each.speaker, each.role) for each in find_quotes(article(text))] == [(speaker, role)]


def test_a_paragraph_of_its_own_goes_on_with_the_speaker_of_the_one_before():
    text = f"“{WORDS},” Ann Li said.\n“It will be a good day for us.”"
    assert said(text) == [(f"{WORDS}", "Ann Li", ""), ("It will be a good day for us.", "Ann Li", "")]
    first, second = find_quotes(article(text))
    assert first.confidence > second.confidence > PRINTED


def test_a_colon_at_the_end_of_a_paragraph_announces_the_next_one():
    assert speakers(f"On May 4, 2020, Ann Li had this to give:\n“{WORDS}.”") == ["Ann Li"]


def test_a_quote_before_its_attribution_in_the_paragraph_gets_it():
    assert speakers(f"“{WORDS}.” “It will be a good day for us,” Ann Li said.") == ["Ann Li", "Ann Li"]


def test_fragments_of_one_sentence_share_its_speaker():
    text = "Ann Li said it was “the best day of all days” and “the worst day of all nights” at once."
    assert speakers(text) == ["Ann Li", "Ann Li"]


def test_a_fragment_in_a_sentence_that_names_nobody_is_hardly_the_paragraphs_speakers():
    (quote,) = find_quotes(article("Ann Li left. For sure it was “the best day of all days” there."))
    assert (quote.speaker, quote.confidence < 0.5) == ("Ann Li", True)


def test_a_following_sentence_of_indirect_speech_tells_who_goes_on():
    assert speakers(f"Ann Li said it was late. Bo Xu said it was early. “{WORDS}.”") == ["Bo Xu"]


def test_a_paragraph_with_words_of_its_own_does_not_inherit_a_speaker():
    assert speakers(f"“{WORDS},” Ann Li said.\nThen there was rain. “It will be a good day for us.”") == ["Ann Li", ""]


def test_nobody_is_guessed_where_only_they_or_we_speak():
    (quote,) = find_quotes(article(f"“{WORDS},” they said."))
    assert (quote.speaker, quote.role, quote.confidence) == ("", "", 0.0)
    assert quote.mention == Passage("they", 38, 42)


def test_a_quote_without_any_claim_has_no_speaker_and_no_evidence():
    assert find_quotes(article(f"“{WORDS}.”")) == (Quote((Passage(f"{WORDS}.", 1, 36),)),)


def test_he_and_she_mean_the_last_person_of_that_gender():
    text = f"Anna Li met Peter Xu. “{WORDS},” she said. “{WORDS} as well,” he said."
    assert speakers(f"Peter Xu spoke. Anna Li spoke. “{WORDS},” she said.\n“It will be a good day,” he said.") == [
        "Anna Li",
        "Peter Xu",
    ]
    assert speakers(text)[0] == "Anna Li"


def test_whom_a_sentence_says_at_its_head_that_it_is_about_is_meant_by_its_pronoun():
    assert speakers(f"As for Anna Li, Mary Roe met her. Later, on Monday, she said: “{WORDS}.”") == ["Mary Roe"]
    assert speakers(f"Mary Roe met Anna Li.\nAs for Anna Li, she said: “{WORDS}.”") == ["Anna Li"]


def test_whoever_spoke_last_is_meant_before_whom_the_speech_was_about():
    text = f"Mary Roe said Anna Li was late. “{WORDS},” she said."
    assert speakers(text) == ["Mary Roe"]


def test_a_verb_of_saying_claims_a_fragment_before_a_verb_of_thinking_does():
    assert speakers(f"Bo Xu says that people think the town will be “{WORDS.lower()}.”") == ["Bo Xu"]


def test_an_adjective_with_a_capital_opens_no_name():
    assert speakers(f"Texas-born Peter Li left. “{WORDS},” Li said.") == ["Peter Li"]


def test_he_is_not_whom_he_tells():
    assert speakers(f"Peter Xu spoke. John Roe spoke. “{WORDS},” he told Roe.") == ["Peter Xu"]


def test_a_pronoun_that_fits_nobody_names_nobody():
    assert speakers(f"“{WORDS},” she said.") == [""]
    assert speakers(f"Peter Xu spoke. “{WORDS},” she said.") == [""]


def test_a_pronoun_may_mean_somebody_whose_gender_is_not_known():
    assert speakers(f"Zyx Quill spoke. “{WORDS},” she said.") == ["Zyx Quill"]
    assert speakers(f"Senator Quill spoke. “{WORDS},” she said.") == ["Quill"]


def test_a_last_name_is_printed_in_full_with_the_role_from_any_mention():
    text = f"Ann Li, the mayor of Bern, was there.\n“{WORDS},” Li said.\n“It will be a good day,” Ms. Li added."
    assert [(each.speaker, each.role) for each in find_quotes(article(text))] == [("Ann Li", "mayor of Bern")] * 2


def test_a_long_role_is_cut_where_its_next_phrase_begins():
    role = "adviser to the campaign for the mayor of the old town of Bern in the north and the south of it all"
    assert said(f"“{WORDS},” said Ann Li, an {role}.") == [
        (f"{WORDS}", "Ann Li", "adviser to the campaign for the mayor of the old town of Bern"),
    ]


def test_a_first_name_alone_is_printed_in_full():
    assert speakers(f"Peter Li left. “{WORDS},” Peter said.") == ["Peter Li"]
    assert speakers(f"Zyx Quill left. “{WORDS},” Zyx said.") == ["Zyx"]


def test_a_family_name_that_stands_first_is_printed_in_full():
    assert speakers(f"Quor Ki-lu, the mayor, left. “{WORDS},” Quor said.") == ["Quor Ki-lu"]


def test_the_ministry_is_the_one_named_before():
    text = f"The Bern Transport Ministry met. “{WORDS},” the ministry wrote.\nThe Ohio Transport Ministry met, too."
    assert speakers(text) == ["The Bern Transport Ministry"]


def test_the_ministry_stays_as_printed_where_two_were_named():
    text = f"The Bern Transport Ministry met the Ohio Transport Ministry. “{WORDS},” the ministry wrote."
    assert speakers(text) == ["the ministry"]


def test_the_mayor_is_the_one_person_with_that_role():
    assert speakers(f"Ann Li, the mayor of Bern, met Bo Xu.\n“{WORDS},” the mayor said.") == ["Ann Li"]
    assert speakers(f"Ann Li, a mayor, met Bo Xu, a mayor.\n“{WORDS},” the mayor said.") == ["the mayor"]


def test_a_bare_name_of_a_body_is_printed_as_it_stands():
    assert speakers(f"“{WORDS},” Reuters said.") == ["Reuters"]


def test_capitals_of_a_headline_make_no_names():
    text = f"Mayor Quill Opens Bridge\nQuill was there. “{WORDS},” Quill said."
    assert speakers(text) == ["Quill"]
    assert speakers(f"Peter Li Opens Bridge\n“{WORDS},” Li said.") == ["Peter Li"]
    rain = "it rained and rained " * 9
    assert speakers(f"On that day {rain} on Peter Li and {rain}.\n“{WORDS},” Li said.") == ["Peter Li"]


def test_a_capital_that_opens_a_sentence_is_not_part_of_a_name():
    assert speakers(f"Peter Li left. Unlike Li it is late.\nPast Li it is early. “{WORDS},” Li said.") == ["Peter Li"]


def test_a_surname_that_is_also_a_rank_or_a_word_is_a_name():
    assert speakers(f"Peter King left. “{WORDS},” King said.") == ["Peter King"]
    assert (
        speakers(f"It was for Ann Kelly. “{WORDS},” she said.\nKelly laughed. “It will be a good day,” Kelly said.")[1]
        == "Ann Kelly"
    )


def test_names_keep_their_particles_and_lose_their_suffixes_only_for_matching():
    assert speakers(f"Peter van der Li left. “{WORDS},” Li said.") == ["Peter van der Li"]
    assert speakers(f"Peter Li Jr. left. “{WORDS},” Li said.") == ["Peter Li Jr."]


@pytest.mark.parametrize(
    "said_by", ["people said", "one said", "the person said", "prices said", "others said", "everybody said"]
)
def test_anybody_at_all_is_no_source(said_by):
    assert speakers(f"“{WORDS},” {said_by}.") == [""]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"“{WORDS},” said one person with knowledge of the vote.", "one person with knowledge of the vote"),
        (f"“{WORDS},” said the Harbor slate card.", "the Harbor slate card"),
        (f"“{WORDS},” the Lark news website quoted a reader.", "the Lark news website"),
        (f"“{WORDS},” the Kremlin released.", "the Kremlin"),
        (f"“{WORDS},” the Larks state in a paper.", "the Larks"),
        (f"“{WORDS},” said the 46-year-old.", "the 46-year-old"),
        (f"“{WORDS},” said the.", ""),
        (f"Ann Li, an aide said, “{WORDS}.”", "an aide"),
        (f"Ann Li and Bo Xu issued a statement calling it “{WORDS.lower()}.”", "Ann Li and Bo Xu"),
        (f"“{WORDS},” striker Ann Li said.", "Ann Li"),
    ],
)
def test_a_source_is_named_by_all_of_its_words(text, speaker):
    assert speakers(text) == [speaker]


def test_two_forms_of_one_bodys_name_are_one_body():
    text = f"The Vessa Interior Ministry met the Interior Ministry. “{WORDS},” the ministry said."
    assert speakers(text) == ["The Vessa Interior Ministry"]
    text = f"The Vessa Interior Ministry met the Lark Interior Ministry. “{WORDS},” the ministry said."
    assert speakers(text) == ["the ministry"]


def test_a_short_names_stop_may_end_a_sentence():
    assert speakers(f"Chris Cox spoke in the U.S. He said: “{WORDS}.”") == ["Chris Cox"]


def test_whom_a_clause_opens_with_may_be_meant_next():
    text = f"Ann Li came. Joan Ray came. Though Ms. Li has stayed, the rain has come, she said. “{WORDS},” she said."
    assert speakers(text) == ["Ann Li"]


def test_who_closes_a_sentence_said_all_of_it():
    text = f"The town blamed others, whose “{WORDS.lower()} again,” Mayor Ann Li said."
    assert speakers(text) == ["Ann Li"]
