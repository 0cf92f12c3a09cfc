"""What makes two things the same: one address for a page, one digest for an entry's words, one for a text's."""

from __future__ import annotations

import re
import string
import unicodedata
from hashlib import sha256
from urllib.parse import quote

from digest.model import Entry
from digest.model.text import clean_line

_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?:[^/?#@]*@)?(?P<host>\[[0-9a-f:.]+\]|[^\s/?#@:\[\]\\]+)(?::(?P<port>\d{0,5}))?"
    r"(?P<path>/[^?#]*)?(?:\?(?P<query>[^#]*))?(?:#.*)?",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"", "80", "443"}
# Faces of one site: what a phone, an accelerator or habit puts before its name.
_FACE = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)|(?<=\.)m\.(?=[^.]+\.[^.]+$)")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_INDEX = re.compile(r"(?:index|default)\.(?:html?|php|aspx?|jsp|cgi)", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
_AMP_FILE = re.compile(r"\.amp(?=\.html?$|$)", re.IGNORECASE)
# The caches of the AMP project carry the page's own address in theirs: /amp/s/ and /c/s/ for https, without s for http.
_AMP_CACHE = re.compile(
    r"(?:google\.[a-z.]+/amp|[^/]+\.cdn\.ampproject\.org/[cv])/(?:s/)?(?=[^/]+\.[^/])", re.IGNORECASE
)
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(string.ascii_letters + string.digits + "-._~")  # RFC 3986 2.3
_SAFE = "!$'()*,-./:;=@_~"

TRACKING_PREFIXES = (
    "utm_",
    "mtm_",
    "pk_",
    "piwik_",
    "matomo_",
    "hsa_",
    "oly_",
    "vero_",
    "guce_",
    "at_custom",
    "at_campaign",
)
"""What the names of tracking parameters begin with: Google and Matomo analytics, HubSpot, Omeda, Vero, AT Internet."""

TRACKING = frozenset({
    "_ga", "_gl", "_hsenc", "_hsmi", "_openstat", "at_bbc_team", "at_format", "at_link_id", "at_link_origin",
    "at_link_type", "at_medium", "at_ptr_name", "at_ptr_type", "cmp", "cmpid", "dclid", "ef_id", "emc",
    "fb_action_ids", "fb_source", "fbclid", "gbraid", "gclid", "gclsrc", "guccounter", "icid", "igsh", "igshid",
    "ito", "li_fat_id", "mc_cid", "mc_eid", "mc_tc", "mkt_tok", "msclkid", "mtm", "ncid", "ns_campaign",
    "ns_mchannel", "ns_source", "ocid", "ref_src", "ref_url", "s_cid", "s_kwcid", "smid", "smtyp", "spm", "srsltid",
    "trk", "ttclid", "twclid", "wbraid", "wt.mc_id", "wt_mc", "wt_zmc", "xtor", "yclid", "ysclid",
})  # fmt: skip
"""Parameters that tell a site where a reader came from and change nothing on its page, in lower case."""

_FROM_WHERE = frozenset({"ref", "source", "src", "from", "via", "partner", "feed", "medium"})
_PLACES = frozenset(
    {"rss", "feed", "atom", "rss_feed", "feedburner", "newsletter", "email", "twitter", "facebook", "social"}
)
_AMP_SWITCHES = frozenset(
    {("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp"), ("output", "amp"), ("view", "amp")}
)


def canonical_url(url: str) -> str:
    """Return the one address under which a page is known, for telling pages apart and not for asking for them.

    Always https, without user, `www.`, `m.`, AMP forms, default port, trailing slash or index, tracking parameters
    (TRACKING) and fragment; the host in IDNA and lower case, percent-encoding in one form (RFC 3986 6.2.2), the query
    sorted. What is no http address (a file's, say) is returned as one clean line. Never raises; applying it twice
    changes nothing.
    """
    cleaned = clean_line(url)
    known, folded = cleaned, _fold(cleaned)
    while folded != known:
        known, folded = folded, _fold(folded)
    return known


def imprint(entry: Entry) -> str:
    """Return a digest of an entry's words (headline, dek, body), so that a revised item can be told from a re-dated one.

    White space and letter case do not count.
    """
    fields = (" ".join(text.split()).casefold() for text in (entry.headline, entry.dek, entry.body))
    return sha256("\n".join(fields).encode("utf-8", "replace")).hexdigest()


def fingerprint(text: str) -> str:
    """Return a digest of a text's words, in order: punctuation, letter case, typography and layout do not count."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    return sha256(" ".join(words).encode("utf-8", "replace")).hexdigest()


def _fold(address: str) -> str:
    """Fold one layer. A second pass only ever shortens, so folding until nothing changes comes to an end."""
    match = _ADDRESS.fullmatch(address)
    host = _host(match["host"]) if match else ""
    if not match or not host or int(match["port"] or 0) > 65535:
        return address
    port = "" if (match["port"] or "") in _DEFAULT_PORTS else f":{int(match['port'])}"
    path, query = match["path"] or "", _query(match["query"] or "")
    cache = _AMP_CACHE.match(host + path)
    place = (host + path)[cache.end() :] if cache else host + port + _path(path)
    return f"https://{place}?{query}" if query else f"https://{place}"


def _host(host: str) -> str:
    """Return a host name in lower case and IDNA, without the face it shows to phones; "" where it is none."""
    if host.startswith("["):
        return host.lower()
    try:
        name = (host if host.isascii() else host.encode("idna").decode()).lower().strip(".")
    except UnicodeError:
        return ""
    return _FACE.sub("", name) if _HOST.fullmatch(name) else ""


def _path(path: str) -> str:
    segments: list[str] = []
    for segment in _percent(_SESSION.sub("", path), _SAFE + "+&").split("/"):
        if segment == "..":
            del segments[-1:]
        elif segment not in ("", "."):
            segments.append(segment)
    if segments and _INDEX.fullmatch(segments[-1]):
        segments.pop()
    if len(segments) > 1 and segments[-1].lower() == "amp":
        segments.pop()
    if len(segments) > 1 and segments[0].lower() == "amp":
        del segments[0]
    return _AMP_FILE.sub("", "/" + "/".join(segments))


def _query(query: str) -> str:
    pairs = []
    for part in query.split("&"):
        name, _, value = _percent(part, _SAFE + "+?").partition("=")
        if part and not _is_tracking(name.lower(), value.lower()):
            pairs.append((name, value))
    return "&".join(f"{name}={value}" if value else name for name, value in sorted(pairs))


def _is_tracking(name: str, value: str) -> bool:
    return (
        name in TRACKING
        or name.startswith(TRACKING_PREFIXES)
        or (name in _FROM_WHERE and value in _PLACES)
        or (name, value) in _AMP_SWITCHES
    )


def _percent(text: str, safe: str) -> str:
    """Return `text` percent-encoded in one form: never for letters, digits and `-._~`, always for what is not ASCII."""
    text = _BARE_PERCENT.sub("%25", text)
    return quote(_ENCODED.sub(_decode_plain, text), safe=safe + "%", errors="replace")


def _decode_plain(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()
