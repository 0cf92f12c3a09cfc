"""Print what rendering, addressing and signing cost, each as a ratio to the usual way in the same run, one core.

    python benchmarks/render_speed.py [--stories 30] [--rounds 5] [--renders 5000] [--npm DIR]

The usual ways: MJML compiled anew for each issue (mjml-python; npm's mjml where DIR/node_modules has it), an EmailMessage
built for each reader, and dkimpy. The figures are the best of the rounds, in CPU time; the ways take turns, so that
other load on the machine meets all alike. Memory is what the process has grown by over all the renders.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import dkim
from entry_render import make_issue
from mjml import mjml2html

from digest.adapters.keys import make_key
from digest.mailer import Letterhead, make_letter, read_signer
from digest.model import Proof, Subscriber, Theme, Token
from digest.renderer import Renderer, make_renderer
from digest.renderer.environment import Templates, make_environment
from digest.renderer.layout import lay_out
from digest.renderer.proof import HTML
from digest.renderer.source import read_source
from digest.wiring import shipped_files

DATE = datetime(2026, 7, 21, 12, 0, tzinfo=UTC)
READER = Subscriber("Zk3v9XkPq0", "ida@harbour.example")
FILES = shipped_files(Theme.BROADSHEET)
PLAIN = """
<mjml lang="{{ lang }}"><mj-head>
  <mj-title>{{ subject }}</mj-title>
  <mj-attributes><mj-all font-family="Georgia, serif" /><mj-text font-size="16px" line-height="26px" /></mj-attributes>
</mj-head><mj-body background-color="#f3f1ec">
  <mj-section><mj-column><mj-text align="center"><h1>{{ newsletter.title }}</h1></mj-text></mj-column></mj-section>
  {% for section in sections %}
    {% if section.title %}
      <mj-section background-color="#ffffff"><mj-column>
        <mj-text><h2>{{ section.title }}</h2></mj-text>
      </mj-column></mj-section>
    {% endif %}
    {% for story in section.stories %}
      <mj-section background-color="#ffffff">
        <mj-column width="30%">
          <mj-image src="{{ story.picture.url }}" alt="{{ story.picture.alt }}" href="{{ story.url }}" />
        </mj-column>
        <mj-column width="70%">
          <mj-text font-size="21px"><h3 style="margin:0"><a href="{{ story.url }}">{{ story.headline }}</a></h3></mj-text>
          <mj-text font-size="14px" color="#5c5a55">{{ story.credit }} · {{ story.published }}</mj-text>
          <mj-text><p>{{ story.lede }}</p>
            {% for quote in story.quotes[:1] %}
              <blockquote><a href="{{ quote.url }}">{{ quote.text }}</a><br />{{ quote.attribution }}</blockquote>
            {% endfor %}
          </mj-text>
        </mj-column>
      </mj-section>
    {% endfor %}
  {% endfor %}
  <mj-section><mj-column>
    <mj-text align="center">{{ because }}<br /><a href="{{ unsubscribe_url }}">{{ words.unsubscribe }}</a></mj-text>
  </mj-column></mj-section>
</mj-body></mjml>
"""
NODE = """
const mjml = require('mjml'), source = require('fs').readFileSync(0, 'utf8');
let best = Infinity;
for (let round = 0; round < %d; round++) {
  const start = process.cpuUsage();
  mjml(source, {validationLevel: 'skip', fonts: {}});
  const used = process.cpuUsage(start);
  best = Math.min(best, (used.user + used.system) / 1e6);
}
console.log(JSON.stringify(best));
"""

Ways = Mapping[str, Callable[[], object]]


def best_seconds(ways: Ways, rounds: int, calls: int) -> dict[str, float]:
    """Return the CPU seconds of one call of each way: the best round of `calls` calls."""
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, way in ways.items():
            started = time.process_time()
            for _ in range(calls):
                way()
            best[name] = min(best[name], (time.process_time() - started) / calls)
    return best


def mjml_template(stories: int) -> Callable[[], str]:
    """Return what prints the issue as MJML: the first step of a program that compiles each issue."""
    template = make_environment().from_string(read_source(FILES[HTML], HTML, FILES).text)
    names = lay_out(make_issue(stories)).first(stories)
    return lambda: template.render(names)


def plain_mjml(names: Mapping[str, object]) -> str:
    """Return the same stories in MJML as its manual teaches it: each a section, with a column for picture and words."""
    return make_environment().from_string(PLAIN).render(names)


def resident() -> int:
    """Return the kilobytes of memory that the process holds (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4


def growth(render: Callable[[], object], renders: int) -> int:
    """Return by how many kilobytes the process grows over this many renders, after a hundred that fill its caches."""
    for _ in range(100):
        render()
    before = resident()
    for _ in range(renders):
        render()
    return resident() - before


def built_anew(proof: Proof, link: str) -> bytes:
    """Write a message with the standard library alone."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = "Tide <tide@news.example.org>", READER.email
    message["Subject"], message["List-Unsubscribe"] = proof.subject, f"<{link}>"
    marks = {Token.UNSUBSCRIBE.mark: link, Token.EMAIL.mark: READER.email}
    for mark, value in marks.items():
        proof = Proof(proof.issue, proof.subject, proof.html.replace(mark, value), proof.text.replace(mark, value))
    message.set_content(proof.text, cte="quoted-printable")
    message.add_alternative(proof.html, subtype="html", cte="quoted-printable")
    return message.as_bytes()


def signed_by_dkimpy(raw: bytes, pem: bytes) -> bytes:
    signature = dkim.sign(raw, b"s", b"news.example.org", pem, canonicalize=(b"relaxed", b"relaxed"))
    return bytes(signature) + raw


def npm_seconds(source: str, folder: Path, rounds: int) -> float:
    script = NODE % (rounds * 4)
    environment = {"NODE_PATH": str(folder / "node_modules")}
    command = [shutil.which("node") or "node", "-e", script]
    done = subprocess.run(command, input=source, env=environment, check=True, capture_output=True, text=True)
    return float(json.loads(done.stdout))


def report_rendering(stories: int, rounds: int, npm: Path | None) -> Proof:
    templates, issue, mjml = Templates(FILES), make_issue(stories), mjml_template(stories)
    renderer, names, source = Renderer(templates), lay_out(issue).first(stories), mjml()
    plain, signal = plain_mjml(names), lay_out(make_issue(stories, theme=Theme.SIGNAL)).first(stories)
    signal_templates = Templates(shipped_files(Theme.SIGNAL))
    against_plain: Ways = {
        "mjml-python, plain MJML": lambda: mjml2html(plain, disable_comments=True, fonts={}),
        "our HTML, broadsheet": lambda: templates.render(HTML, names),
        "our HTML, signal": lambda: signal_templates.render(HTML, signal),
    }
    ways: Ways = {
        "mjml-python alone": lambda: mjml2html(source, disable_comments=True, fonts={}),
        "Jinja2, then mjml-python": lambda: mjml2html(mjml(), disable_comments=True, fonts={}),
        "our HTML": lambda: templates.render(HTML, names),
        "our layout, HTML and text": lambda: renderer.proof(issue),
    }
    took = best_seconds(ways, rounds, 20)
    if npm:
        took["npm mjml alone"] = npm_seconds(source, npm, rounds)
    proof = renderer.proof(issue)
    print(f"{stories} stories, {proof.size} bytes of HTML; CPU time as a ratio to MJML compiled for each issue")
    table(took, "Jinja2, then mjml-python")
    size = len(mjml2html(plain, disable_comments=True, fonts={}).encode())
    print(f"\nthe same stories in plain MJML, {size} bytes of HTML; CPU time as a ratio to compiling that once")
    table(best_seconds(against_plain, rounds, 20), "mjml-python, plain MJML")
    return proof


def report_messages(proof: Proof, rounds: int) -> None:
    pem = make_key("rsa")
    newsletter, page = make_issue(1).newsletter, "https://news.example.org/leave"
    plain = make_letter(proof, newsletter, DATE, Letterhead(b"key", leave_url=page))
    signed = {
        kind: make_letter(proof, newsletter, DATE, Letterhead(b"key", leave_url=page, signers=(read_signer(key, "s"),)))
        for kind, key in (("RSA", pem), ("Ed25519", make_key("ed25519")))
    }
    raw, link = plain.to(READER).raw, f"{page}?reader={READER.id}&newsletter={newsletter.id}"
    ways: Ways = {
        "EmailMessage": lambda: built_anew(proof, link),
        "letter": lambda: plain.to(READER),
        "EmailMessage + dkimpy": lambda: signed_by_dkimpy(built_anew(proof, link), pem),
        "dkimpy, signing alone": lambda: signed_by_dkimpy(raw, pem),
        **{f"letter, signed by {kind}": (lambda letter=letter: letter.to(READER)) for kind, letter in signed.items()},
    }
    print(f"\na message of {len(raw)} bytes for one reader; CPU time as a ratio to EmailMessage + dkimpy (RSA-2048)")
    table(best_seconds(ways, rounds, 20), "EmailMessage + dkimpy")


def table(took: Mapping[str, float], peer: str) -> None:
    for name, seconds in took.items():
        ratio = seconds / took[peer]
        print(f"{name:28} {ratio:9.4f}   {'' if ratio >= 1 else f'{1 / ratio:8.1f} times as many per CPU second'}")


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, least in (("--stories", 30), ("--rounds", 5), ("--renders", 5000)):
        options.add_argument(name, type=int, default=least)
    options.add_argument("--npm", type=Path, metavar="DIR")
    asked = options.parse_args(arguments)
    proof = report_rendering(asked.stories, asked.rounds, asked.npm)
    report_messages(proof, asked.rounds)
    renderer, issue = make_renderer(FILES), make_issue(asked.stories)
    print(f"\nmemory grown over {asked.renders} renders: {growth(lambda: renderer.proof(issue), asked.renders)} KB")


if __name__ == "__main__":
    main()
