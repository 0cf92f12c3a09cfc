"""One address for a page, one digest for words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.collector.identity import TRACKING, canonical_url, fingerprint, imprint
from digest.model import Entry


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://Site.Example", "https://site.example/"),
        ("http://site.example:80/", "https://site.example/"),
        ("https://site.example:443/", "https://site.example/"),
        ("https://site.example:08443/", "https://site.example:8443/"),
        ("https://site.example./story#part", "https://site.example/story"),
        ("https://ann:secret@site.example/", "https://site.example/"),
        (" https://site.example/a b\n", "https://site.example/a%20b"),
        # faces
        ("https://www.site.example/", "https://site.example/"),
        ("https://m.site.example/", "https://site.example/"),
        ("https://mobile.site.example/", "https://site.example/"),
        ("https://www.m.site.example/", "https://site.example/"),
        ("https://uk.m.site.example/", "https://uk.site.example/"),
        ("https://m.example/", "https://m.example/"),
        ("https://amp.site.example/story/amp/", "https://site.example/story"),
        ("https://site.example/amp/story", "https://site.example/story"),
        ("https://site.example/amp", "https://site.example/amp"),
        ("https://site.example/story.amp.html?amp=1&outputType=amp&a=1", "https://site.example/story.html?a=1"),
        ("https://site.example/story.amp", "https://site.example/story"),
        ("https://www.google.com/amp/s/www.site.example/story", "https://site.example/story"),
        ("https://site-example.cdn.ampproject.org/c/s/site.example/story?x=1", "https://site.example/story?x=1"),
        # IDNA and percent-encoding
        ("https://Bücher.Example/Ä?q=ü", "https://xn--bcher-kva.example/%C3%84?q=%C3%BC"),
        ("https://xn--bcher-kva.example/%c3%84", "https://xn--bcher-kva.example/%C3%84"),
        ("https://site.example/%7euser/%2f/100%", "https://site.example/~user/%2F/100%25"),
        # paths
        ("https://site.example//a///b/", "https://site.example/a/b"),
        ("https://site.example/a/./b/../../c", "https://site.example/c"),
        ("https://site.example/../..", "https://site.example/"),
        ("https://site.example/news/index.html", "https://site.example/news"),
        ("https://site.example/Default.aspx", "https://site.example/"),
        ("https://site.example/a;jsessionid=F00;v=1/b", "https://site.example/a;v=1/b"),
        # queries
        ("https://site.example/?b=2&a=1&&a=0", "https://site.example/?a=0&a=1&b=2"),
        ("https://site.example/?utm_source=x&UTM_Medium=y&fbclid=z&id=7", "https://site.example/?id=7"),
        ("https://site.example/?mc_cid=1&gclid=2&mtm_campaign=3&wt.mc_id=4", "https://site.example/"),
        ("https://site.example/?ref=rss&ref=chapter&source=FEED&amp", "https://site.example/?ref=chapter"),
        ("https://site.example/?a=&b", "https://site.example/?a&b"),
        ("https://site.example/?u=http://x.example/?a=b", "https://site.example/?u=http://x.example/?a=b"),
        ("https://site.example/?q=a+b&r=%61", "https://site.example/?q=a+b&r=a"),
        # addresses by number
        ("http://127.0.0.1:8765/story", "https://127.0.0.1:8765/story"),
        ("http://[2001:DB8::1]:8080/", "https://[2001:db8::1]:8080/"),
    ],
)  # fmt: skip
def test_the_forms_of_one_address_are_one(url, canonical):
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "", "file:///srv/pages/a%20b.html", "mailto:desk@site.example", "story", "https://", "https:///x", "https://site.example:99999/",
        "https://a..b/", "https://exa%6Dple.com/", "https://ℝ\u3002ℂ℀/", f"https://{'ü' * 64}.example/", "http://[::1", "https://.../",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_returned_as_it_is(text):
    assert canonical_url(f" {text}\n") == text


ADDRESSES = st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.text(alphabet="wm.aü-:@[]1%AMP", min_size=1, max_size=20).map(lambda host: host + ".example"),
    st.text(alphabet="/aäamp.ndexhtml%2Fe;= +", max_size=40).map("/{}".format),
    st.text(alphabet="?&=ab%20utm_re#amp+/", max_size=30),
)


@given(st.text() | ADDRESSES)
@example("https://www.google.com/amp/s/www.google.com/amp/s/m.site.example/amp/amp/index.php?amp")
def test_folding_an_address_twice_changes_nothing(text):
    once = canonical_url(text)
    assert canonical_url(once) == once


@given(st.text(alphabet="/aäbamp.%2F;=", max_size=30), st.sampled_from(sorted(TRACKING)))
def test_a_tracking_parameter_makes_no_new_page(path, name):
    page = canonical_url(f"https://site.example/{path}")
    assert canonical_url(f"{page}?{name.upper()}=1") == page


ENTRY = Entry("src", "guid", "https://site.example/1", "A headline", dek="A dek", body="One.\nTwo.")


def test_an_imprint_is_of_the_words_and_of_nothing_else():
    redated = replace(
        ENTRY, updated=datetime(2024, 1, 1, tzinfo=UTC), url="https://site.example/2", author="Ada", source="b"
    )
    reset = replace(ENTRY, headline=" a  HEADLINE", body="One. Two.")
    assert imprint(ENTRY) == imprint(redated) == imprint(reset)
    assert len(imprint(ENTRY)) == 64


@pytest.mark.parametrize(
    "change", [{"headline": "A deadline"}, {"dek": ""}, {"body": "One."}, {"headline": "A headline A dek", "dek": ""}]
)
def test_a_revised_entry_has_another_imprint(change):
    assert imprint(replace(ENTRY, **change)) != imprint(ENTRY)


def test_a_fingerprint_is_of_the_words_in_their_order():
    text = "“We waited,” said Mira Holt.\nShe smiled \ufb01nally."
    assert fingerprint(text) == fingerprint('"We waited" - SAID   Mira Holt. She smiled finally')
    assert fingerprint(text) != fingerprint("Mira Holt said: We waited. She smiled finally")
    assert len(fingerprint("")) == 64


@given(st.text())
def test_no_text_is_too_odd_for_a_digest(text):
    assert fingerprint(text) == fingerprint(text + " .")
    assert imprint(replace(ENTRY, headline=text)) == imprint(replace(ENTRY, headline=text + " "))
