import codecs

import pytest

from digest.collector.page_source import decode_page, looks_like_html, parse_page


@pytest.mark.parametrize(
    "body",
    [
        codecs.BOM_UTF8 + "Größe".encode(),
        codecs.BOM_UTF16_LE + "Größe".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Größe".encode("utf-16-be"),
        "Größe".encode(),
        "Größe".encode("cp1252"),
    ],
)
def test_a_page_is_decoded_by_its_mark_or_by_what_fits(body):
    assert decode_page(body) == "Größe"


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>", "cp1251"),
        ('<?xml version="1.0" encoding="koi8-r"?>', "koi8-r"),
        ('<meta charset="iso-2022-jp">', "iso-2022-jp"),
    ],
)
def test_a_declared_encoding_is_believed_where_it_can_be(declaration, encoding):
    assert decode_page(f"{declaration}<p>Сосновка".encode(encoding)) == f"{declaration}<p>Сосновка"


def test_a_latin_1_label_means_cp1252():
    assert decode_page('<meta charset="iso-8859-1">“€”'.encode("cp1252")).endswith("“€”")


@pytest.mark.parametrize("label", ["shift_jis", "iso-8859-1", "utf-16", "klingon", "rot13", "ascii"])
def test_a_wrong_label_gives_way_to_utf_8_that_is_right(label):
    assert decode_page(f'<meta charset="{label}">“Größe” — ß'.encode()).endswith("“Größe” — ß")


@pytest.mark.parametrize("label", ["euc-jp", "utf-8", "klingon", "rot13"])
def test_what_fits_nothing_is_cp1252(label):
    assert decode_page(f'<meta charset="{label}">Größe \xff\xfe'.encode("cp1252")).endswith("Größe ÿþ")


@pytest.mark.parametrize("body", [b"<!DOCTYPE html>", b"  \n<html lang=en>", b"words <p>words", b"<META NAME=x>"])
def test_a_well_known_tag_makes_a_file_html(body):
    assert looks_like_html(body)


@pytest.mark.parametrize(
    "body", [b"", b"a < b and b > c", b"<mailto:desk@paper.example>", b'{"p": "<em"}', b"Read the <part> twice"]
)
def test_text_without_tags_is_no_html(body):
    assert not looks_like_html(body)


@pytest.mark.parametrize(
    "rubbish", ["\ufffe", "\uffff", "&#1;", "&#x1F;", "&#xb", "&#31;", "&#65534;", "&#xFFFF;", "&#12;"]
)
def test_what_xml_cannot_hold_is_left_out(rubbish):
    root = parse_page(f"<p>The harbour{rubbish} council</p>")
    assert "".join(root.itertext()) == "The harbour  council"


def test_what_is_left_out_leaves_nothing_of_its_kind_behind():
    assert "".join(parse_page("<p>a&#&#1;1;b &#</body>2;c</p>").itertext()).isprintable()


@pytest.mark.parametrize("kept", ["&#10;", "&#13;", "&#9;", "&#310;", "&#x1F600;", "&#x100;"])
def test_other_references_stay(kept):
    assert len("".join(parse_page(f"<p>a{kept}b</p>").itertext())) == 3
