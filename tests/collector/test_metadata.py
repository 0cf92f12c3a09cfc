"""What a page says of itself, in JSON-LD, in meta tags and in print."""

import pytest
from heads import linked, meta, said

from digest.collector.metadata import Metadata
from digest.model import Image


def test_a_silent_page_says_nothing():
    assert said() == Metadata("", (), None, None, None, "", None, "", "news", locked=False, canonical="")


# ---- title


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Ferry line wins | Courier</title>", "", "Ferry line wins"),
        ("<title>Courier » Ferry line wins</title>", "", "Ferry line wins"),
        ("<title>Ferry line wins - courier.example</title>", "", "Ferry line wins"),
        ("<title>Ferry line - and bridge - wins</title>", "", "Ferry line - and bridge - wins"),
        ("<title>Courier</title>", "", "Courier"),
        ("<title>Ferry line wins ‹</title>", "", "Ferry line wins"),
        (meta(og__title="Ferry wins", og__site_name="The Tide") + "<title>x</title>", "", "Ferry wins"),
        (meta(og__title="Ferry wins – The Tide", og__site_name="The Tide"), "", "Ferry wins"),
        (linked('{"@type":"NewsArticle","headline":"Ferry line wins"}') + "<title>x</title>", "", "Ferry line wins"),
        (meta(og__title="Ferry wins"), "<h1>The <i>Courier</i></h1><h1>Ferry line wins by a hand</h1>", "Ferry wins"),
        (
            meta(og__title="Ferry line wins"),
            "<h1>Courier</h1><h1>Ferry line wins by a hand</h1>",
            "Ferry line wins by a hand",
        ),
        (meta(og__title="Of boats"), "<h1>Ferry line wins by a hand</h1>", "Ferry line wins by a hand"),
        (meta(og__title="Of boats"), "<h1>City news</h1>", "Of boats"),
        ('<meta name="parsely-title" content="Ferry line wins"><title>Boats</title>', "", "Ferry line wins"),
        ("", "<h1>Ferry line wins</h1>", "Ferry line wins"),
        ("", "<h1> </h1><h1>Courier</h1>", ""),
        ("", "<h1></h1>" * 30 + "<h1>Ferry line wins</h1>", "Ferry line wins"),
        (f"<title>{'word ' * 100}</title>", "", ""),
    ],
)
def test_the_title_is_the_headline_without_the_name_of_the_site(head, body, title):
    assert said(head, body).title == title


# ---- authors


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        (linked('{"@type":"Article","author":{"name":"Ida Holm"}}'), "", ("Ida Holm",)),
        (
            linked('{"@type":"Article","author":["Ida Holm",{"name":["Tomas Reyl"]},{"name":"Ida Holm"}]}'),
            "",
            ("Ida Holm", "Tomas Reyl"),
        ),
        (linked('[{"@type":"Article","author":{"@id":"#i"}},{"@id":"#i","name":"Ida Holm"}]'), "", ("Ida Holm",)),
        (linked('{"@type":"Article","author":{"name":"Courier"}}'), "<p>By Ida Holm</p>", ("Ida Holm",)),
        (linked('{"@type":"Article","author":{"name":"Courier"}}'), "", ("Courier",)),
        (linked('{"@type":"Article","author":{"name":"https://courier.example/ida"}}'), "", ()),
        ('<meta name="author" content="By Ida Holm and Tomas Reyl, City Editor">', "", ("Ida Holm", "Tomas Reyl")),
        ('<meta name="author" content="Ida Holm, Tomas Reyl; Ann Lee">', "", ("Ida Holm", "Tomas Reyl", "Ann Lee")),
        ('<meta name="author" content="admin">', '<a rel="author" href="/i">Ida Holm</a>', ("Ida Holm",)),
        ("", "<p>By <a rel='author'>Ida Holm</a> and <a rel='author'>Ann Lee</a></p>", ("Ida Holm",)),
        ("", "<div class='byline'>By <a href='/i'>Ida Holm</a></div>", ("Ida Holm",)),
        (
            "",
            "<div itemprop='author'><b itemprop='name'>Ida Holm</b><i itemprop='jobTitle'>City</i></div>",
            ("Ida Holm",),
        ),
        ("", "<div itemprop='author'>Ida Holm<br>City Editor</div>", ("Ida Holm",)),
        ("", "<div class='Author__name'>Ida Holm</div>", ("Ida Holm",)),
        (
            "",
            "<p class='byline'>By Ida Holm, <b>Ann Lee</b> <i>and</i> Tom Hale <span>Staff</span></p>",
            ("Ida Holm", "Ann Lee", "Tom Hale"),
        ),
        ("", "<p class='author'>Written by Ida van der Holm</p>", ("Ida van der Holm",)),
        ("", "<ul class='related'><li class='author'>Ann Lee</li></ul><p class='author'>Ida Holm</p>", ("Ida Holm",)),
        ("", "<span>Von Ida Holm</span>", ("Ida Holm",)),
        ("", "<p>By the river, nobody slept.</p><p>Автор: Оксана Гайова</p>", ("Оксана Гайова",)),
        ("", "<p>By</p><p class='author'></p>", ()),
        ('<meta name="author" content="Ida Holm (ida@courier.example)">', "", ("Ida Holm",)),
        (
            '<meta name="author" content="Ida Holm/AFP; Tomas Reyl in Kyiv; Ann Lee - BBC News">',
            "",
            ("Ida Holm", "Tomas Reyl", "Ann Lee"),
        ),
        ('<meta name="author" content="Chance for Peace">', "", ("Chance for Peace",)),
        ('<meta name="author" content="Ida Holm"><meta name="author" content="Ann Lee">', "", ("Ida Holm", "Ann Lee")),
        ('<meta name="author" content="Ida Holm"><meta name="author" content="Ida Holm">', "", ("Ida Holm",)),
        (
            '<meta name="citation_author" content="Holm, Ida"><meta name="citation_author" content="Reyl, Tomas A.">',
            "",
            ("Ida Holm", "Tomas A. Reyl"),
        ),
        ('<meta name="author" content="Courier Staff">', "<p>By Ida Holm</p>", ("Ida Holm",)),
        ('<meta name="author" content="Редакція">', "<p class='byline'>Оксана Гайова</p>", ("Оксана Гайова",)),
        ('<meta name="author" content="News Desk">', "", ("News Desk",)),
        ("", "<div class='author'><a href='/p'>Privacy Policy</a></div><p>By Ida Holm</p>", ("Ida Holm",)),
        ("", "<div class='author-name'>IH</div><p>By Ida Holm</p>", ("Ida Holm",)),
    ],
)
def test_the_authors_are_the_names_that_the_page_gives(head, body, authors):
    assert said(head, body).authors == authors


def test_no_more_than_ten_authors_are_named():
    many = ",".join(f'"Writer {chr(65 + number)}"' for number in range(15))
    assert len(said(linked(f'{{"@type":"Article","author":[{many}]}}')).authors) == 10


# ---- language, addresses, section


@pytest.mark.parametrize(
    ("attributes", "head", "language"),
    [
        ('lang="en-GB"', "", "en"),
        ('xml:lang="uk"', "", "uk"),
        ('lang="und"', meta(og__locale="de_DE"), "de"),
        ("", '<meta http-equiv="Content-Language" content="FR">', "fr"),
        ("", linked('{"@type":"Article","inLanguage":"pl-PL"}'), "pl"),
        ('lang="english"', "", ""),
    ],
)
def test_the_language_is_the_primary_subtag(attributes, head, language):
    assert said(head, attributes=attributes).language == language


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        ('<link rel="canonical" href="/ferry?id=1">', "https://www.courier.example/ferry?id=1"),
        ('<link rel="Canonical" href="https://courier.example/a b">', "https://courier.example/a%20b"),
        ('<link rel="canonical" href="mailto:x">', ""),
        ('<link rel="canonical" href="">', ""),
        ('<link rel="canonical" href="http://[::1">', ""),
        (
            '<link rel="stylesheet" href="/x.css">' + meta(og__url="https://courier.example/ferry"),
            "https://courier.example/ferry",
        ),
    ],
)
def test_the_canonical_address_is_absolute_or_none(head, canonical):
    assert said(head).canonical == canonical


def test_the_section_is_that_of_the_article():
    assert said(meta(article__section="City")).section == "City"
    assert said(linked('{"@type":"Article","articleSection":["Sea","City"]}')).section == "Sea"
    assert said('<meta name="parsely-section" content="City">').section == "City"


@pytest.mark.parametrize(
    ("head", "body", "kind"),
    [
        (linked('{"@type":"NewsArticle"}'), "", "news"),
        (linked('{"@type":["NewsArticle","OpinionNewsArticle"]}'), "", "opinion"),
        (linked('{"@type":"https://schema.org/LiveBlogPosting"}'), "", "live"),
        (linked('{"@type":"BackgroundNewsArticle"}'), "", "analysis"),
        (linked('{"@type":"NewsArticle","articleSection":["City","Kommentar"]}'), "", "opinion"),
        (linked('{"@type":"NewsArticle","genre":"Analysis"}'), "", "analysis"),
        ("", "<article itemscope itemtype='https://schema.org/OpinionNewsArticle'><h1>Ferry</h1></article>", "opinion"),
        ("", "<main typeof='schema:LiveBlogPosting'><h1>Ferry</h1></main>", "live"),
        ("", "<h1>Ferry</h1><div itemscope itemtype='https://schema.org/OpinionNewsArticle'>A teaser</div>", "news"),
        (meta(og__type="opinion"), "", "opinion"),
        (meta(og__title="Opinion | The ferry that never came"), "", "opinion"),
        ("<title>Analyse: Was die Wahl bedeutet</title>", "", "analysis"),
        ("<title>The opinion of the harbour: nobody asked</title>", "", "news"),
    ],
)
def test_the_kind_is_as_a_type_a_section_or_the_headline_says(head, body, kind):
    assert said(head, body).kind == kind


def test_the_kind_is_in_the_folders_of_the_address_if_nowhere_else():
    assert said(url="https://courier.example/думки/ferry").kind == "opinion"
    assert said(linked('{"@type":"LiveBlogPosting"}'), url="https://courier.example/opinion/ferry").kind == "live"
    assert said(url="https://courier.example/city/opinion").kind == "news"


@pytest.mark.parametrize(
    ("head", "locked"),
    [
        (linked('{"@type":"NewsArticle"}'), False),
        (linked('{"@type":"NewsArticle","isAccessibleForFree":true}'), False),
        (linked('{"@type":"NewsArticle","isAccessibleForFree":false}'), True),
        (linked('{"@type":"NewsArticle","isAccessibleForFree":"False"}'), True),
        (linked('{"@type":"NewsArticle","isAccessibleForFree":"http://schema.org/False"}'), True),
        (linked('{"@type":"NewsArticle","hasPart":{"isAccessibleForFree":false,"cssSelector":".body"}}'), True),
        (
            linked('{"@type":"NewsArticle","hasPart":[3,{"isAccessibleForFree":true},{"isAccessibleForFree":"no"}]}'),
            True,
        ),
        (linked('{"@type":"NewsArticle","hasPart":[{"@type":"WebPageElement"}]}'), False),
        (linked('{"@type":"NewsArticle","isAccessibleForFree":true,"hasPart":{"isAccessibleForFree":false}}'), False),
        (meta(article__content_tier="locked"), True),
        (meta(article__content_tier="metered"), False),
    ],
)
def test_a_paywall_is_one_that_the_page_declares(head, locked):
    assert said(head).locked is locked


# ---- picture


FIGURE = '<figure><img src="{}" alt="Boats"><figcaption>{}</figcaption></figure>'


@pytest.mark.parametrize(
    ("head", "body", "image"),
    [
        (meta(og__image="/a.jpg"), "", Image("https://www.courier.example/a.jpg")),
        (meta(og__image="/a.jpg", og__image__width="1200", og__image__height="wide", og__image__alt="A boat"), "",
         Image("https://www.courier.example/a.jpg", alt="A boat", width=1200)),
        (meta(og__image="data:image/png;base64,x"), "", None),
        (linked('{"@type":"Article","image":["https://i.example/a.jpg"]}'), "", Image("https://i.example/a.jpg")),
        (linked('{"@type":"Article","image":[3,{"url":"https://i.example/a.jpg","caption":"Boats. (AFP)"}]}'), "",
         Image("https://i.example/a.jpg", caption="Boats.", credit="AFP")),
        (linked('{"@type":"Article","image":{"contentUrl":"https://i.example/a.jpg","creditText":"Ann Lee"}}'), "",
         Image("https://i.example/a.jpg", credit="Ann Lee")),
        (meta(og__image="https://i.example/boat-1200x630.jpg"), FIGURE.format("/img/Boat-300x200.jpg?w=1", "Boats. Photo: Ann Lee"),
         Image("https://i.example/boat-1200x630.jpg", alt="Boats", caption="Boats.", credit="Photo: Ann Lee")),
        (meta(og__image="https://i.example/a.jpg"), FIGURE.format("/b.jpg", "Bridges"), Image("https://i.example/a.jpg")),
        (meta(og__image="https://i.example/a.jpg"), "<figure><img data-src='/a.jpg' src='data:x'></figure>",
         Image("https://i.example/a.jpg")),
        ("", FIGURE.format("/b.jpg", 'Bridges <span class="credit">(Ann Lee)</span>'),
         Image("https://www.courier.example/b.jpg", alt="Boats", caption="Bridges", credit="Ann Lee")),
        ("", FIGURE.format("/b.jpg", '<b class="x">Bridges</b> of <b class="source">wood</b> and stone'),
         Image("https://www.courier.example/b.jpg", alt="Boats", caption="Bridges of wood and stone")),
        ("", "<figure><img src='/b.jpg'></figure><figure><img></figure>", None),
        (meta(og__image="/site-logo-1200x630.png", og__image__width="1200") + linked('{"@type":"Article","image":"/a.jpg"}'), "",
         Image("https://www.courier.example/a.jpg")),
        (linked('{"@type":"Article","image":["/logo.png",{"url":"/a.jpg","creditText":"Ann Lee"}]}'), "",
         Image("https://www.courier.example/a.jpg", credit="Ann Lee")),
        ('<meta name="parsely-image-url" content="/a.jpg">', "", Image("https://www.courier.example/a.jpg")),
    ],
)  # fmt: skip
def test_the_picture_has_the_caption_that_is_printed_under_it_and_no_other(head, body, image):
    assert said(head, body).image == image


@pytest.mark.parametrize(
    "name", ["logo.png", "Courier_Logo-2.jpg", "tide-logo.png", "placeholder-16x9.gif", "default-og.jpg", "no-image-default.png",
             "a.svg", "favicon.ico", "spacer.gif"]
)  # fmt: skip
def test_a_logo_or_a_placeholder_stands_for_no_article(name):
    assert said(meta(og__image=f"/img/{name}", og__site_name="The Tide")).image is None


@pytest.mark.parametrize(
    "name",
    ["new-harbour-logo.jpg", "catalogo.jpg", "logothetis.png", "maxresdefault.jpg", "icons-of-bars.jpg", "12345", ""],
)
def test_a_picture_of_something_is_no_placeholder(name):
    image = said(meta(og__image=f"/img/{name}")).image
    assert image is not None
    assert image.url == f"https://www.courier.example/img/{name}"
