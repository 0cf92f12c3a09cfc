"""Looks: both themes as they were reviewed, and what a brand changes in them."""

import re
from dataclasses import replace

import lxml.html
import pytest
from entry_render import make_issue
from making import a_newsletter, a_story, an_issue
from proofs import dressed, parsed, texts

from digest.model import IssueSection, SectionKind, Theme, Token, Typeface
from digest.renderer.specimen import specimen


@pytest.mark.parametrize("name", ["en", "uk", "ar"])
def test_the_issue_looks_as_it_was_reviewed(name, theme, themed, golden):
    proof = themed.proof(dressed(specimen(name), theme=theme))
    golden(f"{theme}.{name}.html", proof.html.replace("><", ">\n<"))
    golden(f"{name}.txt", proof.text)


def test_a_logo_takes_the_place_of_the_sites_name(renderer):
    newsletter = a_newsletter()
    branded = replace(newsletter, brand=replace(newsletter.brand, logo_url="https://lantern.example/logo.png"))
    (logo,) = parsed(renderer.proof(an_issue(a_story(image=None), newsletter=branded))).xpath("//img")
    assert (logo.get("alt"), logo.getparent().get("href")) == ("The Harbour Lantern", "https://lantern.example/")


def test_a_logo_for_the_night_shows_by_night_only(themed):
    logos = {"logo_url": "https://lantern.example/day.png", "dark_logo_url": "https://lantern.example/night.png"}
    html = themed.proof(dressed(an_issue(a_story(image=None)), **logos)).html
    day, night = lxml.html.document_fromstring(html).xpath("//img")
    assert ("display:none" in day.get("style"), "display:none" in night.get("style")) == (False, True)
    assert (".ll { display: none !important }" in html, ".nl { display: block !important }" in html) == (True, True)


def test_a_topic_is_named_unless_it_is_the_only_one(renderer):
    for topics, named in [((), True), (("sea",), False), (("sea", "city"), True)]:
        tree = parsed(renderer.proof(an_issue(a_story(topic="Harbour"), newsletter=a_newsletter(topics=topics))))
        assert ("Harbour" in texts(tree, "//p[@class='a']")) is named


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("https://lantern.example/{newsletter}/{number}", "https://lantern.example/morning/1"),
        ("https://lantern.example/?at={slot}", "https://lantern.example/?at=2026-03-10T14%3A00"),
        ("https://lantern.example/{reader}", "https://lantern.example/%7Breader%7D"),
        ("", None),
    ],
)
def test_the_foot_links_to_the_issues_own_page_where_there_is_one(page, link, renderer):
    proof = renderer.proof(an_issue(newsletter=a_newsletter(web_url=page)))
    assert parsed(proof).xpath("//a[text()='View online']/@href") == ([link] if link else [])
    assert ("View online" in proof.text) is bool(link)


def test_the_foot_links_to_a_readers_preferences_where_there_is_a_page(renderer):
    proof = renderer.proof(an_issue(newsletter=a_newsletter(preferences_url="https://lantern.example/my/{reader}")))
    assert parsed(proof).xpath("//a[text()='Your settings']/@href") == [Token.PREFERENCES.mark]
    assert f"Your settings: {Token.PREFERENCES.mark}\n" in proof.text
    assert Token.PREFERENCES.mark not in renderer.proof(an_issue()).html


def test_the_brands_type_stands_in_for_the_themes_own(theme, themed):
    own = {Theme.BROADSHEET: ("Georgia", "Helvetica"), Theme.SIGNAL: ("Segoe UI", "Georgia")}[theme]
    html = themed.proof(dressed(an_issue(), theme=theme)).html
    assert (own[0] in html, own[1] in html.replace("Segoe UI,-apple-system,Roboto,Helvetica", "")) == (True, False)
    html = themed.proof(dressed(an_issue(), theme=theme, headings=Typeface.SERIF, text=Typeface.SANS)).html
    assert "font-family:Georgia,Times New Roman,serif" in html
    assert "px Helvetica,Arial,sans-serif" in html


def test_only_scripts_with_italics_are_slanted(renderer):
    for language, slanted in [("en", True), ("ar", False)]:
        assert bool(parsed(renderer.proof(make_issue(4, language))).xpath("//blockquote/i")) is slanted


def test_outlook_reads_balanced_tables(themed):
    story = a_story()
    top = IssueSection(SectionKind.TOP, "", (story,) * 4)  # a lead, two columns, and one alone
    issue = specimen()
    html = themed.proof(replace(issue, sections=(top, *issue.sections))).html
    outlook = re.sub(
        r"<!--\[if mso[^>]*>(.*?)<!\[endif\]-->",
        r"\1",
        re.sub(r"<!--\[if !mso.*?<!\[endif\]-->", "", html, flags=re.DOTALL),
        flags=re.DOTALL,
    )
    open_tags = []
    for closing, tag in re.findall(r"<(/?)(table|tr|td|div)\b", outlook):
        if closing:
            assert open_tags.pop() == tag
        else:
            open_tags.append(tag)
    assert open_tags == []
