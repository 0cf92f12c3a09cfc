"""Print how the summariser does on the marked articles, and each error with what it was decided by.

python benchmarks/report_summaries.py [part of an article's name ...]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from marked_set import Finding, compare, read_set, shares

SHOWN = ("lede", "quote", "speaker", "role", "false_quotes")
KINDS = ("lede", "quote", "speaker", "role", "false_names", "false_quotes")


def main(names: Sequence[str]) -> None:
    marked_set = [marked for marked in read_set() if not names or any(name in marked.name for name in names)]
    findings = [finding for marked in marked_set for finding in compare(marked)]
    for marked in marked_set:
        errors = [
            finding
            for finding in findings
            if finding.article == marked.name and not finding.right and finding.question in SHOWN
        ]
        if errors:
            print(f"\n{marked.name}: {marked.about}")
            for error in errors:
                print_error(error)
    print(f"\n{len(marked_set)} articles; percent\n{'':6}" + "".join(f"{kind:>14}" for kind in KINDS))
    for group in ("all", *sorted({finding.language for finding in findings})):
        got = shares(finding for finding in findings if group in {"all", finding.language})
        print(f"{group:6}" + "".join(f"{got[kind]:14.1f}" for kind in KINDS))


def print_error(error: Finding) -> None:
    print(f"  {error.question}\n    expected  {error.expected}\n    got       {error.got}")
    if error.evidence:
        print(f"    by        {error.evidence}")


if __name__ == "__main__":
    main(sys.argv[1:])
