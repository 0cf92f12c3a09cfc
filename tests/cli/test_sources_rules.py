"""`digest sources rules`: what the rules of a site do on a saved page."""

import json

import pytest
from pages import MORE_PROSE, PARAGRAPHS

from digest.config import load_settings

URL = "https://www.mine.example/story"
PAGE = (
    '<html lang="en"><head><title>Wrong</title></head><body><div class="story"><h2>Ferry approved</h2>'
    + "".join(f"<p>{paragraph}</p>" for paragraph in (*PARAGRAPHS, *MORE_PROSE))
    + '<p class="ad">Our own honey is on sale now in every kiosk of the town, and nobody asked for it at all.</p></div></body></html>'
)
SITES = "sites:\n  - host: mine.example\n    drop: [.ad]\n    title: h2\n"


@pytest.fixture
def rules(digest, folder):
    """Run `digest sources rules` on a page of a site that the settings have rules for."""
    (folder / "page.html").write_text(PAGE)
    settings = folder / "digest.yaml"
    settings.write_text(settings.read_text() + SITES)
    return lambda *arguments: digest("sources", "rules", "page.html", "--url", *arguments)


def test_the_text_without_and_with_the_rules_is_shown_as_a_difference(rules):
    ended = rules(URL)
    assert ended.status == 0
    assert "-Our own honey is on sale now in every kiosk of the town, and nobody asked for it at all.\n" in ended.out
    assert "Ferry approved" in ended.out
    told = json.loads(rules(URL, "--json").out)
    assert (told["without"]["title"], told["with"]["title"]) == ("Wrong", "Ferry approved")
    assert told["with"]["matches"] == [
        {"rule": "drop", "selector": ".ad", "count": 1},
        {"rule": "title", "selector": "h2", "count": 1},
    ]


def test_selectors_can_be_tried_before_they_stand_in_the_settings(rules, folder):
    ended = rules("https://new.example/a", "--keep", ".story", "--drop", ".ad", "--author", ".gone")
    assert ended.status == 1
    assert "not as it should be: the rule author '.gone' of new.example gives nothing" in ended.out
    lines = ended.out[ended.out.index("sites:") :].removeprefix("sites:\n")
    settings = load_settings((folder / "digest.yaml").read_text() + lines, "digest.yaml", {})
    assert [(site.host, site.keep, site.author) for site in settings.sites] == [
        ("mine.example", (), ""),
        ("new.example", (".story",), ".gone"),
    ]


def test_rules_that_change_nothing_say_so(rules):
    assert "The text is the same without and with the rules." in rules(URL, "--title", "title").out


def test_what_cannot_be_tried_is_told_in_a_line(rules, digest, folder):
    assert (
        rules("nowhere").err
        == "error: the settings have no rules for https://nowhere: name some, such as --keep article\n"
    )
    assert (
        rules(URL, "--keep", "p >").err
        == "error: --keep: 'p >' is no CSS selector (Expected selector, got <EOF at 3>)\n"
    )
    assert rules("file:///x").err == "error: 'file:///x' is no web address\n"
    assert digest("sources", "rules", "gone.html", "--url", URL).err == "error: gone.html: No such file or directory\n"
    (folder / "page.html").write_text("<html><body></body></html>")
    ended = rules(URL)
    assert (ended.status, "not as it should be: the page has no paragraph of text" in ended.out) == (1, True)
