"""An issue for machines: a schema.org collection of the articles that it ran, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Sequence

from markupsafe import Markup

from digest.model import Brand
from digest.ports import PastIssue


def linked_data(issue: PastIssue, brand: Brand, address: str, stories: Sequence[tuple[str, str]]) -> Markup:
    """Return the text of a script element: what the issue is, and headline and address of each of its stories."""
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": issue.subject,
        "datePublished": issue.pressed.isoformat(timespec="seconds"),
        "inLanguage": issue.language,
        "publisher": {"@type": "Organization", "name": brand.site, "url": brand.site_url},
        "hasPart": [{"@type": "NewsArticle", "headline": headline, "url": url} for headline, url in stories],
    }
    optional = {"url": address, "description": issue.preheader, "image": issue.picture}
    told |= {name: value for name, value in optional.items() if value}
    # Nothing in a script element ends it but its own end tag, which no string may hold.
    return Markup(json.dumps(told, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704 - no markup is left in it
