from digest.model import Article, Entry, Quote
from digest.summariser.quotes import find_quotes
from digest.summariser.salience import rank_quotes

LONG = "\nIt rained." * 200
"""What makes an article so long that the places of its first two quotes hardly differ."""

ENTRY = Entry("gazette", "1", "https://gazette.example/1", "The bridge")


def ranked(text, lede=""):
    article = Article(ENTRY, text, language="en")
    passage = article.lift(text.index(lede), text.index(lede) + len(lede)) if lede else None
    return [each.words[0].text for each in rank_quotes(article, find_quotes(article), passage)]


def test_no_quotes_rank_as_none():
    assert rank_quotes(Article(ENTRY, "It rained."), (), None) == ()


def test_every_quote_keeps_a_place():
    article = Article(
        ENTRY, "“We will go there in May,” Ann Li said. “We will stay there in May,” Bo Xu said.", language="en"
    )
    quotes = find_quotes(article)
    assert set(rank_quotes(article, quotes, None)) == set(quotes)


def test_an_early_quote_comes_before_a_late_one():
    text = (
        "It rained.\n“We will go to the river one day in May,” Ann Li said.\n"
        "“They have seen nothing like it in all these years,” Bo Xu said."
    )
    assert ranked(text, "It rained.")[0] == "We will go to the river one day in May"


def test_a_quote_that_shares_words_with_the_lede_comes_first():
    text = (
        "The harbour bridge collapsed on Monday after heavy storms.\n“We went home and had some soup there,” Ann Li said.\n"
        "“The harbour bridge collapsed because of those storms,” Bo Xu said."
    )
    lede = "The harbour bridge collapsed on Monday after heavy storms."
    assert ranked(text, lede)[0] == "The harbour bridge collapsed because of those storms"


def test_a_quote_that_the_opening_takes_words_from_comes_first():
    lede = "The mayor called it a “bad day” in town."
    text = (
        f"{lede}\n“We went home and had some soup there,” Ann Li said.\n"
        "“It was a bad day for all of us here,” Bo Xu said."
    )
    assert ranked(text, lede)[0] == "It was a bad day for all of us here"


def test_a_quote_with_a_speaker_comes_before_one_without():
    text = "“We went home and had some soup there.”\n“They went home and had some soup there,” Bo Xu said." + LONG
    assert ranked(text)[0] == "They went home and had some soup there"


def test_a_whole_sentence_comes_before_a_fragment():
    text = "It rained.\nAnn Li said it was “too late for any of us to do that”.\nBo Xu said: “It was too late for us to do that.”"
    text += LONG
    assert ranked(text, "It rained.")[0] == "It was too late for us to do that."


def test_the_first_two_have_different_speakers():
    text = (
        "“The bridge will open for all of us in May,” Ann Li said.\n“The bridge will open for all of you in May,” Li said.\n"
        "“It rained on all those days when we were there,” Bo Xu said."
    )
    assert ranked(text) == [
        "The bridge will open for all of us in May",
        "It rained on all those days when we were there",
        "The bridge will open for all of you in May",
    ]


def test_a_quote_that_the_lede_has_comes_last():
    lede = "“The bridge will open for all of us in May,” Ann Li said."
    assert ranked(f"{lede}\n“It rained.”\n“We went there with all of them,” Bo Xu said.", lede)[-1] == (
        "The bridge will open for all of us in May"
    )


def test_the_questions_of_an_interviewer_come_last():
    text = "\n".join(
        f"GAZETTE: Will the bridge number {number} open for us?\nLI: It will open in the month of May, I think."
        for number in range(3)
    )
    assert [each.endswith("?") for each in ranked(text)] == [False] * 3 + [True] * 3


def test_a_quote_of_the_least_size_is_ranked():
    article = Article(ENTRY, "x")
    quote = Quote((article.lift(0, 1),))
    assert rank_quotes(article, (quote,), None) == (quote,)
