"""Pictures: that they are there, light enough, of a kind that is shown, and say what they show."""

from __future__ import annotations

from collections.abc import Iterator

from digest.model import Grade, Judgement, Probed, Surroundings
from digest.proofreader.addresses import Picture, asked_of, is_web, pictures
from digest.proofreader.clients import support
from digest.proofreader.mail import Mail

HEAVY = 1_000_000
"""Bytes from which on a picture is slow to come on a phone."""
SHARP = 2.0
"""Pixels a CSS pixel that the sharpest screens can show."""
HUGE = 1.5 * SHARP
"""Pixels a CSS pixel from which on a picture is far larger than any screen can show."""
WIDE = 640
"""CSS pixels: what the widest common layout has room for. Outlook for Windows draws a picture without a width as large as it is."""

KINDS = ("avif", "heif", "mp4", "svg", "tiff", "webp")
"""Kinds of picture that some mail program does not show; of WebP that is Outlook for Windows alone, and sites are full of it."""
_SPELLINGS = {"svgz": "svg", "svg+xml": "svg", "heic": "heif", "tif": "tiff"}


def judge_pictures(mail: Mail, surroundings: Surroundings) -> Iterator[Judgement]:
    """Yield what is wrong with each picture, by what the mail says of it and by what asking for it showed."""
    found = list(dict.fromkeys(pictures(mail.page)))
    for picture in found:
        probed = surroundings.addresses.get(asked_of(picture.url))
        yield from _written(picture)
        if is_web(picture.url):
            yield from _kind(picture, probed)
            yield from _width(picture, probed)
        if probed:
            yield from _answered(picture, probed)
    web = {asked_of(picture.url) for picture in found if is_web(picture.url)}
    if left := len(web - surroundings.addresses.keys()):
        says = f"{left} of {len(web)} pictures were not asked for; `digest lint --links` does"
        yield Judgement("pictures", Grade.UNKNOWN, says)
    if plain := sorted(url for url in web if url.lower().startswith("http:")):
        says = f"{len(plain)} of {len(web)} come by http, which some programs refuse: write https where it is served"
        yield Judgement("pictures", Grade.NOTE, says, plain[0])


def _written(picture: Picture) -> Iterator[Judgement]:
    if not picture.url:
        yield Judgement("pictures", Grade.FAULT, "a picture has no address", picture.alt or "<img>")
    elif not is_web(picture.url) and not picture.url.lower().startswith("cid:"):
        says = "the picture is not on the web: mail programs cannot fetch it, and Gmail shows no data: pictures"
        yield Judgement("pictures", Grade.FAULT, says, picture.url[:200])
    if picture.alt is None:
        says = 'there is no alt: say what it shows, or alt="" where it only adorns'
        yield Judgement("pictures", Grade.FAULT, says, picture.url[:200])


def _kind(picture: Picture, probed: Probed | None) -> Iterator[Judgement]:
    kind = _kind_of(picture.url, probed)
    if kind in KINDS:
        shown = support()[f"image-{kind}"]
        says = f"{shown.title} is not shown by {', '.join(shown.lacking())}: a JPEG or a PNG is shown by all"
        yield Judgement("pictures", Grade.NOTE if kind == "webp" else Grade.FAULT, says, picture.url)


def _kind_of(url: str, probed: Probed | None) -> str:
    """The kind that an answer tells, else the one in the address, which may lie: servers give each program what it takes."""
    told = probed.media_type.partition(";")[0].strip().lower() if probed else ""
    suffix = url.partition("?")[0].partition("#")[0].rpartition(".")[2].lower()
    kind = told.removeprefix("image/") if told.startswith("image/") else suffix
    return _SPELLINGS.get(kind, kind)


def _width(picture: Picture, probed: Probed | None) -> Iterator[Judgement]:
    real = probed.width if probed else 0
    if not picture.width and (not real or real > WIDE):
        drawn = f"{real:,} pixels wide" if real else "as large as it is"
        grade = Grade.FAULT if real else Grade.NOTE
        yield Judgement("pictures", grade, f"no width is set: Outlook for Windows draws it {drawn}", picture.url)
    elif picture.width and real > HUGE * picture.width:
        says = (
            f"{real:,} pixels wide for a place of {picture.width}: {SHARP * picture.width:.0f} are all that can be seen"
        )
        yield Judgement("pictures", Grade.NOTE, says, picture.url)


def _answered(picture: Picture, probed: Probed) -> Iterator[Judgement]:
    if not probed.status or probed.status >= 400:
        why = f"the answer is {probed.status}" if probed.status else probed.error
        yield Judgement("pictures", Grade.FAULT, f"the picture does not come: {why}", picture.url)
    elif probed.media_type and not probed.media_type.lower().startswith(("image/", "application/octet-stream")):
        says = f"what comes is no picture but {probed.media_type.partition(';')[0][:60]}"
        yield Judgement("pictures", Grade.FAULT, says, picture.url)
    elif probed.size > HEAVY:
        says = f"{probed.size / 1_000_000:.1f} MB is heavy for a phone: {HEAVY / 1_000_000:g} MB is plenty"
        yield Judgement("pictures", Grade.NOTE, says, picture.url)
