"""`digest demo`: everything is written, and nothing of it leads back to the newspaper's moment on loopback."""

import re


def test_the_demo_writes_mails_and_an_archive_whose_pictures_show(digest, folder):
    ended = digest("demo", "--out", "shown")
    assert ended.status == 0
    assert "shown/archive/index.html" in ended.out.replace("\\", "/")
    issues = sorted((folder / "shown/archive").glob("*/[0-9]*.html"))
    assert {issue.name for issue in issues} == {"1.html"}
    for issue in issues:
        pictures = re.findall(r'src="([^"]*pictures/[^"]+)"', issue.read_text("utf-8"))
        assert pictures
        assert all((issue.parent / each).is_file() for each in pictures)
