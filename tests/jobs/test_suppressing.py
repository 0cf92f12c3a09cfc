"""A list of addresses that nothing is sent to: read piece by piece, counted, faults told by line."""

from __future__ import annotations

from digest.jobs.suppressing import BATCH, MAX_FAULTS, SuppressReport, suppress_listed


class Kept:
    """Remembers who is suppressed, and how many were handed over at once."""

    def __init__(self):
        self.known, self.batches = set(), []

    def __call__(self, emails):
        new = set(emails) - self.known
        self.known |= new
        self.batches.append(len(emails))
        return len(new)


def last(chunks, kept):
    *_, report = suppress_listed(chunks, kept)
    return report


def test_each_line_is_new_known_or_faulty_and_blank_ones_are_nothing():
    kept = Kept()
    listed = (
        "\ufeffida@a.example\r\n\r\n  otto@b.example \nnobody\nIDA@\xe9\nida@A.example\n".encode()
        + b"mara@\xff.example\n"
    )
    report = last([listed[:9], listed[9:]], kept)
    assert (report.lines, report.suppressed, report.before, report.faulty) == (6, 2, 1, 3)
    assert [line for line, _ in report.faults] == [4, 5, 7]
    assert report.faults[0][1].startswith("'nobody' is not an e-mail address: ")
    assert report.faults[2][1].startswith("byte 0xFF at column 6 is not UTF-8")
    assert kept.known == {"ida@a.example", "otto@b.example"}


def test_a_long_list_is_never_held_as_a_whole():
    kept, read = Kept(), []

    def chunks():
        for number in range(40):
            read.append(number)
            yield "".join(f"reader-{number}-{each}@a.example\n" for each in range(100)).encode()

    reports = suppress_listed(chunks(), kept)
    next(reports)
    assert len(read) <= 2 * BATCH // 100
    assert [*reports][-1] == SuppressReport(lines=4000, suppressed=4000)
    assert kept.batches == [BATCH] * 8


def test_faults_are_all_counted_and_some_are_named():
    report = last([b"nobody\n" * 500], Kept())
    assert (report.faulty, len(report.faults)) == (500, MAX_FAULTS)


def test_an_empty_list_suppresses_nobody():
    assert last([], Kept()) == SuppressReport()
