"""Correction notes: found wherever a page prints them, in any of our languages, and nothing else taken for one."""

import pytest
from making import an_entry

from digest.collector import from_feed, read_page, to_article
from digest.collector.corrections import NOTES_MOST

STORY = "".join(
    f"<p>The harbour council met again on day {day} to talk about the price of the new bridge for a long while.</p>"
    for day in range(6)
)
URL = "https://lantern.example/1"


def notes(before: str = "", after: str = "") -> tuple[str, ...]:
    html = f"<html><body><nav><a href='/c'>Corrections: our policy</a></nav>{before}<article><h1>A bridge</h1>{STORY}</article>{after}</body></html>"
    page = read_page(html, URL)
    assert "misstated" not in page.text
    return to_article(an_entry(), page).corrections


NOTES = (
    "Correction: an earlier report misstated the price of the bridge.",
    "This article was amended on 3 May. It misstated the price of the bridge.",
    "An earlier version of this article misstated the clerk’s name.",
    "Berichtigung: In einer ersten Fassung stand ein falscher Preis der Brücke.",
    "Anmerkung der Redaktion: In einer früheren Version stand ein falscher Preis.",
    "Une version précédente de cet article indiquait un prix erroné du pont.",
    "Una versión anterior de este artículo daba un precio equivocado del puente.",
    "Sprostowanie: w poprzednim tekście podaliśmy błędną cenę mostu.",
    "Виправлення: у першому тексті була неправильна ціна мосту.",
    "У попередній версії статті була неправильна ціна мосту.",
    "Исправление: в первом тексте была неверная цена моста.",
    "תיקון: בכתבה הקודמת צוין מחיר שגוי של הגשר.",
    "تصحيح: ذكرت المادة السابقة سعرا خاطئا للجسر الجديد.",
)


@pytest.mark.parametrize("note", NOTES)
def test_a_note_below_the_article_is_kept_whole(note):
    assert notes(after=f"<aside class='correction'><p><strong>{note[:12]}</strong>{note[12:]}</p></aside>") == (note,)


def test_a_note_above_the_article_is_kept_and_a_repeated_one_once():
    note = f"<div><em>{NOTES[0]}</em></div>"
    assert notes(before=note, after=note) == (NOTES[0],)


@pytest.mark.parametrize(
    "line",
    [
        "<a href='/corrections'>Corrections: how to report one</a>",
        "<p>Correction facilities in the county are full, the sheriff said on Tuesday.</p>",
        "<script>var correction = 'Correction: this is a piece of script for a page';</script>",
        f"<div>Correction: {'stone ' * 400}</div>",
    ],
)
def test_what_is_no_note_is_none(line):
    assert notes(after=line) == ()


def test_a_page_full_of_notes_gives_the_first():
    many = "".join(f"<p>Correction: the price of the bridge is {number} crowns.</p>" for number in range(50))
    assert len(notes(after=many)) == NOTES_MOST


def test_a_feeds_own_text_is_searched_too():
    entry = an_entry(body=f"The harbour council met again on Tuesday.\n{NOTES[0]}")
    assert from_feed(entry).corrections == (NOTES[0],)
