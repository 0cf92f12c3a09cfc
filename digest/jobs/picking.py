"""Picking: an editor's word on a single story, by its address; a story that nobody listed is fetched and kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from digest.collector import canonical_url, entry_of, read_page, to_article
from digest.errors import DigestError, SourceError
from digest.jobs.collect.desk import Desk, Item, Reading
from digest.jobs.collect.reading import arrival_of
from digest.jobs.collect.recording import record, with_choice
from digest.model import Candidate, Newsletter, Pick, Pin, PinPlace, SectionKind, Source, SourceKind
from digest.ports import Articles, HandPick, Picks, Request

BY_HAND = "by-hand:"
"""What the source of a story begins with that no source listed; its host follows."""
DECISIONS = ("pin", "drop", "undo")
"""What a preview's buttons decide about a story."""
_PLACES = {"pinned": PinPlace.FIRST, "picked": PinPlace.RUN, "dropped": PinPlace.NEVER}
_SECTIONS = {"picks": SectionKind.PICKS, "top": SectionKind.TOP}


def bring(url: str, sources: Iterable[Source], desk: Desk) -> None:
    """See to it that the story at an address is stored: one that is not is fetched from the web and read.

    Raises:
        SourceError: the address is none of the web's, may not be asked, or gave no page.
        ArticleError: there is no article on the page.
    """
    if desk.articles.find(canonical_url(url)) is None:
        _fetch(url, sources, desk)


def own_address(url: str, articles: Articles) -> str:
    """Return the canonical address at which a story stands, whichever of its addresses is given: a pick holds by it."""
    found = articles.find(canonical_url(url))
    return canonical_url(found.article.entry.url if found else url)


def _fetch(url: str, sources: Iterable[Source], desk: Desk) -> None:
    if urlsplit(url).scheme not in {"http", "https"}:
        raise SourceError(f"{url!r} is no web address: a pick begins with https:// or http://")
    source = _source(url, sources)
    for _, answer in desk.fetcher.fetch([Request(url, url)]):
        if isinstance(answer, SourceError):
            raise SourceError(f"{url}: {answer}")
        page = read_page(answer.body, answer.url)
        entry = replace(entry_of(page, source, url, desk.clock.now()), url=url)
        reading = Reading(arrival_of(entry, to_article(entry, page)))
        if desk.chooser:
            reading = with_choice(reading, desk.chooser)
        record(Item(source, entry, None), reading, desk.articles, desk.clock.now())


def _source(url: str, sources: Iterable[Source]) -> Source:
    """The source on whose host a story stands, or one of its own by the name of the host."""
    host = _host(url)
    known = (source for source in sources if source.kind is not SourceKind.SAVED and _host(source.location) == host)
    return next(known, Source(f"{BY_HAND}{host}", SourceKind.LISTING, url, host))


def _host(url: str) -> str:
    return (urlsplit(canonical_url(url)).hostname or "").removeprefix("www.")


def titles_by_hand(candidates: Iterable[Candidate]) -> dict[str, str]:
    """Return the hosts of stories that no source listed, as the titles of their sources."""
    names = {candidate.article.entry.source for candidate in candidates}
    return {name: name.removeprefix(BY_HAND) for name in names if name.startswith(BY_HAND)}


def pins_of(picks: Sequence[HandPick], candidates: Iterable[Candidate]) -> tuple[Pin, ...]:
    """Return an editor's picks as the pins that choosing knows: by each story's own address."""
    addresses = _addresses(candidates)
    return tuple(_pin(pick, addresses.get(pick.url, pick.url)) for pick in picks)


def _pin(pick: HandPick, url: str) -> Pin:
    return Pin(Pick(url=url), _PLACES[word_on(pick)], _SECTIONS.get(pick.place))


def word_on(pick: HandPick) -> str:
    """Return what an editor decided in a word, the same in every list and account: `pinned`, `picked` or `dropped`."""
    if pick.place == "out":
        return "dropped"
    return "pinned" if pick.pinned else "picked"


def at_own_addresses(newsletter: Newsletter, candidates: Iterable[Candidate]) -> Newsletter:
    """Return the newsletter with the addresses of its picks and pins as the stories write them: `www.` makes no other story."""
    addresses = _addresses(candidates)

    def own(pick: Pick) -> Pick:
        return replace(pick, url=addresses.get(canonical_url(pick.url), pick.url)) if pick.url else pick

    picks = tuple(own(pick) for pick in newsletter.picks)
    pins = tuple(replace(pin, pick=own(pin.pick)) for pin in newsletter.pins)
    return replace(newsletter, picks=picks, pins=pins)


def _addresses(candidates: Iterable[Candidate]) -> dict[str, str]:
    return {canonical_url(candidate.article.entry.url): candidate.article.entry.url for candidate in candidates}


def decide(what: str, pick: HandPick, picks: Picks) -> None:
    """Pin, drop or undo (`what`) the story of a pick, as the buttons of a preview say it.

    Raises:
        DigestError: `what` is none of the three.
    """
    if what == "undo":
        picks.undo(pick.newsletter, pick.url)
    elif what in {"pin", "drop"}:
        picks.put(replace(pick, place="any" if what == "pin" else "out", pinned=what == "pin"))
    else:
        raise DigestError("a story can be pinned or dropped, or what was decided undone")
