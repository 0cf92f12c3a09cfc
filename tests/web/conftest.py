"""Preview servers over real sockets: one over a small town, one over a settings file with everything behind it."""

import threading
from contextlib import contextmanager

import httpx
import pytest
from making import a_newsletter
from pages import a_page
from world import Town

from digest.jobs.collect import collect
from digest.jobs.judge import Jury, judge_sheet
from digest.jobs.preview import preview
from digest.jobs.send import Posting, send_copy
from digest.mailer import Letterhead, make_letter
from digest.schedule import slot_time
from digest.web.rooms import Rooms
from digest.web.serve import PreviewServer
from digest.web.studio import Room, Studio
from digest.wiring import open_newsroom, read_settings

SETTINGS = """\
site:
  title: The Harbour Lantern
  url: https://lantern.example/
  language: en
  zone: Europe/Kyiv
  postal_address: 1 Quay Street, Port Lantern
templates: templates
sources:
  - id: saved
    title: The Lantern
    saved: pages/*.html
newsletters:
  - id: morning
    title: Morning Light
    from: The Harbour Lantern <morning@lantern.example>
    cadence: {cron: "30 7 * * *"}
  - id: weekly
    title: Weekly Light
    from: The Harbour Lantern <weekly@lantern.example>
    cadence: {cron: "30 7 * * 1"}
"""


def a_real_message(newsletter, slot, proof, reader):
    """The message as the mailer makes it."""
    date = slot_time(newsletter.cadence, slot)
    return make_letter(proof, newsletter, date, Letterhead(b"key")).to(reader)


@contextmanager
def serving(studio, first=""):
    """Serve a studio on a free port of loopback, and give its address."""
    server = PreviewServer(studio, first)
    ready, startup = threading.Event(), server.startup

    async def started(sockets=None):
        await startup(sockets)
        ready.set()

    server.startup = started
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert ready.wait(10)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def town(tmp_path):
    town = Town(str(tmp_path / "digest.db"), a_newsletter(), a_newsletter(id="weekly", title="<b>Weekly</b>"))
    yield town
    town.close()


@pytest.fixture
def room(town):
    """What the preview sees of the town; its pressroom is asked for at each call, so a test can change it."""

    def send(newsletter, address, at):
        return send_copy(newsletter, address, town.room, Posting(a_real_message, lambda: town.relay), at=at)

    return Room(
        town.plan.newsletters,
        lambda newsletter, at: preview(newsletter, town.room, a_real_message, at),
        lambda sheet, _: judge_sheet(sheet, Jury()),
        send,
    )


@pytest.fixture
def client(room):
    """A browser without a script, on the preview server of the town."""
    with (
        serving(Studio(lambda: room)) as url,
        httpx.Client(base_url=url, trust_env=False, follow_redirects=True) as client,
    ):
        yield client


@pytest.fixture
def get(client):
    """Ask the preview server for a path."""
    return client.get


class Desk:
    """A folder as an editor has it: settings, templates of its own, saved pages, a database."""

    def __init__(self, folder):
        self.folder, self.file = folder, folder / "digest.yaml"
        self.file.write_text(SETTINGS, encoding="utf-8")
        (folder / "templates").mkdir()
        (folder / "pages").mkdir()

    def collect(self, *headlines):
        """Save pages with these headlines, and collect them as `digest collect` does."""
        for headline in headlines:
            (self.folder / "pages" / f"{hash(headline)}.html").write_text(a_page(headline), encoding="utf-8")
        with open_newsroom(read_settings(self.file, {})) as newsroom:
            collect(list(newsroom.plan.sources.values()), newsroom.desk)

    def edit(self, old, new):
        """Change the settings as an editor would."""
        self.file.write_text(self.file.read_text("utf-8").replace(old, new), encoding="utf-8")


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.collect("Council approves ferry")
    return desk


@pytest.fixture
def served(desk):
    """The address of a preview of the desk's settings, watched as `digest preview` watches them."""
    rooms = Rooms(desk.file)
    with serving(Studio(rooms), "morning") as url:
        yield url
    rooms.close()
