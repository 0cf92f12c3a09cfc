"""The nouns: frozen data that never changes. What has happened to a noun is a row of the store, not a field."""

from digest.model.account import Account, Part
from digest.model.brief import Brief, Quote
from digest.model.issue import Candidate, Issue, IssueSection, LeftOut, Proof, Story
from digest.model.judgement import Grade, Judgement
from digest.model.mail import (
    Delivery,
    DeliveryState,
    Message,
    Outcome,
    Receipt,
    Settlement,
    Subscriber,
    Token,
)
from digest.model.news import (
    Article,
    Entry,
    Feed,
    Image,
    Passage,
    Source,
    SourceKind,
    TextOrigin,
)
from digest.model.pace import Bounds, Caching, Pace, Rhythm
from digest.model.plan import (
    Brand,
    Cadence,
    CatchUp,
    Newsletter,
    Pick,
    Section,
    SectionKind,
    Theme,
    Topic,
    Typeface,
)
from digest.model.surroundings import Probed, SpamRule, SpamScore, Surroundings

__all__ = [
    "Account",
    "Article",
    "Bounds",
    "Brand",
    "Brief",
    "Caching",
    "Cadence",
    "Candidate",
    "CatchUp",
    "Delivery",
    "DeliveryState",
    "Entry",
    "Feed",
    "Grade",
    "Image",
    "Issue",
    "IssueSection",
    "Judgement",
    "LeftOut",
    "Message",
    "Newsletter",
    "Outcome",
    "Pace",
    "Part",
    "Passage",
    "Pick",
    "Probed",
    "Proof",
    "Quote",
    "Receipt",
    "Rhythm",
    "Section",
    "SectionKind",
    "Settlement",
    "Source",
    "SourceKind",
    "SpamRule",
    "SpamScore",
    "Story",
    "Subscriber",
    "Surroundings",
    "TextOrigin",
    "Theme",
    "Token",
    "Topic",
    "Typeface",
]
