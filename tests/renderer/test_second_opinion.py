"""A second opinion on the shipped templates: npm's own MJML finds no fault in them, and prints the same page."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import lxml.html
import pytest

from digest.renderer import compiler
from digest.renderer.proof import HTML
from digest.wiring import shipped_files

NODE, TOOLS = shutil.which("node"), Path(os.environ.get("EMAIL_TOOLS", "")) / "node_modules"
STAND_IN = re.compile(r"jinjax*\d+x")
SCRIPT = """
const mjml = require('mjml'), source = require('fs').readFileSync(0, 'utf8');
const {html, errors} = mjml(source, {validationLevel: 'soft', fonts: {}});
console.log(JSON.stringify({html, faults: errors.map(error => error.formattedMessage)}));
"""

pytestmark = pytest.mark.skipif(
    not (NODE and (TOOLS / "mjml").is_dir()), reason="needs Node, and EMAIL_TOOLS, a folder with npm's mjml"
)


def npm(source: str) -> dict:
    answer = subprocess.run(
        [NODE, "-e", SCRIPT], input=source, capture_output=True, text=True, check=True, env={"NODE_PATH": str(TOOLS)}
    )
    return json.loads(answer.stdout)


def structure(html: str) -> tuple[list[str], str]:
    """The tags of a page's body in order, and its text without blanks; what stands in attributes and comments apart."""
    body = lxml.html.document_fromstring(html[html.index("<body") :]).find("body")
    return [element.tag for element in body.iter(lxml.html.etree.Element)], "".join(body.text_content().split())


@pytest.fixture
def read_by_mrml(theme, monkeypatch):
    """The MJML that our engine is given for a theme, its Jinja2 tags swapped for words, and the page that it prints."""
    seen: list[tuple[str, str]] = []
    convert = compiler.mjml2html

    def watched(source: str, **options: object) -> str:
        seen.append((source, str(convert(source, **options))))
        return seen[-1][1]

    monkeypatch.setattr(compiler, "mjml2html", watched)
    files = shipped_files(theme)
    compiler.compile_template(files[HTML], HTML, files)
    return seen[0]


def test_npm_finds_no_fault_and_prints_the_same_page(read_by_mrml):
    source, html = read_by_mrml
    answer = npm(source)
    assert [fault for fault in answer["faults"] if not STAND_IN.search(fault)] == []
    assert structure(answer["html"]) == structure(html)


def test_npm_would_have_found_one(read_by_mrml):
    answer = npm(read_by_mrml[0].replace("<mj-section", '<mj-section colour="red"', 1))
    assert "Attribute colour is illegal" in answer["faults"][0]
