"""`digest embed`: the form for other pages, printed."""

import json


def addressed(folder):
    """Give the readers' pages a public address."""
    file = folder / "digest.yaml"
    file.write_text(file.read_text("utf-8") + "readers: {url: 'https://news.lantern.example'}\n", encoding="utf-8")


def test_it_prints_a_form_or_a_frame(folder, digest):
    addressed(folder)
    form = digest("embed", "morning", "--lang", "de")
    assert (form.status, form.err) == (0, "")
    assert '<form method="post" action="https://news.lantern.example/subscribe?lang=de"' in form.out
    assert '<input type="hidden" name="newsletter" value="morning">' in form.out
    assert 'src="https://news.lantern.example/embed?lang=en"' in digest("embed", "--frame").out
    told = json.loads(digest("embed", "--json").out)
    assert (told["language"], told["newsletters"], told["html"].startswith("<form")) == ("en", ["morning"], True)


def test_it_needs_an_address_and_newsletters_that_there_are(folder, digest):
    without = digest("embed")
    assert (without.status, "readers.url is not set" in without.err) == (2, True)
    addressed(folder)
    unknown = digest("embed", "evening")
    assert (unknown.status, "there is no newsletter 'evening' (known: morning)" in unknown.err) == (2, True)
