"""Print how fast Chromium solves the puzzle of the sign-up forms, and what each number of bits takes by that.

    python benchmarks/work_speed.py [--bits 14 18] [--puzzles 60]

The program's own script solves puzzles in a worker, as it does beside a page. A puzzle of b bits takes 2**b hashes on average, half of all take less
than 0.69 times that, one in twenty more than three times. Beside it stands one core of Python's own SHA-256: about what a sender of
thousands would use. The figures are of one run, on a machine that should be quiet.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import secrets
import time
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files

from playwright.sync_api import sync_playwright

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
PRACTICE = 12
"""Bits of the puzzles that the speed is measured by: short ones, so that chance levels out."""

SOLVE = """async ({ script, nonces, bits }) => {
  const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  const solve = (nonce) => new Promise((done) => {
    worker.onmessage = ({ data }) => done(Number(data.split(".").pop()) + 1);
    worker.postMessage({ challenge: `${nonce}.x`, bits });
  });
  await solve("warm");
  let hashes = 0;
  const begun = performance.now();
  for (const nonce of nonces) hashes += await solve(nonce);
  worker.terminate();
  return hashes / (performance.now() - begun) * 1000;
}"""


def chromium_rate(puzzles: int) -> float:
    """Return how many hashes a second Chromium makes with the program's script."""
    script = files("digest.web.public").joinpath("static", "work.js").read_text("utf-8")
    nonces = [secrets.token_hex(16) for _ in range(puzzles)]
    with sync_playwright() as playwright:
        path = next((each for each in CHROMIUM if os.access(each, os.X_OK)), None)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        rate: float = page.evaluate(SOLVE, {"script": script, "nonces": nonces, "bits": PRACTICE})
        browser.close()
    return rate


def native_rate(hashes: int = 200_000) -> float:
    """Return how many hashes a second one core makes without a browser."""
    nonce, begun = secrets.token_hex(16), time.perf_counter()
    for number in range(hashes):
        sha256(f"{nonce}.{number}".encode()).digest()
    return hashes / (time.perf_counter() - begun)


def seconds(bits: int, rate: float) -> dict[str, float]:
    """Return what a puzzle takes at so many hashes a second: half of all less than the first, one in twenty more than the last."""
    mean = 2**bits / rate
    return {"half_under": round(mean * math.log(2), 3), "mean": round(mean, 3), "one_in_20_over": round(mean * 3, 3)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures, a JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bits", type=int, nargs="+", default=[14, 16, 18, 20, 22])
    parser.add_argument("--puzzles", type=int, default=60)
    told = parser.parse_args(arguments)
    for where, rate in (("chromium", chromium_rate(told.puzzles)), ("python", native_rate())):
        print(json.dumps({"where": where, "hashes_a_second": round(rate)}))
        for bits in told.bits:
            print(json.dumps({"where": where, "bits": bits, "seconds": seconds(bits, rate)}))


if __name__ == "__main__":
    main()
