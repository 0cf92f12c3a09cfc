"""Articles from entries and pages: who is believed about what."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from digest.collector.article import entry_of, from_feed, to_article
from digest.collector.page import Page
from digest.errors import ArticleError
from digest.model import Article, Entry, Image, Source, SourceKind, TextOrigin

EARLY, LATE = datetime(2026, 3, 10, 7, tzinfo=UTC), datetime(2026, 3, 10, 9, tzinfo=UTC)
FEED_IMAGE, PAGE_IMAGE = (
    Image("https://lantern.example/f.jpg"),
    Image("https://lantern.example/p.jpg", caption="Boats."),
)
SOURCE = Source("lantern", SourceKind.SAVED, "pages/*.html", "The Lantern", language="en")
ENTRY = Entry(
    source="lantern",
    guid="7",
    url="https://lantern.example/7",
    headline="Ferry wins",
    published=EARLY,
    updated=EARLY,
    author="Ida Holm",
    dek="A ferry to the north bank is to run from May.",
    body="NORTH HAVEN (AP) — The council approved a ferry.\nIt runs in May.",
    image=FEED_IMAGE,
    categories=("City", "Sea"),
    language="en",
)
BARE = Entry(source="lantern", guid="7", url="https://lantern.example/7", headline="")
PAGE = Page(
    title="Ferry line wins by a hand",
    text="The council approved a ferry on Tuesday.\nIt runs in May.",
    byline="Tomas Reyl",
    dateline="NORTH HAVEN",
    published=LATE,
    modified=LATE,
    language="uk",
    image=PAGE_IMAGE,
    section="Harbour",
    kind="opinion",
    paywalled=True,
    canonical="https://lantern.example/ferry",
)


def test_the_feed_is_believed_about_headline_dates_and_author_and_the_page_about_the_rest():
    assert to_article(ENTRY, PAGE) == Article(
        entry=ENTRY,
        text=PAGE.text,
        byline="Ida Holm",
        dateline="NORTH HAVEN",
        language="uk",
        image=PAGE_IMAGE,
        section="Harbour",
        kind="opinion",
        paywalled=True,
        origin=TextOrigin.PAGE,
    )


def test_the_page_fills_what_the_feed_does_not_say():
    filled = replace(BARE, headline="Ferry line wins by a hand", published=LATE, updated=LATE)
    assert to_article(BARE, PAGE) == Article(
        entry=filled,
        text=PAGE.text,
        byline="Tomas Reyl",
        dateline="NORTH HAVEN",
        language="uk",
        image=PAGE_IMAGE,
        section="Harbour",
        kind="opinion",
        paywalled=True,
    )


def test_where_nothing_tells_of_the_publication_the_change_dates_the_article():
    page = replace(PAGE, published=None)
    assert to_article(BARE, page).entry.published == LATE
    assert entry_of(page, SOURCE, "file:///pages/7.html", EARLY).published == LATE


def test_the_feed_fills_what_the_page_does_not_say():
    article = to_article(ENTRY, Page(title="", text=PAGE.text))
    assert (article.language, article.image, article.section) == ("en", FEED_IMAGE, "City")
    assert to_article(BARE, Page(title="", text=PAGE.text)).entry.headline == "The council approved a ferry on Tuesday."


def test_a_feed_with_full_text_is_an_article_of_its_own():
    assert from_feed(ENTRY) == Article(
        entry=ENTRY,
        text=ENTRY.body,
        byline="Ida Holm",
        dateline="NORTH HAVEN (AP)",
        language="en",
        image=FEED_IMAGE,
        section="City",
        origin=TextOrigin.FEED,
    )


def test_a_feed_without_full_text_gives_its_dek():
    assert from_feed(replace(ENTRY, body="Read it.", categories=())).text == ENTRY.dek


def test_a_feed_without_a_paragraph_is_no_article():
    with pytest.raises(ArticleError, match=r"^the feed gives no paragraph of text$"):
        from_feed(replace(ENTRY, body="", dek="Read it here."))


def test_a_saved_page_announces_itself():
    assert entry_of(PAGE, SOURCE, "file:///pages/7.html", EARLY) == Entry(
        source="lantern",
        guid="file:///pages/7.html",
        url="https://lantern.example/ferry",
        headline="Ferry line wins by a hand",
        published=LATE,
        updated=LATE,
        author="Tomas Reyl",
        image=PAGE_IMAGE,
        categories=("Harbour",),
        language="uk",
    )


def test_a_saved_text_has_its_files_date_and_its_first_sentence():
    assert entry_of(Page(title="", text=PAGE.text), SOURCE, "file:///pages/7.txt", EARLY) == Entry(
        source="lantern",
        guid="file:///pages/7.txt",
        url="file:///pages/7.txt",
        headline="The council approved a ferry on Tuesday.",
        published=EARLY,
        language="en",
    )


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("“It runs.” She smiled.", "“It runs.”"),
        ("It costs 3.5 million. Nobody pays.", "It costs 3.5 million."),
        ("A line without an end", "A line without an end"),
        (f"{'The council of the harbour ' * 5}met.", f"{'The council of the harbour ' * 4}The council…"),
        (f"{'a' * 110}, {'b' * 50}", f"{'a' * 110}…"),
        ("x" * 200, "x" * 119 + "…"),
    ],
)
def test_a_headline_that_is_made_is_a_sentence_cut_between_words(text, headline):
    assert entry_of(Page(title="", text=text), SOURCE, "file:///7", EARLY).headline == headline
    assert len(headline) <= 120
