"""SpamAssassin: its report read, and the real one asked where it is installed."""

import shutil
import sys

import pytest
from mails import TEXT, raw_mail

from digest.adapters.spam import PROGRAM, SpamAssassin, read_report
from digest.model import SpamRule, SpamScore

REPORT = """\
Content preview:  Content analysis details: (0.1 points, 5.0 required) 9.9 FAKE_RULE

Content analysis details:   (1000.4 points, 5.0 required)

 pts rule name              description
---- ---------------------- --------------------------------------------------
-0.0 NO_RECEIVED            Informational: message has no Received headers
-1.0 MAILING_LIST_MULTI     Multiple indicators imply a widely-seen list
                            manager
1000 GTUBE                  BODY: Generic Test for Unsolicited Bulk Email
 0.7 HTML_FONT_LOW_CONTRAST BODY: HTML font color similar or
                            identical to background

"""


def test_a_report_is_read_the_heaviest_rules_first():
    assert read_report(REPORT) == SpamScore(
        1000.4,
        (
            SpamRule("GTUBE", 1000.0, "BODY: Generic Test for Unsolicited Bulk Email"),
            SpamRule("MAILING_LIST_MULTI", -1.0, "Multiple indicators imply a widely-seen list manager"),
            SpamRule("HTML_FONT_LOW_CONTRAST", 0.7, "BODY: HTML font color similar or identical to background"),
        ),
    )


def test_what_is_no_report_gives_no_score():
    assert read_report("Subject: hello\n\nHello\n") is None


@pytest.mark.parametrize(
    "command",
    [
        ("no-such-program-anywhere",),
        (sys.executable, "-c", "raise SystemExit(1)"),
        (sys.executable, "-c", "input()" * 2 + "\nimport threading; threading.Event().wait()"),
        (sys.executable, "-c", "print('hello')"),
    ],
)
def test_a_filter_that_is_absent_fails_hangs_or_babbles_gives_no_score(command):
    assert SpamAssassin([command], seconds=1.0).score(b"x\n" * 9) is None


def test_the_next_is_asked_where_the_first_does_not_answer():
    told = (sys.executable, "-c", "print('(2.5 points, 5.0 required)')")
    assert SpamAssassin([("no-such-program-anywhere",), told]).score(b"x") == SpamScore(2.5)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("spamassassin"), reason="SpamAssassin is not installed")
def test_the_real_one_tells_a_test_mail_from_a_fair_one():
    spam = raw_mail("", "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\n")
    fair = raw_mail("<p>The ferry to the north bank runs again.</p>", TEXT)
    filter_ = SpamAssassin([PROGRAM])
    bad, good = filter_.score(spam), filter_.score(fair)
    assert "GTUBE" in {rule.name for rule in bad.rules}
    assert bad.points > 900
    assert good.points < 5
