"""Size: whatever an issue holds, the mail is shown whole, and says what it had no room for."""

from dataclasses import replace

import pytest
from entry_render import make_issue, render_issue
from hypothesis import given, settings
from hypothesis import strategies as st
from making import a_newsletter, an_issue
from proofs import a_quote, a_story_with, parsed, texts

from digest.model import Image, IssueSection, Passage, SectionKind, Token
from digest.renderer import make_renderer


def stories(count: int) -> list:
    quote = a_quote("I said so many words that nobody could keep them all in mind")
    return [replace(a_story_with(quotes=(quote,), headline=f"Number {number}"), key=number) for number in range(count)]


def test_a_mail_too_big_leaves_out_its_last_stories_and_says_how_many(themed):
    proof = themed.proof(an_issue(*stories(200)))
    assert 90_000 < proof.size <= 102_400
    kept = 200 - proof.trimmed
    assert texts(parsed(proof), "//h2|//h3")[:: kept - 1] == ["Number 0", f"Number {kept - 2}"]
    assert f"{proof.trimmed} more stories on the site" in proof.html
    assert f"{proof.trimmed} more stories on the site\n" in proof.text
    assert proof.text.count("\nNumber ") == kept


@pytest.mark.parametrize("name", ["en", "uk", "ar"])
def test_thirty_stories_with_pictures_take_60_000_bytes_at_most(name, theme, themed):
    proof = themed.proof(make_issue(30, name, theme))
    assert (proof.size <= 60_000, proof.text.count("https://news.example.org/2026/07/21/029/")) == (True, 1)


def test_sixty_stories_with_pictures_fit(theme, themed):
    proof = themed.proof(make_issue(60, "en", theme))
    assert (proof.trimmed, render_issue(60)[1]) == (0, proof.text)


def test_the_limit_is_the_callers(shipped):
    proof = make_renderer(shipped, limit=30_000).proof(an_issue(*stories(30)))
    assert (proof.size <= 30_000, proof.trimmed > 0) == (True, True)


def test_whole_sections_go_when_they_are_empty(shipped):
    first, *rest = stories(40)
    sections = (
        IssueSection(SectionKind.TOP, "", (first,)),
        *(IssueSection(kind, f"My {kind}", tuple(rest)) for kind in (SectionKind.MORE, SectionKind.NEWS_FEED)),
    )
    proof = make_renderer(shipped, limit=40_000).proof(an_issue(sections=sections))
    assert ("My more" in proof.html, "My feed" in proof.html, "My feed" in proof.text) == (True, False, False)


@pytest.mark.parametrize("character", ["a", "&", "Ж", "🚢", "a ", "& ", "\u200d"])
def test_the_biggest_story_there_can_be_fits(character, themed):
    huge = character * 1_000_000
    url = f"https://a.example/?{'&' * 399}"
    story = a_story_with(
        url=url,
        headline=huge,
        lede=Passage(character * 500, 0, 500),
        quotes=tuple(a_quote(character * 350, speaker=character * 75, role=character * 75) for _ in range(9)),
        source_title=character * 75,
        byline=character * 75,
        image=Image(url, alt=character * 200, caption=character * 200, credit=(character * 199) + "x"),
        also=tuple((f"{n}{character * 70}", url) for n in range(9)),
    )
    newsletter = a_newsletter(title=huge, description=huge, quotes=9)
    brand = replace(newsletter.brand, site=huge, site_url=url, postal_address=huge)
    issue = an_issue(story, story, newsletter=replace(newsletter, brand=brand), subject=huge, preheader=huge)
    assert themed.proof(issue).size <= 102_400


@settings(max_examples=25, deadline=None)
@given(count=st.integers(1, 200), length=st.integers(1, 1_000), character=st.sampled_from(["a", "a ", "&", "Ж ", "漢"]))
def test_no_mail_is_ever_clipped_or_without_its_foot(count, length, character, themed):
    words = (character * length)[:length]
    quote = a_quote(words[:700], speaker=words[:150], role=words[:150])
    story = a_story_with(headline=words, quotes=(quote,) * 3, lede=Passage(words, 0, length), byline=words[:150])
    proof = themed.proof(an_issue(*(replace(story, key=key) for key in range(count))))
    assert (proof.size <= 102_400, proof.html.endswith("</html>")) == (True, True)
    assert len(parsed(proof).xpath("//h2|//h3")) == count - proof.trimmed + (count - proof.trimmed > 1)
    assert [part.count(Token.UNSUBSCRIBE.mark) for part in (proof.html, proof.text)] == [1, 1]
    assert ("more stor" in proof.html) is (proof.trimmed > 0)
