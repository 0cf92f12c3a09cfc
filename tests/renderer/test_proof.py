"""The proof: what an issue prints, in what order, in whose words, and what stands where a reader's data goes."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from making import NOON, a_newsletter, a_picture, a_story, an_entry, an_issue
from proofs import a_quote, a_story_with, parsed, texts

from digest.errors import TemplateError
from digest.model import Brief, Image, IssueSection, Origin, Passage, Section, SectionKind, Token
from digest.renderer import make_renderer
from digest.renderer.specimen import specimen


def test_a_proof_names_its_issue_and_subject(renderer):
    proof = renderer.proof(an_issue(subject="  Ferry\r\nBcc: all  "))
    assert (proof.issue, proof.subject, proof.trimmed) == ("morning@2026-03-10T14:00", "Ferry Bcc: all", 0)
    assert proof.size == len(proof.html.encode())


def test_the_same_issue_prints_the_same_bytes(shipped, renderer):
    assert make_renderer(shipped).proof(an_issue()) == renderer.proof(an_issue())


def test_headings_lead_through_the_issue(themed):
    tree = parsed(themed.proof(specimen()))
    assert [element.tag for element in tree.xpath("//h1|//h2|//h3")] == [
        *["h1", "h2", "h2"],
        *["h2", "h3", "h3"] * 3,
        "h2",
        "h3",
    ]
    assert texts(tree, "//h1|//h2") == [
        "Morning Tide",
        "Night ferry returns",
        "Two villages name their hill",
        "More stories",
        "Editors’ picks",
        "News feed",
        "Corrections and updates",
    ]


def test_a_heading_of_the_editors_own_replaces_ours(themed):
    sections = tuple(
        IssueSection(SectionKind(kind), f"My {kind}", (a_story(),)) for kind in ("top", "more", "picks", "feed")
    )
    tree = parsed(themed.proof(an_issue(sections=sections)))
    assert [text for text in texts(tree, "//h2|//td[@class='s ft']") if text.startswith("My")] == [
        "My top",
        "My more",
        "My picks",
        "My feed",
    ]


def test_language_and_direction_stand_on_the_page_and_in_its_body(themed):
    for language, direction, expected in [("en", "ltr", "ltr"), ("ar", "ltr", "rtl"), ("en", "rtl", "rtl")]:
        tree = parsed(themed.proof(specimen(language, direction)))
        for element in (*tree.xpath("/html"), *tree.xpath("/html/body/div"), *tree.xpath("//*[@role='article']")):
            assert (element.get("lang"), element.get("dir")) == (language, expected)


def test_a_story_in_another_language_says_so(themed):
    tree = parsed(themed.proof(an_issue(a_story_with(language="he_IL"), a_story_with(language="en"))))
    marked = tree.xpath("//td[@lang]|//tr[@lang]")
    assert [(element.get("lang"), element.get("dir")) for element in marked] == [("he-IL", "rtl")]


def test_times_are_local_and_name_the_day_only_when_it_is_another(renderer):
    story = a_story(published=NOON.astimezone(a_story().published.tzinfo))
    issue = an_issue(story, replace(story, published=story.published - timedelta(days=1), updated=story.published))
    lines = texts(parsed(renderer.proof(issue)), "//p[@class='m']")
    assert lines[0] == "Ida Holm · 2:00 PM"
    assert lines[2] == "Ida Holm · Mar 9, 2:00 PM · Updated 2:00 PM"


@pytest.mark.parametrize(
    ("source", "byline", "credit"),
    [
        ("The Harbour Lantern", "", "2:00 PM"),
        ("Coastline", "", "Coastline · 2:00 PM"),
        ("Coastline", "Ida", "Coastline · Ida · 2:00 PM"),
    ],
)
def test_a_source_is_named_where_it_is_not_the_site_itself(source, byline, credit, renderer):
    story = a_story(source_title=source, byline=byline, published=an_issue().date)
    assert texts(parsed(renderer.proof(an_issue(story))), "//p[@class='m']")[0] == credit


def test_a_quotation_is_set_in_marks_with_its_speaker_and_links_to_its_words(renderer):
    story = a_story_with(quotes=(a_quote("We have waited ten years", "and will wait no more"),))
    proof = renderer.proof(an_issue(story))
    (quote,) = parsed(proof).xpath("//blockquote")
    assert texts(quote, ".//a") == ["“We have waited ten years … and will wait no more”"]
    assert texts(quote, ".//p") == ["— Mara Venn, harbour master"]
    assert quote.xpath(".//a/@href") == ["https://lantern.example/story/1#:~:text=We%20have%20waited,no%20more"]
    assert "    “We have waited ten years … and will wait no more”\n    — Mara Venn, harbour master\n" in proof.text


@pytest.mark.parametrize(
    ("address", "linked"),
    [("https://wire.example/ferry", ["https://wire.example/ferry#:~:text=Yes"] * 2), ("wire:1", [])],
)
def test_a_quote_of_another_report_names_that_report_and_leads_to_it(address, linked, renderer):
    quote = replace(a_quote("Yes"), origin=Origin(7, "Coastline", address))
    proof = renderer.proof(an_issue(a_story_with(quotes=(quote,))))
    (printed,) = parsed(proof).xpath("//blockquote")
    assert texts(printed, ".//p") == ["— Mara Venn, harbour master · Coastline"]
    assert printed.xpath(".//a/@href") == linked
    assert "— Mara Venn, harbour master · Coastline\n" in proof.text


@pytest.mark.parametrize(
    ("quote", "attribution"),
    [
        (a_quote("Yes", role=""), ["— Mara Venn"]),
        (a_quote("Yes", role="r" * 151), ["— Mara Venn"]),
        (a_quote("Yes", speaker=""), []),
    ],
)
def test_nobody_is_named_who_is_not_known(quote, attribution, renderer):
    assert texts(parsed(renderer.proof(an_issue(a_story_with(quotes=(quote,))))), "//blockquote/p") == attribution


def test_a_quotation_that_cannot_be_printed_whole_gives_way_to_the_next(renderer):
    unfit = (a_quote("a" * 701), a_quote("Yes", speaker="s" * 151), a_quote("\u202e"))
    story = a_story_with(quotes=(*unfit, a_quote("One"), a_quote("Two"), a_quote("Three")))
    assert texts(parsed(renderer.proof(an_issue(story))), "//blockquote//a") == ["“One”", "“Two”"]


def test_the_newsletter_says_how_many_quotations_and_three_are_the_most(renderer):
    story = a_story_with(quotes=tuple(a_quote(f"Word {n}") for n in range(9)))
    for quotes, printed in [(0, 0), (1, 1), (9, 3)]:
        issue = an_issue(story, newsletter=a_newsletter(quotes=quotes))
        assert len(parsed(renderer.proof(issue)).xpath("//blockquote")) == printed


def test_a_lede_too_long_is_left_out_whole(renderer):
    for length, printed in [(1_000, True), (1_001, False)]:
        words = "a" * length
        proof = renderer.proof(an_issue(a_story_with(lede=Passage(words, 0, length)), preheader="x"))
        assert (words in proof.html, words in proof.text, "aaaa" in proof.html) == (printed, printed, printed)


@pytest.mark.parametrize(
    ("image", "alt"),
    [
        (Image("https://a.example/b.jpg", alt="A", caption="B"), "A"),
        (Image("https://a.example/b.jpg", caption="B", credit="C"), "B"),
        (Image("https://a.example/b.jpg", alt="a" * 401, caption=" "), "Council approves ferry line 1"),
    ],
)
def test_every_picture_has_words_for_those_who_do_not_see_it(image, alt, renderer):
    assert parsed(renderer.proof(an_issue(a_story(image=image)))).xpath("//img/@alt") == [alt]


@pytest.mark.parametrize(
    "image",
    [
        Image("data:image/png;base64,xx"),
        Image("https://a.example/b.gif", width=1, height=1),
        Image("https://a.example/a.svg"),
        None,
    ],
)
def test_what_is_no_picture_is_left_out(image, renderer):
    assert parsed(renderer.proof(an_issue(a_story(image=image), a_story(image=image)))).xpath("//img") == []


@pytest.mark.parametrize(
    ("image", "caption"),
    [
        (a_picture(), "The ferry at dawn (Ida Holm)"),
        (replace(a_picture(), credit=""), "The ferry at dawn"),
        (replace(a_picture(), caption=""), "Ida Holm"),
        (replace(a_picture(), caption="By Ida Holm"), "By Ida Holm"),
    ],
)
def test_a_top_picture_has_its_caption_and_credit(image, caption, renderer):
    assert caption in texts(parsed(renderer.proof(an_issue(a_story(image=image)))), "//td[contains(@class, 'm')]")


def test_a_top_picture_is_never_blown_up(renderer):
    for width, printed in [(0, "552"), (1200, "552"), (320, "320")]:
        issue = an_issue(a_story(image=replace(a_picture(), width=width)))
        assert parsed(renderer.proof(issue)).xpath("//img/@width") == [printed]


def test_other_reports_are_named_at_most_four(renderer):
    also = (
        ("A", "https://a.example/"),
        ("", "https://x.example/"),
        ("B", "javascript:x"),
        ("C", ""),
        ("D", ""),
        ("E", ""),
    )
    proof = renderer.proof(an_issue(a_story(also=also)))
    assert "Also reported by A, B, C, D" in texts(parsed(proof), "//p")
    assert "Also reported by:\n- A\n  https://a.example/\n- B\n" in proof.text


def test_a_story_without_an_address_is_printed_without_links(renderer):
    story = a_story_with(url="javascript:alert(1)", image=a_picture())
    tree = parsed(renderer.proof(an_issue(story, story)))
    assert set(tree.xpath("//a/@href")) == {"https://lantern.example/", Token.UNSUBSCRIBE.mark}


def test_a_story_without_a_headline_is_named_by_its_address(renderer):
    for url, headline in [("https://lantern.example/a", "https://lantern.example/a"), ("", "…")]:
        assert texts(parsed(renderer.proof(an_issue(a_story_with(url=url, headline=" \x00 ")))), "//h2") == [headline]


def test_every_link_of_the_page_stands_in_the_text_too(themed):
    proof = themed.proof(specimen())
    assert set(parsed(proof).xpath("//a/@href")) == set(re.findall(r"https?://\S+|\uf8f0[^e]\w+\uf8f1", proof.text))


def test_the_text_has_no_line_over_78_columns_but_addresses(renderer):
    lines = renderer.proof(specimen("uk")).text.split("\n")
    assert [line for line in lines if len(line) > 78 and "://" not in line] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_a_preheader_is_padded_and_never_empty(renderer):
    for preheader, start in [
        ("And more", "And more"),
        (" ", "The harbour council approved"),
        ("", "The harbour council"),
    ]:
        hidden = parsed(renderer.proof(an_issue(preheader=preheader))).xpath("//div[contains(@style, 'display:none')]")[
            0
        ]
        assert hidden.text.startswith(start)
        assert hidden.text.count("\u2007\u034f") == 100
    assert renderer.proof(an_issue(a_story_with(lede=None), preheader="")).size > 0


def test_a_readers_data_is_marked_once_for_each_place(renderer):
    proof = renderer.proof(an_issue())
    for part in (proof.html, proof.text):
        assert (part.count(Token.UNSUBSCRIBE.mark), part.count(Token.EMAIL.mark)) == (1, 1)


def test_a_template_too_big_for_one_story_is_the_designers_fault(shipped):
    files = shipped | {"partials/footer.mjml": f"<mj-raw>{'x' * 110_000}{{{{ unsubscribe_url }}}}</mj-raw>"}
    with pytest.raises(TemplateError, match=r"issue.mjml: one story alone takes \d+ bytes; a mail holds 102400"):
        make_renderer(files).proof(an_issue())


@pytest.mark.parametrize("name", ["issue.mjml", "issue.txt"])
def test_a_template_must_print_the_way_out(name, shipped):
    part = "partials/footer.mjml" if name == "issue.mjml" else name
    files = shipped | {part: shipped[part].replace("unsubscribe_url", "newsletter.url")}
    with pytest.raises(TemplateError, match=f"{name}: it prints no way to unsubscribe: use unsubscribe_url"):
        make_renderer(files).proof(an_issue())


def test_a_renderer_needs_both_templates(shipped):
    with pytest.raises(TemplateError, match=r"issue.txt: there is no such template"):
        make_renderer({name: text for name, text in shipped.items() if name != "issue.txt"})


def test_an_issue_knows_nothing_of_other_issues(renderer):
    first = renderer.proof(an_issue())
    renderer.proof(specimen("ar"))
    assert renderer.proof(an_issue()) == first


def test_a_brief_without_anything_but_an_entry_prints(renderer):
    story = a_story(brief=Brief(an_entry(headline="Only this"), None), byline="", image=None)
    proof = renderer.proof(an_issue(story, newsletter=a_newsletter(sections=(Section(SectionKind.TOP, 1),))))
    assert "Only this" in proof.text
