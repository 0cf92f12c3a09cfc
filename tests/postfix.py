"""A Postfix of one's own on loopback: its queue, its settings and its log in one folder, without the system's own.

It takes mail from this machine alone and passes it on by the table that it is given, so that a test sees what a real
mail server does with a message that a distant one refuses: it takes the message first and sends it back later.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from oracle import free_port

POSTFIX = shutil.which("postfix", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
MISSING = not POSTFIX or os.geteuid() != 0
"""Whether no Postfix can be started here: it is not installed, or we are not root, who alone may."""

MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.lantern.example
mydestination =
local_recipient_maps =
alias_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_peername_lookup = no
smtp_dns_support_level = disabled
smtp_host_lookup = native
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
in_flow_delay = 0
queue_run_delay = 2s
minimal_backoff_time = 2s
maximal_backoff_time = 4s
transport_maps = inline:{{ {routes} }}
"""

MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True)
class Postfix:
    """A mail server that runs: where it listens, and the folder that holds all of it."""

    port: int
    folder: Path

    @property
    def queued(self) -> int:
        """How many messages it still has."""
        queues = (self.folder / "queue" / name for name in ("incoming", "active", "deferred"))
        return sum(path.is_file() for queue in queues for path in queue.rglob("*"))

    @property
    def log(self) -> str:
        """What it has to say."""
        return (self.folder / "mail.log").read_text("utf-8", "replace")


@contextmanager
def running_postfix(routes: Mapping[str, int]) -> Iterator[Postfix]:
    """Run a Postfix that passes mail for each domain of `routes` to its port on this machine, and other mail nowhere."""
    # Not in pytest's folder: its parents are closed to all but us, and Postfix works as users of its own.
    with TemporaryDirectory(prefix="postfix-") as folder:
        yield from _run(Path(folder), free_port(), routes)


def _run(folder: Path, port: int, routes: Mapping[str, int]) -> Iterator[Postfix]:
    conf = folder / "conf"
    for name in ("conf", "queue", "data"):
        (folder / name).mkdir()
    folder.chmod(0o755)
    shutil.chown(folder / "data", "postfix")
    table = ", ".join(f"{{ {domain} = smtp:[127.0.0.1]:{to} }}" for domain, to in routes.items())
    (conf / "main.cf").write_text(MAIN.format(folder=folder, routes=table))
    (conf / "master.cf").write_text(MASTER.format(port=port))
    _postfix(conf, "start")
    try:
        await_true(lambda: _answers(port), "Postfix listens")
        yield Postfix(port, folder)
    finally:
        _postfix(conf, "stop")


def await_true(holds: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Return as soon as something holds; fail when it does not in time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"waited {seconds} s in vain: {what}"
        time.sleep(0.02)


def _postfix(conf: Path, verb: str) -> None:
    done = subprocess.run(
        [str(POSTFIX), "-c", str(conf), verb], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr + (conf.parent / "mail.log").read_text("utf-8")


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            return line.recv(4) == b"220 "
    except OSError:
        return False
