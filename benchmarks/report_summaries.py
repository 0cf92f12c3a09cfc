"""Print how the summariser does on the marked articles, and each error with what it was decided by.

python benchmarks/report_summaries.py [part of an article's name ...] [--set NAME | --held | --unseen] [--errors]

`--set` takes another set of articles: `held`, or `unseen`, which says whether a rule is true of articles that nobody tuned it on.
These print their scores only; `--errors` prints their errors too: never tune on those of the unseen.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from marked_set import ARTICLES, HELD, SETS, UNSEEN, Finding, Marked, compare, read_set, shares

SHOWN = ("lede", "quote", "speaker", "role", "false_quotes")
KINDS = ("lede", "quote", "speaker", "role", "false_names", "false_quotes")


def main(arguments: Sequence[str] | None = None) -> None:
    asked = read_arguments(arguments)
    marked_set = [
        marked
        for marked in read_set(SETS[asked.set])
        if not asked.names or any(name in marked.name for name in asked.names)
    ]
    findings = [finding for marked in marked_set for finding in compare(marked)]
    if asked.errors or asked.set == ARTICLES.name:
        print_errors(marked_set, findings)
    print_scores(len(marked_set), findings)


def read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="part of an article's name, such as de/")
    parser.add_argument("--set", choices=SETS, default=ARTICLES.name)
    for name in (HELD.name, UNSEEN.name):
        parser.add_argument(f"--{name}", dest="set", action="store_const", const=name, help=f"--set {name}")
    parser.add_argument("--errors", action="store_true")
    return parser.parse_args(arguments)


def print_errors(marked_set: Sequence[Marked], findings: Sequence[Finding]) -> None:
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


def print_error(error: Finding) -> None:
    print(f"  {error.question}\n    expected  {error.expected}\n    got       {error.got}")
    if error.evidence:
        print(f"    by        {error.evidence}")


def print_scores(articles: int, findings: Sequence[Finding]) -> None:
    print(f"\n{articles} articles; percent\n{'':6}" + "".join(f"{kind:>14}" for kind in KINDS))
    for group in ("all", *sorted({finding.language for finding in findings})):
        got = shares(finding for finding in findings if group in {"all", finding.language})
        print(f"{group:6}" + "".join(f"{got[kind]:14.1f}" for kind in KINDS))


if __name__ == "__main__":
    main()
