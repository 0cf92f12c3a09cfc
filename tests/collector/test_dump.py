"""The plain text of a page, as a browser copies it: the article is found by structure alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collector.dump import looks_like_html, read_dump
from digest.collector.page import Page
from digest.errors import ArticleError
from digest.model.text import clean_line, clean_text

HERE = Path(__file__).parent
SEED = HERE.parents[2] / "shared" / "seed" / "kyiv-independent-page.txt"
FIRST = (
    "The harbour council approved a new ferry line on Tuesday, by eight votes to seven, after a debate of six hours."
)
SECOND = "The boat is to run every half hour from May, and a crossing takes eleven minutes, the harbour master said."
THIRD = "Fishermen on the north bank fear for their berths, and their cooperative has asked the council for a hearing."


def test_a_dump_gives_its_article_with_the_caption_before_it():
    assert read_dump((HERE / "pages" / "harbour-dump.txt").read_text("utf-8"), "file:///harbour.txt") == Page(
        title="",
        text="The harbour council approved a ferry line to the north bank, the town clerk reported on March 10.\n"
        '"A crossing of eleven minutes will bring the two halves of this town together again," the council\'s statement'
        " read, citing the harbour master.\n"
        "The vote comes days after the lock keepers said that they would not go back to work before their pay was settled.\n"
        "Who pays for it\n"
        'Councillor Ove Strand, who voted against, called the sum "a hole with a boat on top," and asked for a count by'
        " name.\n"
        "The city pays four fifths of the cost, and the port has promised the rest before the first pile is driven in"
        " April.",
        caption="The ferry Morrow lies at her winter berth below the old grain hall in North Haven on Jan. 12, 2026.",
        credit="Lena Quist/Coast Pictures/AFP via Getty Images",
    )


@pytest.mark.skipif(not SEED.exists(), reason="the sample page lies beside the repository, not in it")
def test_the_sample_page_gives_its_article_and_nothing_else():
    page = read_dump(SEED.read_text("utf-8"), SEED.as_uri())
    assert page.text.startswith("Russia and China have started joint naval drills")
    assert page.text.endswith("while underscoring its close partnership with Moscow.")
    assert page.text.count("\n") == 10
    assert page.credit == "Pavel Volkov/Pool/AFP via Getty Images"
    for other in ("at their best in history", "Xi Jinping", "Crimea", "AI assistance", "ubscribe", "Power Within"):
        assert other not in page.text


def test_without_blank_lines_every_line_is_a_paragraph():
    headline = "Ferry line to the north bank wins by one vote"
    assert (
        read_dump(f"Home\n{headline}\n{FIRST}\n{SECOND}\nMore to come\n{THIRD}\n", "").text
        == f"{FIRST}\n{SECOND}\nMore to come\n{THIRD}"
    )


def test_two_paragraphs_without_a_blank_line_between_them_are_no_teaser():
    assert (
        read_dump(
            f"{FIRST}\n\n{SECOND}\n{THIRD}\n\nThe council meets again in April, and will then decide on the fares.", ""
        ).text.count("\n")
        == 3
    )


def test_a_lede_that_a_notice_parts_from_the_rest_is_kept():
    assert read_dump(f"{FIRST}\n\nAdvertisement\n\n{SECOND}\n\n{THIRD}", "").text == f"{FIRST}\n{SECOND}\n{THIRD}"


def test_a_dateline_is_read_from_a_dump():
    assert read_dump(f"NORTH HAVEN (AP) — {FIRST}", "").dateline == "NORTH HAVEN (AP)"


def test_short_lines_alone_are_an_article_if_there_is_nothing_else():
    assert read_dump("The boat came at nine.", "").text == "The boat came at nine."


@pytest.mark.parametrize(
    "text", ["", "\n\n", "Home\nCity\nSea\n", "Subscribe\n* indicates required", "x" * (10 * 1024 * 1024 + 1)]
)
def test_a_dump_without_an_article_is_one_clear_error(text):
    with pytest.raises(ArticleError, match=r"^the page (has no paragraph of text|is larger than 10 MB)$"):
        read_dump(text, "")


@given(
    st.lists(
        st.sampled_from(["", FIRST, SECOND, "Home", "8:15", "News Feed", "(AP)", "A teaser of another story"])
        | st.text(max_size=9)
    )
)
def test_no_text_raises_anything_but_an_article_error(lines):
    try:
        page = read_dump("\n".join(lines), "")
    except ArticleError:
        return
    assert set(page.text.split("\n")) <= {clean_line(line) for line in clean_text("\n".join(lines)).split("\n")}


def test_a_saved_file_is_html_or_a_dump():
    assert looks_like_html((HERE / "pages" / "deutsch.html").read_bytes())
    assert not looks_like_html((HERE / "pages" / "harbour-dump.txt").read_bytes())
