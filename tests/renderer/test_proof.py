"""The proof: what an issue prints, in what order, in whose words, and what stands where a reader's data goes."""

import re
from dataclasses import replace
from datetime import timedelta

import lxml.html
import pytest
from entry_render import make_issue, render_issue
from hypothesis import given, settings
from hypothesis import strategies as st
from making import NOON, a_newsletter, a_picture, a_story, an_entry, an_issue

from digest.errors import TemplateError
from digest.model import Brief, Image, IssueSection, Passage, Proof, Quote, Section, SectionKind, Theme, Token, Typeface
from digest.renderer import make_renderer
from digest.renderer.specimen import specimen


def parsed(proof: Proof) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(proof.html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def texts(tree: lxml.html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.xpath(path)]


def dressed(issue, **changes):
    """An issue whose brand has been changed."""
    return replace(issue, newsletter=replace(issue.newsletter, brand=replace(issue.newsletter.brand, **changes)))


def a_story_with(**changes):
    """A story whose brief has been changed too: `quotes`, `lede` and the entry's fields go where they belong."""
    story = a_story()
    brief = replace(story.brief, **{name: changes.pop(name) for name in ("quotes", "lede") if name in changes})
    entry = replace(
        brief.entry, **{name: changes.pop(name) for name in ("url", "headline", "language") if name in changes}
    )
    return replace(story, brief=replace(brief, entry=entry), **changes)


def a_quote(*words: str, **changes) -> Quote:
    return replace(
        Quote(tuple(Passage(text, 0, len(text)) for text in words), "Mara Venn", "harbour master"), **changes
    )


@pytest.mark.parametrize("name", ["en", "uk", "ar"])
def test_the_issue_looks_as_it_was_reviewed(name, theme, themed, golden):
    proof = themed.proof(dressed(specimen(name), theme=theme))
    golden(f"{theme}.{name}.html", proof.html.replace("><", ">\n<"))
    golden(f"{name}.txt", proof.text)


def test_a_proof_names_its_issue_and_subject(renderer):
    proof = renderer.proof(an_issue(subject="  Ferry\r\nBcc: all  "))
    assert (proof.issue, proof.subject, proof.trimmed) == ("morning@2026-03-10T14:00", "Ferry Bcc: all", 0)
    assert proof.size == len(proof.html.encode())


def test_the_same_issue_prints_the_same_bytes(shipped, renderer):
    assert make_renderer(shipped).proof(an_issue()) == renderer.proof(an_issue())


def test_headings_lead_through_the_issue(themed):
    tree = parsed(themed.proof(specimen()))
    assert [element.tag for element in tree.xpath("//h1|//h2|//h3")] == [*["h1", "h2", "h2"], *["h2", "h3", "h3"] * 3]
    assert texts(tree, "//h1|//h2") == [
        "Morning Tide",
        "Night ferry returns",
        "Two villages name their hill",
        "More stories",
        "Editors’ picks",
        "News feed",
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


def test_an_issue_knows_nothing_of_other_issues(renderer):
    first = renderer.proof(an_issue())
    renderer.proof(specimen("ar"))
    assert renderer.proof(an_issue()) == first


def test_a_brief_without_anything_but_an_entry_prints(renderer):
    story = a_story(brief=Brief(an_entry(headline="Only this"), None), byline="", image=None)
    proof = renderer.proof(an_issue(story, newsletter=a_newsletter(sections=(Section(SectionKind.TOP, 1),))))
    assert "Only this" in proof.text
