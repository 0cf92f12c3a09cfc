"""Invented pages in the markup of many kinds of site: the article, the whole article, and nothing but the article."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html

from digest.collector.page import Page, find_dateline, read_page
from digest.errors import ArticleError
from digest.model import Image

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
PROSE = "<p>The harbour council approved a new ferry line on Tuesday after a long debate, the mayor said.</p>"


def marked_paragraphs(source: str) -> list[str]:
    """The paragraphs that a fixture marks as the article's own with `data-body`."""
    return [" ".join(element.text_content().split()) for element in html.fromstring(source).xpath("//*[@data-body]")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_text_is_every_paragraph_of_the_article_and_no_furniture(path):
    source = path.read_text("utf-8")
    assert read_page(source, "https://paper.example/story").text.split("\n") == marked_paragraphs(source)


def test_a_page_is_read_with_all_that_it_says_of_itself():
    source = (Path(__file__).parent / "pages" / "harbour-courier.html").read_text("utf-8")
    assert read_page(source, "https://harbour.example/city/ferry-line?utm_source=x") == Page(
        title="Ferry line to the north bank wins by one vote",
        text="\n".join(marked_paragraphs(source)),
        byline="Ida Holm, Tomas Reyl",
        published=datetime(2026, 3, 10, 7, 30, tzinfo=UTC),
        modified=datetime(2026, 3, 10, 9, 5, tzinfo=UTC),
        language="en",
        image=Image(
            "https://img.harbour.example/2026/03/ferry-1200x675.jpg",
            alt="A white ferry at a quay",
            caption="The ferry Morrow at its winter berth. “She is ready when we are,” the harbour master said in January.",
            credit="Lena Quist/Coast Pictures via Getty Images",
        ),
        section="City",
        canonical="https://harbour.example/city/ferry-line",
    )


def test_a_page_in_the_encoding_that_it_declares_is_read():
    source = (Path(__file__).parent / "pages" / "russian.html").read_text("utf-8")
    page = read_page(source.encode("cp1251"), "https://reka.example/1")
    assert (page.byline, page.language, page.published) == ("Вера Лунина", "ru", datetime(2026, 1, 30, 7, tzinfo=UTC))
    assert page.text.split("\n") == marked_paragraphs(source)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("Just words, no markup at all, though there are quite a few of them here.", "the page is not HTML"),
        (b"%PDF-1.7 \x00\xff", "the page is not HTML"),
        ("", "the page is not HTML"),
        ("<html><body></body></html>", "the page has no paragraph of text"),
        ("<p><a href='/'>Home</a></p>", "the page has nothing but captions, notices and links"),
        (
            "<p>Children at the fair in May. (Ann Lee/AFP via Getty Images)</p><p>Photo: Tom Hale</p>",
            "the page has nothing but captions, notices and links",
        ),
        (b"<p>" + b"x" * (10 * 1024 * 1024), "the page is larger than 10 MB"),
    ],
)
def test_what_is_no_article_is_refused_with_the_reason(source, reason):
    with pytest.raises(ArticleError, match=f"^{reason}$"):
        read_page(source, "https://paper.example/1")


@pytest.mark.parametrize(
    "notice",
    [
        "This copy is for your personal, non-commercial use only. To order copies for colleagues, visit the reprint desk.",
        "Use of this material is governed by our Subscriber Agreement. For non-personal use please ring 555-0117.",
        "This story is for subscribers only. Already a subscriber? Log in to read on.",
        "Dieser Text ist nur für Abonnenten lesbar. Bitte melden Sie sich an, um ihn ganz zu lesen.",
        "Cet article est réservé aux abonnés. Il vous reste 80% de cet article à lire.",
        "Este contenido es exclusivo para suscriptores. Suscríbete para seguir leyendo.",
        "Ten artykuł jest dostępny tylko dla subskrybentów. Wykup dostęp, aby czytać dalej.",
        "Материал доступен только подписчикам. Оформите подписку, чтобы прочитать его целиком.",
        "Матеріал доступний лише передплатникам. Оформіть передплату, щоб читати далі.",
    ],
)
def test_a_notice_in_an_articles_place_is_no_article(notice):
    page = "<html><head><title>Ferry line wins</title></head><body><h1>Ferry line wins</h1><article>{}</article></body>"
    with pytest.raises(ArticleError, match="nothing but captions, notices and links"):
        read_page(page.format(f"<p>{notice}</p>"), "https://paper.example/1")


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("KYIV, Ukraine (AP) — The bridge was opened on Monday.", "KYIV, Ukraine (AP)"),
        ("Berlin (dpa) - Die Brücke ist offen.", "Berlin (dpa)"),
        ("NORTH HAVEN — The bridge was opened on Monday.", "NORTH HAVEN"),
        ("The bridge – long, narrow and late – was opened on Monday.", ""),
        ("The bridge was opened on Monday.", ""),
    ],
)
def test_the_dateline_is_the_place_before_the_first_sentence(text, dateline):
    assert find_dateline(text) == dateline


def test_a_script_without_spaces_has_paragraphs_too():
    text = "市議会は火曜日、六時間に及ぶ審議の末、北岸へ渡る新しい渡し船の航路を一票差で可決した。"
    assert read_page(f"<p>{text}</p>", "https://paper.example/1").text == text


def test_right_to_left_text_is_kept_as_it_stands():
    text = "وافق مجلس الميناء يوم الثلاثاء على خط جديد للعبّارات إلى الضفة الشمالية بعد نقاش طويل."
    page = read_page(f'<html lang="ar" dir="rtl"><p>{text}</p></html>', "https://paper.example/1")
    assert (page.text, page.language) == (text, "ar")


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ('<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"x"}</script>', "live"),
        ('<script type="application/ld+json">{"@type":["OpinionNewsArticle"],"headline":"x"}</script>', "opinion"),
        ('<meta property="article:section" content="Analysis">', "analysis"),
        ("", "news"),
    ],
)
def test_the_kind_is_what_the_page_says(markup, kind):
    assert read_page(f"<head>{markup}</head>{PROSE}", "https://paper.example/2026/live-in-harmony/").kind == kind


def test_the_kind_may_stand_in_the_address():
    assert read_page(PROSE, "https://paper.example/opinion/2026/a-word-on-ferries").kind == "opinion"


@pytest.mark.parametrize(
    ("markup", "paywalled"),
    [
        ('<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>', True),
        ('<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":true}</script>', False),
        ('<meta property="article:content_tier" content="locked">', True),
        ("", False),
    ],
)
def test_a_paywall_is_known_by_what_the_page_says(markup, paywalled):
    assert read_page(f"<head>{markup}</head>{PROSE}", "https://paper.example/1").paywalled is paywalled


def test_the_ticker_of_a_live_page_is_the_article():
    items = "".join(
        f"<p>{hour}:15</p><p>The water stood at {hour} feet below the old mark, the keeper of the lock told reporters.</p>"
        for hour in (18, 17, 16)
    )
    live = '<script type="application/ld+json">{"@type":"LiveBlogPosting"}</script>'
    assert len(read_page(f"<head>{live}</head>{items}", "https://paper.example/1").text.split("\n")) == 3
    with pytest.raises(ArticleError):
        read_page(items, "https://paper.example/1")
