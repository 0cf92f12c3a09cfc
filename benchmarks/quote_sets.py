"""Public sets of news articles whose quotations people have marked; read from clones, never copied into this project.

    polnear   PolNeAR 1.0 (github.com/networkdynamics/PolNeAR): 1,008 US articles, source, cue and content of each attribution
    german    German Wikinews (github.com/uhh-lt/german-news-quotation-attribution-2024): 998 articles, direct quotations

Each set is read from a clone (bare or not) whose folder an environment variable names: QUOTES_POLNEAR_GIT, QUOTES_DE_GIT;
without it from BENCH_MIRROR/owner+name/repo. Each falls into halves by a hash of the document's name: `dev` is for looking at
and fitting to, `held` only for scores. `polnear_speakers.tsv` has whom a sample of the dev half's pronouns mean.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

Span = tuple[int, int]
_LABELS = Path(__file__).parent / "polnear_speakers.tsv"
_CLONES = {
    "polnear": ("QUOTES_POLNEAR_GIT", "networkdynamics+PolNeAR"),
    "german": ("QUOTES_DE_GIT", "uhh-lt+german-news-quotation-attribution-2024"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One marked quotation: where its words stand, the words for its source and where they stand, and whom a reader says they mean."""

    words: tuple[Span, ...]
    source: str
    places: tuple[Span, ...]
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An article and the quotations marked in it."""

    name: str
    text: str
    said: tuple[Said, ...]


def read_polnear(half: str) -> Iterator[Document]:
    """Yield PolNeAR's articles of a half; where several people marked one, the first of them counts."""
    files = _files("polnear", "data")
    meant = _labels()
    marks: dict[str, list[str]] = defaultdict(list)
    for path in sorted(path for path in files if path.suffix == ".ann" and path.parent.name == "attributions"):
        marks[path.stem.rpartition("_")[0]].append(files[path])
    for path in sorted(path for path in files if path.suffix == ".txt" and path.parent.name == "text"):
        if half_of(path.stem) == half:
            said = tuple(_polnear_said(path.stem, files[path], marks[path.stem][0], meant))
            yield Document(path.stem, files[path], said)


def _polnear_said(name: str, text: str, marks: str, meant: dict[tuple[str, int], str]) -> Iterator[Said]:
    spans: dict[str, tuple[str, list[Span]]] = {}
    events: list[list[str]] = []
    for cells in (row.split("\t") for row in marks.split("\n") if "\t" in row):
        if cells[0][0] == "T":
            kind, _, places = cells[1].partition(" ")
            spans[cells[0]] = kind, [(int(a), int(b)) for a, b in (each.split() for each in places.split(";"))]
        elif cells[0][0] == "E":
            events.append([part.partition(":")[2] for part in cells[1].split()])
    for event in events:
        parts: dict[str, list[Span]] = defaultdict(list)
        for kind, places in (spans[part] for part in event if part in spans):
            parts[kind] += places
        words, source = tuple(sorted(parts["Content"])), tuple(sorted(parts["Source"]))
        if [text[a:b] for a, b in source] in (["said"], ["asked"]):
            source = tuple(sorted(parts["Cue"]))  # the annotator took the one for the other
        label = next((who for (doc, at), who in meant.items() if doc == name and _covers(words, at)), "")
        yield Said(words, " ".join(text[a:b] for a, b in source), source, label)


def read_german(half: str) -> Iterator[Document]:
    """Yield the German articles of a half, with the quotations of type Direct."""
    for path, data in sorted(_files("german", "data").items()):
        if path.suffix == ".json" and half_of(path.name) == half:
            table = json.loads(data)
            direct = (each for each in table["annotations"] if each["type"] == "Direct")
            yield Document(path.name, table["originalText"], tuple(_german_said(each) for each in direct))


def _german_said(table: dict[str, dict[str, object]]) -> Said:
    speaker = table.get("speaker") or {}
    return Said(_german_spans(table["quote"]), str(speaker.get("text") or ""), _german_spans(speaker))


def _german_spans(table: dict[str, object]) -> tuple[Span, ...]:
    spans = table.get("spans") or ()
    return tuple((each["charBegin"], each["charEnd"]) for each in spans)  # type: ignore[attr-defined]


def half_of(name: str) -> str:
    """Return dev or held."""
    return "held" if hashlib.sha256(name.encode()).digest()[0] % 2 else "dev"


def _covers(spans: tuple[Span, ...], at: int) -> bool:
    return any(start - 1 <= at < end for start, end in spans)


def _labels() -> dict[tuple[str, int], str]:
    rows = (row.split("\t") for row in _LABELS.read_text("utf-8").splitlines() if not row.startswith("#"))
    return {(name, int(at)): who for name, at, who in rows}


def _files(which: str, folder: str) -> dict[PurePosixPath, str]:
    """Return the text of every file under a folder of a clone's last commit."""
    variable, name = _CLONES[which]
    clone = os.environ.get(variable) or f"{os.environ.get('BENCH_MIRROR', '.mirror')}/{name}/repo"
    listed = _git(clone, "ls-tree", "-rz", "HEAD", folder).decode().split("\0")
    rows = [row.split("\t", 1) for row in listed if re.search(r"\.(txt|ann|json)$", row)]
    ids = "".join(meta.split()[2] + "\n" for meta, _ in rows)
    raw, at, files = _git(clone, "cat-file", "--batch", given=ids.encode()), 0, {}
    for _, path in rows:
        end = raw.index(b"\n", at)
        kind = raw[at:end].split()
        at = end + 1
        if kind[-1] != b"missing":
            size = int(kind[2])
            files[PurePosixPath(path)] = raw[at : at + size].decode("utf-8")
            at += size + 1
    return files


def _git(clone: str, *command: str, given: bytes = b"") -> bytes:
    return subprocess.run(["git", "-C", clone, *command], input=given, check=True, capture_output=True).stdout
