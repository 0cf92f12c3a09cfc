from lxml import html

from digest.collector.extract_body import body_blocks, strip_page

FIRST = "The harbour council approved a new ferry line on Tuesday, by eight votes to seven."
SECOND = "The boat is to run every half hour from May, and a crossing takes eleven minutes."
THIRD = "Fishermen on the north bank fear for their berths, and have asked for a hearing."


def body(source: str) -> list[str]:
    root = html.fromstring(f"<html><body>{source}</body></html>")
    strip_page(root)
    return [block.text for block in body_blocks(root)]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_the_body_is_the_part_with_the_most_running_text():
    menu = "".join(f"<li><a href='/{number}'>Section {number} of the paper</a></li>" for number in range(9))
    assert body(f"<ul>{menu}</ul><div>{paragraphs(FIRST, SECOND)}</div>") == [FIRST, SECOND]


def test_an_article_that_is_spread_over_several_containers_is_one():
    assert body(f"<div>{paragraphs(FIRST)}</div><div>{paragraphs(SECOND)}</div><div>{paragraphs(THIRD)}</div>") == [
        FIRST,
        SECOND,
        THIRD,
    ]


def test_what_stands_behind_the_core_is_not_the_article():
    long = " ".join([FIRST, SECOND] * 8)
    assert body(f"<div>{paragraphs(long, FIRST)}</div><div>{paragraphs(THIRD)}</div>") == [long, FIRST]


def test_the_last_paragraph_of_a_short_article_is_not_behind_its_core():
    long = " ".join([FIRST, SECOND] * 8)
    assert body(f"<div>{paragraphs(long, THIRD)}</div>") == [long, THIRD]


def test_what_stands_before_the_headline_is_dropped_with_it():
    assert body(f"<p>City</p><h1>Ferry line wins</h1>{paragraphs(FIRST, SECOND)}") == [FIRST, SECOND]


def test_a_headline_in_the_middle_of_the_text_is_no_beginning():
    assert body(f"{paragraphs(FIRST)}<h1>Ferry line wins</h1>{paragraphs(SECOND)}") == [
        FIRST,
        "Ferry line wins",
        SECOND,
    ]


def test_where_every_section_has_a_headline_the_first_one_is_no_beginning():
    long = " ".join([FIRST, SECOND] * 8)
    sections = f"<h1>Who pays</h1><p>{long}</p><h1>Who rides</h1><p>{THIRD}</p>"
    assert body(f"<p>{FIRST}</p>{sections}") == [FIRST, "Who pays", long, "Who rides", THIRD]
    assert body(f"<p>City</p>{sections}") == [long, "Who rides", THIRD]


def test_a_dek_between_the_headline_and_the_body_is_kept():
    links = "<ul>" + "<li><a href='/'>Another story of the paper</a></li>" * 9 + "</ul>"
    head = f"<div><h1>Ferry line wins</h1><p>{THIRD}</p><p>By Ida Holm</p>{links}</div>"
    assert body(f"{head}<div>{paragraphs(FIRST, SECOND)}</div>") == [THIRD, FIRST, SECOND]


def test_more_than_a_dek_between_the_headline_and_the_body_is_not():
    links = "<ul>" + "<li><a href='/'>Another story of the paper</a></li>" * 30 + "</ul>"
    promotions = paragraphs(
        *(f"The tide tables for {year} are out, and they are better than ever." for year in (25, 26, 27))
    )
    assert body(f"<div><h1>Ferry line wins</h1>{promotions}{links}</div><div>{paragraphs(FIRST, SECOND)}</div>") == [
        FIRST,
        SECOND,
    ]


def test_a_teaser_box_within_the_article_is_another_story():
    card = f"<div><a href='/2'><h3>Lock keepers strike for a second week</h3></a><p>{THIRD}</p></div>"
    assert body(f"<div>{paragraphs(FIRST)}{card}{paragraphs(SECOND)}</div>") == [FIRST, SECOND]
    assert body(f"<div>{paragraphs(FIRST)}<div><div>{card}</div></div>{paragraphs(SECOND)}</div>") == [FIRST, SECOND]


def test_a_linked_heading_over_the_articles_own_text_is_no_teaser():
    heading = "<h3><a href='/2'>What the fishermen say of it</a></h3>"
    assert THIRD in body(f"<div>{paragraphs(FIRST)}{heading}{paragraphs(SECOND, THIRD, FIRST)}</div>")


def test_quotation_elements_get_the_marks_that_a_browser_prints():
    assert body(f"<p>{FIRST} <q>We <b>have</b> waited</q>, she said, <q></q>.</p>") == [
        f"{FIRST} “We have waited”, she said, “”."
    ]


def test_scripts_readings_and_forms_are_no_text():
    assert body(f"<p>{FIRST}<script>x</script> <ruby>北<rp>(</rp><rt>kita</rt></ruby></p><style>p</style>") == [
        f"{FIRST} 北"
    ]
