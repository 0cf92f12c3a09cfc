"""The block of corrections: the article's own words, once, in both parts, and none where nothing was changed."""

from dataclasses import replace

from making import an_article, an_issue

from digest.model import Amendment, Change, ChangeKind, Theme
from digest.renderer import Templates, make_renderer
from digest.renderer.budget import QUOTE_MOST
from digest.renderer.lint import template_notes
from digest.wiring import shipped_files

ARTICLE = an_article(text="The bridge will cost 2,100 crowns.")


def amendment(*changes: Change, **given: str) -> Amendment:
    told = {
        "headline": "A <bridge> & its price",
        "url": "https://lantern.example/1",
        "source_title": "",
        "language": "en",
    }
    return Amendment(1, **(told | given), changes=changes)


def test_a_change_is_printed_in_both_parts_with_a_link_to_its_words(themed):
    changes = (
        Change(ChangeKind.CORRECTION, "Correction: it is of stone."),
        Change(ChangeKind.FACT, ARTICLE.text, passage=ARTICLE.lift(0, len(ARTICLE.text))),
    )
    proof = themed.proof(an_issue(amendments=(amendment(*changes, source_title="The Beacon"),)))
    for part in (proof.html, proof.text):
        assert "Corrections and updates" in part
        assert "Correction: it is of stone." in part
        assert "It now says:" in part
        assert "“The bridge will cost 2,100 crowns.”" in part
        assert "The Beacon" in part
        assert "https://lantern.example/1#:~:text=The%20bridge" in part
    assert "A &lt;bridge&gt; &amp; its price" in proof.html


def test_an_issue_without_changes_has_no_block(themed):
    proof = themed.proof(an_issue())
    assert "Corrections and updates" not in proof.html + proof.text


def test_words_that_are_too_long_are_left_to_the_article(themed):
    note = Change(ChangeKind.CORRECTION, "Correction: " + "stone " * QUOTE_MOST)
    proof = themed.proof(an_issue(amendments=(amendment(note),)))
    assert "stone stone" not in proof.html + proof.text
    assert "its price" in proof.text


def test_a_source_that_is_the_site_itself_is_not_named_and_another_language_is_marked():
    issue = an_issue(
        amendments=(amendment(Change(ChangeKind.ADDED, "Neu ist das."), source_title="The Harbour Lantern", language="de", headline="", url="x:y"),)
    )  # fmt: skip
    html = make_renderer(shipped_files(Theme.SIGNAL)).proof(replace(issue)).html
    assert '<span lang="de" dir="ltr">“Neu ist das.”</span>' in html
    assert '<h3 lang="de" dir="ltr" style="margin:0;font-size:17px">…</h3>' in html


def test_templates_without_the_block_say_that_nothing_was_told_in_either_part(shipped):
    copied = {**shipped, "issue.mjml": shipped["issue.mjml"].replace('{% include "partials/amended.mjml" %}', "")}
    copied["issue.mjml"] = copied["issue.mjml"].replace("{% if amended %}", "{% if sections %}")
    issue = an_issue(amendments=(amendment(Change(ChangeKind.CORRECTION, "Correction: it is of stone.")),))
    proof, whole = make_renderer(copied).proof(issue), make_renderer(shipped).proof(issue)
    assert [each.tells_amendments for each in (proof, whole)] == [False, True]
    assert "it is of stone" not in proof.html + proof.text
    assert template_notes(shipped) == ()
    assert template_notes(copied) == (
        "issue.mjml has no block of corrections (it never uses amended): what changes in stories that ran is not told.",
    )


def test_the_block_may_come_in_by_a_part_and_a_part_may_include_itself():
    own = {
        "issue.mjml": "<mjml><mj-body></mj-body></mjml>",
        "page.txt": '{% include "part.txt" %}{% include "no.txt" %}',
    }
    templates = Templates({**own, "part.txt": '{% if false %}{% include "part.txt" %}{% endif %}{{ amended }}'})
    assert [templates.uses(name, "amended") for name in ("page.txt", "part.txt", "issue.mjml")] == [True, True, False]
    looped = Templates({"a.txt": '{% include "a.txt" %}'})
    assert not looped.uses("a.txt", "amended")
