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
    rest = paragraphs(SECOND, FIRST, SECOND, FIRST)
    for box in (card, f"<div><div>{card}</div></div>"):
        assert body(f"<div>{paragraphs(FIRST)}{box}{rest}</div>") == [FIRST, SECOND, FIRST, SECOND, FIRST]


def test_an_article_that_is_made_of_boxes_with_linked_headlines_is_a_list():
    cards = [
        f"<div><h3><a href='/{place}'>Where to eat in {place} now</a></h3><p>{THIRD}</p></div>"
        for place in ("Port Alba", "Dunstow", "Sparrow")
    ]
    assert body(f"<div>{paragraphs(FIRST, SECOND)}{''.join(cards)}{paragraphs(FIRST)}</div>").count(THIRD) == 3


def test_a_picture_with_its_caption_is_no_paragraph():
    picture = f"<div><a href='/p'><img src='p.jpg'></a><div><span>{THIRD}</span></div></div>"
    assert body(f"<div>{paragraphs(FIRST)}{picture}{paragraphs(SECOND, FIRST, SECOND)}</div>") == [
        FIRST,
        SECOND,
        FIRST,
        SECOND,
    ]


def test_a_paragraph_with_a_picture_in_it_is_one():
    picture = f"<p><img src='p.jpg'>{THIRD}</p>"
    assert THIRD in body(f"<div>{paragraphs(FIRST)}{picture}{paragraphs(SECOND, FIRST, SECOND)}</div>")


def test_a_line_that_is_no_sentence_below_a_picture_is_its_caption():
    picture = "<p><img src='p.jpg'></p><p>{}</p>"
    page = "<div>" + paragraphs(FIRST) + "{}" + paragraphs(SECOND, FIRST, SECOND) + "</div>"
    text = [FIRST, SECOND, FIRST, SECOND]
    assert body(page.format(picture.format("The old quay in May"))) == text
    assert "Nobody came." in body(page.format(picture.format("Nobody came.")))
    assert body(page.format(picture.format("The old quay") * 4)).count("The old quay") == 4


def test_a_heading_with_a_picture_is_no_caption():
    picture = "<div><img src='p.jpg'><h3>The old quay</h3></div>"
    page = f"<div>{paragraphs(FIRST)}{picture}{paragraphs(SECOND, FIRST, SECOND)}</div>"
    assert "The old quay" in body(page)


def test_an_article_that_is_made_of_pictures_with_words_is_kept():
    assert body("".join(f"<div><img src='p.jpg'><p>{text}</p></div>" for text in (FIRST, SECOND, THIRD))) == [
        FIRST,
        SECOND,
        THIRD,
    ]


def test_a_form_with_its_pitch_is_no_paragraph():
    form = f"<div><h4>The Morning Tide</h4><p>{THIRD}</p><div><input type='email'></div><p>No spam.</p></div>"
    assert body(f"<div>{paragraphs(FIRST, SECOND)}{form}{paragraphs(FIRST, SECOND, FIRST)}</div>") == [
        FIRST,
        SECOND,
        FIRST,
        SECOND,
        FIRST,
    ]


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
