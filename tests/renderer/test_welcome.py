"""A word of welcome above an issue: in both parts, in the newsletter's language, and never so that the mail is clipped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from making import a_newsletter

from digest.model import Proof, Token
from digest.renderer import LIMIT, greet

HTML = f"<html><body style='margin:0'><div>The ferry sails.</div><a href='{Token.UNSUBSCRIBE.mark}'>Leave</a></body></html>"
PROOF = Proof("morning@2026-03-02T07:30", "Ferry sails again", HTML, f"The ferry sails.\n{Token.UNSUBSCRIBE.mark}\n")


def test_a_newcomer_is_greeted_in_subject_html_and_text_and_the_issue_stays_as_it_was():
    greeted = greet(PROOF, a_newsletter(title="Morning <Light>"))
    before, _, after = greeted.html.partition("</table></div>")
    assert "Welcome to Morning &lt;Light&gt;.</b><br>Here is its newest issue." in before
    assert before.partition('<div class="pg"')[0] + after == HTML
    assert greeted.subject == "Welcome: Ferry sails again"
    assert greeted.text.startswith("Welcome to Morning <Light>.\n\nHere is its newest issue.")
    assert greeted.text.endswith(PROOF.text)
    assert max(map(len, greeted.text.splitlines())) <= 78


@pytest.mark.parametrize(
    ("language", "subject", "tag", "direction"),
    [
        ("uk-UA", "Вітаємо: Ferry sails again", "uk", "ltr"),
        ("de", "Willkommen: Ferry sails again", "de", "ltr"),
        ("ar", "أهلًا بك: Ferry sails again", "ar", "rtl"),
        ("ja", "Welcome: Ferry sails again", "en", "ltr"),
    ],
)
def test_it_speaks_the_newsletters_language_or_english(language, subject, tag, direction):
    greeted = greet(PROOF, a_newsletter(language=language))
    assert greeted.subject == subject
    assert f'lang="{tag}' in greeted.html
    assert f'dir="{direction}"' in greeted.html


def test_a_mail_that_is_full_is_greeted_in_subject_and_text_alone():
    full = replace(PROOF, html=HTML + "x" * (LIMIT - 1000 - len(HTML.encode())))
    greeted = greet(full, a_newsletter())
    assert greeted.html == full.html
    assert greeted.subject == "Welcome: Ferry sails again"
    assert greeted.text.startswith("Welcome to ")
