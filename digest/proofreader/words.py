"""Words: what readers see first, what screen readers go by, and what the law wants said."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from digest.model import Grade, Judgement, Surroundings
from digest.model.text import clean_line
from digest.proofreader.mail import Mail
from digest.proofreader.page import Page, without_padding

SUBJECT_MOST = 70
"""Characters of a subject that Gmail shows on a desktop; phones show about 40 of them."""
PREHEADER_MOST = 150
"""Characters that any inbox shows after the subject."""
TEXT_LINES = 3
"""Lines with words below which a text part is an excuse for one."""


def judge_words(mail: Mail, surroundings: Surroundings) -> Iterator[Judgement]:
    """Yield what is missing among subject, preheader, title, language, headings, text part and postal address."""
    yield from _subject(mail.subject)
    yield from _text_part(mail.text)
    if mail.html:
        yield from _preheader(mail.page)
        yield from _outline(mail.page)
    yield from _postal_address(mail, surroundings.postal_address)


def preheader(page: Page) -> str:
    """Return the hidden words at the head of the body that inboxes show after the subject; "" where there are none."""
    body = next((place for place, _ in page.named("body")), 0)
    inside = (run for run in page.runs if run[0] >= body and run[1].strip())
    hidden = takewhile(lambda run: run[0] in page.unseen, inside)
    return without_padding(" ".join(text for place, text in hidden if page.elements[place].tag != "title"))[
        :PREHEADER_MOST
    ]


def _subject(subject: str) -> Iterator[Judgement]:
    if not subject:
        yield Judgement("words", Grade.FAULT, "the subject is empty", "Subject")
    elif len(subject) > SUBJECT_MOST:
        says = f"the subject has {len(subject)} characters; Gmail shows {SUBJECT_MOST}, phones about 40: put the news first"
        yield Judgement("words", Grade.NOTE, says, "Subject")


def _text_part(text: str) -> Iterator[Judgement]:
    lines = sum(1 for line in text.splitlines() if line.strip())
    if not lines:
        yield Judgement(
            "words", Grade.FAULT, "there is no plain-text part: watches and some readers get nothing", "text part"
        )
    elif lines < TEXT_LINES:
        says = "the plain-text part is a stub: spam filters count that against the mail; give it the whole issue"
        yield Judgement("words", Grade.FAULT, says, "text part")


def _preheader(page: Page) -> Iterator[Judgement]:
    if not preheader(page):
        says = "there is no preheader: inboxes show the first words of the mail in its place"
        yield Judgement("words", Grade.NOTE, says, "preheader")


def _outline(page: Page) -> Iterator[Judgement]:
    if not any(page.words(element) for _, element in page.named("title")):
        yield Judgement("words", Grade.FAULT, "the page has no title: screen readers announce it first", "<title>")
    html = next((element.attributes for _, element in page.named("html")), {})
    body = next((place for place, _ in page.named("body")), len(page.elements))
    if not html.get("lang", "").strip():
        yield Judgement("words", Grade.FAULT, "no lang: screen readers guess the language", "<html>")
    elif not any("lang" in element.attributes for element in page.elements[body:]):
        says = "lang stands on <html> only, which web mail drops; repeat it on an element in the body"
        yield Judgement("words", Grade.NOTE, says, "<body>")
    if not html.get("dir") or not any("dir" in element.attributes for element in page.elements[body:]):
        yield Judgement(
            "words", Grade.NOTE, "no dir on <html> and in the body: right-to-left text can be laid out wrong", "dir"
        )
    headings = [element for place, element in page.named("h1") if place not in page.unseen and page.words(element)]
    if len(headings) != 1:
        says = f"{len(headings) or 'no'} main headings (h1): screen readers jump by headings, and one names the mail"
        yield Judgement("words", Grade.NOTE, says, "<h1>")


def _postal_address(mail: Mail, address: str) -> Iterator[Judgement]:
    wanted = _squeezed(address)
    seen = "".join(text for place, text in mail.page.runs if place not in mail.page.unseen) if mail.html else mail.text
    if wanted and wanted not in _squeezed(seen):
        says = f"your postal address ({clean_line(address)}) is not in the mail; many countries' laws want it there"
        yield Judgement("words", Grade.FAULT, says, "postal address")


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()
