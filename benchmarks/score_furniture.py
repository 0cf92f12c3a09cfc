"""Print how much furniture page reading leaves in the text, and how much of the body it keeps, on the marked pages.

python benchmarks/score_furniture.py [--half dev|held|both] [--peers] [--errors [N]]

kept: sentences of the body that stand in the text, percent (100 is best). left: lines of furniture of which five words in
a row, or the whole line where it is shorter, stand there too (0 is best). near: the same without menus and footers.
`--peers` scores other extractors in the same run.

`--errors` prints the figures by kind and language and the first N errors. It shows the dev half. The held half is there to
tell whether a rule is true of pages that nobody tuned it on, so its errors are printed only for `--half held --errors`:
never tune on what that prints.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

import trafilatura
from entry_pages import extract_text
from furniture_set import HALVES, Finding, MarkedPage, compare_all, read_pages, shares
from lxml import html as lxml_html
from readability import Document
from resiliparse.extract.html2text import extract_plain_text

Extract = Callable[[str], str]


def main(arguments: Sequence[str] | None = None) -> None:
    asked = read_arguments(arguments)
    halves = HALVES if asked.half == "both" else (asked.half,)
    pages = [page for page in read_pages() if page.half in halves]
    for name, extract in {"digest": extract_text, **(peers() if asked.peers else {})}.items():
        print_scores(name, pages, extract)
    if asked.errors is not None:
        shown = "held" if asked.half == "held" else "dev"
        print_errors(compare_all([page for page in pages if page.half == shown], extract_text), asked.errors)


def read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=(*HALVES, "both"), default="both")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--errors", type=int, nargs="?", const=1000, metavar="N")
    return parser.parse_args(arguments)


def print_scores(name: str, pages: Sequence[MarkedPage], extract: Extract) -> None:
    for half in HALVES:
        chosen = [page for page in pages if page.half == half]
        if chosen:
            got = shares(compare_all(chosen, extract))
            figures = "".join(f"   {kind} {got[kind]:5.1f}" for kind in ("kept", "left", "near"))
            print(f"{name:22} {half:5} {len(chosen):3} pages{figures}")


def print_errors(findings: Sequence[Finding], most: int) -> None:
    for kind in sorted({finding.kind for finding in findings}):
        print_share(kind, [finding for finding in findings if finding.kind == kind])
    for language in sorted({finding.language for finding in findings}):
        got = shares(finding for finding in findings if finding.language == language)
        print(f"  {language:14} kept {got['kept']:5.1f}   left {got['left']:5.1f}")
    for finding in [finding for finding in findings if not finding.right][:most]:
        fault = "lost" if finding.kind == "body" else "left"
        print(f"  {finding.page}: {fault} {finding.kind}: {finding.line}")


def print_share(kind: str, findings: Sequence[Finding]) -> None:
    right = sum(finding.right for finding in findings)
    print(f"  {kind:14} {right:4} of {len(findings):4} right")


def peers() -> dict[str, Extract]:
    """Return other extractors by name, each from HTML to text."""
    return {
        "trafilatura": lambda html: trafilatura.extract(html) or "",
        "trafilatura precision": lambda html: trafilatura.extract(html, favor_precision=True) or "",
        "resiliparse": lambda html: str(extract_plain_text(html, main_content=True)),
        "readability-lxml": lambda html: str(lxml_html.fromstring(Document(html).summary()).text_content()),
    }


if __name__ == "__main__":
    main()
