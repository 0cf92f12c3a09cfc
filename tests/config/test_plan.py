"""Settings become the program's own nouns, with each default taken from what stands above it."""

from __future__ import annotations

from digest.config import (
    database_address,
    load_settings,
    model_key,
    smtp_password,
    to_newsletters,
    to_sources,
    to_topics,
)
from digest.config.parts.model import ModelSettings
from digest.model import (
    Boost,
    Brand,
    Cadence,
    CatchUp,
    Looks,
    Newsletter,
    Pick,
    Pin,
    PinPlace,
    Ranking,
    Rule,
    Section,
    SectionKind,
    Source,
    SourceKind,
    Spot,
    SpotPoints,
    Theme,
    Topic,
    Typeface,
)

SMALL = """
site:
  title: Example News
  url: https://news.example/
  language: he
  zone: Asia/Jerusalem
  postal_address: |
    Example News
    1 Example Street
sources:
  - {id: feed, feed: https://news.example/feed.xml}
newsletters:
  - id: morning
    title: Morning
    from: News <news@news.example>
    cadence: {cron: 30 6 * * *}
"""

FULL = """
site:
  title: Example News
  url: https://news.example/
  postal_address: 1 Example Street
  logo: https://news.example/logo.png
  dark_logo: https://news.example/night.png
  accent: "#B5303F"
  theme: signal
  fonts: {headings: serif}
database: news.db
sources:
  - {id: feed, title: The feed, language: pt_BR, feed: https://news.example/feed.xml, pages: false}
  - {id: page, listing: https://news.example/culture/, links: h2 a}
  - {id: disk, saved: saved/*.html}
topics:
  - id: harbour
    title: Harbour
    include: [port, ship*]
    exclude: [sherry]
    categories: [Sea]
    sources: [feed, disk]
newsletters:
  - id: morning
    title: Morning
    description: Every day
    language: nb
    zone: Europe/Oslo
    topics: [harbour]
    from: news@news.example
    reply_to: Desk <desk@news.example>
    cadence: {cron: 30 6 * * *, zone: Europe/London, catch_up: all, late_hours: 3}
    sections:
      - {kind: more, limit: 7, title: In brief}
      - {kind: picks}
    picks:
      - https://news.example/one
      - category: Opinion
      - source: page
    subject: "{{ newsletter }}: {{ top }}"
    preheader: "{{ count }} stories"
    lookback_hours: 48
    quotes: 0
    web_url: https://news.example/mail/{number}
mail:
  transport: smtp
  preferences_url: https://news.example/my/{reader}
  unsubscribe: leave@news.example
  smtp: {host: mail.news.example, user: me, password_env: MAIL_PASSWORD}
"""


def load(text, **environ):
    return load_settings(text, "/srv/digest.yaml", environ)


def test_what_is_not_said_is_taken_from_the_site():
    settings = load(SMALL)
    assert to_sources(settings) == (Source("feed", SourceKind.FEED, "https://news.example/feed.xml", "Example News"),)
    assert to_topics(settings) == ()
    assert to_newsletters(settings) == (
        Newsletter(
            id="morning",
            title="Morning",
            description="",
            language="he",
            sender="News <news@news.example>",
            cadence=Cadence("30 6 * * *", "Asia/Jerusalem", CatchUp.LATEST, 12),
            topics=(),
            sections=(
                Section(SectionKind.TOP, 3),
                Section(SectionKind.MORE, 6),
                Section(SectionKind.NEWS_FEED, 8),
            ),
            subject="{{ top }}",
            preheader="{{ others[:3] | join(' · ') }}",
            brand=Brand("Example News", "https://news.example/", "Example News\n1 Example Street", direction="rtl"),
            archive="https://news.example/",
        ),
    )


def test_what_is_said_is_taken_as_said():
    settings = load(FULL, MAIL_PASSWORD="open sesame")
    assert to_sources(settings) == (
        Source("feed", SourceKind.FEED, "https://news.example/feed.xml", "The feed", "pt-BR", pages=False),
        Source("page", SourceKind.LISTING, "https://news.example/culture/", "Example News", select="h2 a"),
        Source("disk", SourceKind.SAVED, "/srv/saved/*.html", "Example News"),
    )
    assert to_topics(settings) == (
        Topic("harbour", "Harbour", ("port", "ship*"), ("sherry",), ("Sea",), ("feed", "disk")),
    )
    assert to_newsletters(settings) == (
        Newsletter(
            id="morning",
            title="Morning",
            description="Every day",
            language="nb",
            sender="news@news.example",
            cadence=Cadence("30 6 * * *", "Europe/London", CatchUp.ALL, 3),
            topics=("harbour",),
            sections=(Section(SectionKind.MORE, 7, "In brief"), Section(SectionKind.PICKS, 5)),
            subject="{{ newsletter }}: {{ top }}",
            preheader="{{ count }} stories",
            brand=Brand(
                "Example News",
                "https://news.example/",
                "1 Example Street",
                "https://news.example/logo.png",
                "#b5303f",
                dark_logo_url="https://news.example/night.png",
                theme=Theme.SIGNAL,
                headings=Typeface.SERIF,
            ),
            picks=(Pick("https://news.example/one"), Pick(category="Opinion"), Pick(source="page")),
            lookback_hours=48,
            quotes=0,
            reply_to="Desk <desk@news.example>",
            unsubscribe="leave@news.example",
            archive="https://news.example/",
            web_url="https://news.example/mail/{number}",
            preferences_url="https://news.example/my/{reader}",
        ),
    )


def test_rules_weights_boosts_and_pins_are_taken_as_said():
    text = (
        SMALL.replace("feed.xml}", "feed.xml, weight: 1.5}")
        + """
    topics: [harbour]
    sections: [{kind: more, limit: 3, title: Sea, topics: [harbour]}]
    ranking: {variety: 0.5, half_life_hours: 6}
    boosts: [{kind: opinion, points: -2}, {topic: harbour, points: 1}]
    pins: [https://news.example/one, {category: Sponsored, place: never}, {source: feed, place: run, section: more}]
topics:
  - id: harbour
    title: Harbour
    people: [Venn]
    kinds: [news]
    at_least: 2
    points: {text: 0.5}
    any: [quay, {person: Mara Venn, weight: 2}, {kind: live}]
    all: [{any: [=WHO, {none: [{word: pier, spots: [headline]}]}], weight: 3}]
"""
    )
    settings = load(text)
    pier = Rule(Looks.NONE, rules=(Rule(Looks.WORD, "pier", spots=(Spot.HEADLINE,)),))
    assert to_topics(settings) == (
        Topic(
            "harbour",
            "Harbour",
            people=("Venn",),
            kinds=("news",),
            all=(Rule(Looks.ANY, rules=(Rule(Looks.WORD, "=WHO"), pier), weight=3),),
            any=(Rule(Looks.WORD, "quay"), Rule(Looks.PERSON, "Mara Venn", weight=2), Rule(Looks.KIND, "live")),
            at_least=2,
            points=SpotPoints(text=0.5),
        ),
    )
    (newsletter,) = to_newsletters(settings)
    assert newsletter.sections == (Section(SectionKind.MORE, 3, "Sea", ("harbour",)),)
    assert newsletter.ranking == Ranking(variety=0.5, half_life_hours=6)
    assert newsletter.boosts == (Boost(-2, kind="opinion"), Boost(1, topic="harbour"))
    assert newsletter.pins == (
        Pin(Pick("https://news.example/one")),
        Pin(Pick(category="Sponsored"), PinPlace.NEVER),
        Pin(Pick(source="feed"), PinPlace.RUN, SectionKind.MORE),
    )
    assert to_sources(settings)[0].weight == 1.5


def test_a_bare_cadence_is_its_times_and_leaves_the_rest_as_it_was():
    (newsletter,) = to_newsletters(load(SMALL.replace("{cron: 30 6 * * *}", "first Monday at 7")))
    assert newsletter.cadence == Cadence("first Monday at 7", "Asia/Jerusalem", CatchUp.LATEST, 12)


def test_a_newsletter_may_look_otherwise_than_the_site():
    (newsletter,) = to_newsletters(load(SMALL + "    theme: signal\n    accent: '#0F6B5C'\n"))
    assert (newsletter.brand.theme, newsletter.brand.accent) == (Theme.SIGNAL, "#0f6b5c")


def test_picks_without_sections_are_printed_in_a_section_of_their_own():
    picked = SMALL + "    picks: [category: Opinion]\n"
    (newsletter,) = to_newsletters(load(picked))
    assert [section.kind for section in newsletter.sections] == ["top", "more", "picks", "feed"]


def test_a_listing_without_a_selector_is_read_by_the_usual_one():
    text = SMALL.replace("feed: https://news.example/feed.xml", "listing: https://news.example/")
    assert to_sources(load(text))[0].select == "main a[href], article a[href]"


def test_secrets_come_from_the_environment_only():
    settings = load(FULL, MAIL_PASSWORD="open sesame")
    assert smtp_password(settings, {"MAIL_PASSWORD": "open sesame"}) == "open sesame"
    assert "sesame" not in repr(settings)
    assert smtp_password(load(SMALL), {}) == ""
    assert database_address(settings, {}) == "/srv/news.db"
    url = "postgresql://me:secret@db.example/news"
    elsewhere = load(SMALL + "database_env: NEWS_DB\n", NEWS_DB=url)
    assert database_address(elsewhere, {"NEWS_DB": url}) == url


def test_a_database_address_stays_as_it_is():
    for address in ("postgresql://me@db.example/news", "sqlite:////var/news.db", "postgresql+psycopg://db/news"):
        assert load(SMALL + f"database: {address}\n").database == address


def test_an_outbox_needs_no_password():
    text = FULL.replace("transport: smtp", "transport: outbox")
    assert load(text).mail.transport == "outbox"


def test_a_password_may_go_unencrypted_to_this_machine_only():
    for host in ("127.0.0.1", "localhost", '"::1"'):
        text = FULL.replace("host: mail.news.example", f"host: {host}, security: none")
        assert load(text, MAIL_PASSWORD="x").mail.smtp.security == "none"


def test_an_address_for_leaving_may_be_plain_on_this_machine():
    text = SMALL + "mail: {unsubscribe_url: 'http://127.0.0.1:8000/leave'}\n"
    assert load(text).mail.unsubscribe_url == "http://127.0.0.1:8000/leave"


MODEL = "model: {url: 'https://models.example/v1', name: small, key_env: MODEL_KEY}\n"


def test_without_a_section_there_is_no_model():
    assert load(SMALL).model is None
    assert model_key(load(SMALL), {}) == ""


def test_a_models_key_comes_from_the_environment_only():
    settings = load(SMALL + MODEL, MODEL_KEY="open sesame")
    assert settings.model == ModelSettings(
        url="https://models.example/v1", name="small", key_env="MODEL_KEY", timeout_seconds=10, max_passages=8
    )
    assert model_key(settings, {"MODEL_KEY": "open sesame"}) == "open sesame"
    assert "sesame" not in repr(settings)


def test_a_model_without_a_key_may_stand_anywhere_and_one_with_a_key_on_this_machine():
    plain = load(SMALL + "model: {url: 'http://models.local:8000/v1/', name: small}\n")
    assert model_key(plain, {}) == ""
    for host in ("localhost:11434", "127.0.0.1", "[::1]:80"):
        text = SMALL + MODEL.replace("https://models.example", f"http://{host}")
        assert load(text, MODEL_KEY="x").model.url == f"http://{host}/v1"
