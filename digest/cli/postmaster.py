"""`digest dkim` and `digest doctor`: what receivers must be able to look up about the sender."""

from __future__ import annotations

import os
import re
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from textwrap import wrap
from typing import Annotated

import typer

from digest.adapters.dns import Dns
from digest.adapters.keys import make_key, save_key
from digest.cli.console import IN_PART, ConfigOption, JsonOption, fail, out, print_json, settings_file, table
from digest.config import to_newsletters
from digest.jobs.doctor import examine, identities
from digest.mailer import LetterError, read_signer
from digest.mailer.addresses import ascii_domain
from digest.model import Grade
from digest.wiring import letterhead_of, read_settings

app = typer.Typer(help="Keys that sign the mail (DKIM).", no_args_is_help=True)

TXT_STRING = 255
"""The longest string of a TXT record (RFC 1035 3.3.14); longer texts are given as several."""

_SERVER = re.compile(r"(?:\[(.+)\]|([^:]+))(?::(\d{1,4}|[1-5]\d{4}))?")


class KeyKind(StrEnum):
    """The kinds of key that DKIM knows."""

    RSA = "rsa"
    ED25519 = "ed25519"


@app.command()
def generate(
    domain: Annotated[str, typer.Option("--domain", metavar="DOMAIN", help="The domain of your From address.")],
    selector: Annotated[str, typer.Option("--selector", metavar="NAME", help="The key's name in DNS.")] = "digest",
    kind: Annotated[KeyKind, typer.Option("--kind", help="RSA is understood everywhere.")] = KeyKind.RSA,
    folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the key.")] = Path("var/dkim"),
    json: JsonOption = False,
) -> None:
    """Make a signing key, and print the DNS record to publish and the lines for the settings.

    An existing key is never overwritten: mail signed with it may still be on its way. Take a new selector instead.

    Examples: digest dkim generate --domain lantern.example · digest dkim generate --domain lantern.example --kind ed25519 --selector ed
    """
    domain, selector = _dns_name("--domain", domain), _dns_name("--selector", selector)
    path, pem = folder / f"{selector}.pem", make_key(kind)
    try:
        save_key(path, pem)
    except FileExistsError:
        fail(f"{path} is already there; choose another --selector, and publish both records while you change over")
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    signer = read_signer(pem, selector, domain)
    name = f"{selector}._domainkey.{domain}"
    if json:
        print_json({"key": str(path), "name": name, "type": "TXT", "text": signer.record})
        return
    out.print(f"Wrote {path}. Publish this DNS record:\n", markup=False)
    out.print(zone_line(name, signer.record), markup=False, soft_wrap=True)
    out.print("\nand name the key in the settings, then ask `digest doctor`:\n", markup=False)
    out.print(f"mail:\n  dkim:\n    - selector: {selector}\n      key: {path}", markup=False)


def _dns_name(option: str, text: str) -> str:
    try:
        return ascii_domain(text)
    except LetterError as error:
        fail(f"{option}: {error}")


def dns_server(text: str) -> tuple[str, int]:
    """Return address and port of `9.9.9.9`, `9.9.9.9:53`, `2620:fe::fe` or `[2620:fe::fe]:53`; ends the command on others."""
    match = _SERVER.fullmatch(text)
    host, port = (match[1] or match[2], match[3] or "53") if match else (text, "53")
    try:
        return str(ip_address(host)), int(port)
    except ValueError:
        fail(f'--server: "{text}" is no IP address with or without a port, such as 9.9.9.9 or [2620:fe::fe]:53')


def zone_line(name: str, text: str) -> str:
    """Return a TXT record as a zone file spells it: in strings of at most TXT_STRING characters."""
    strings = " ".join(f'"{part}"' for part in wrap(text, TXT_STRING, drop_whitespace=False, break_on_hyphens=False))
    return f"{name}. IN TXT {strings}"


def doctor(
    dns: Annotated[bool, typer.Option("--dns/--no-dns", help="Look the records up.")] = True,
    server: Annotated[
        str, typer.Option("--server", metavar="IP[:PORT]", help="A DNS server to ask instead of the machine's own.")
    ] = "",
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Explain how your domain stands with mailbox providers: SPF, DKIM, DMARC, with the record that mends each fault.

    Ends with status 1 where something is wrong.

    Examples: digest doctor · digest doctor --no-dns · digest doctor --server 9.9.9.9
    """
    settings = read_settings(settings_file(config), os.environ)
    host, port = dns_server(server) if server else ("", 53)
    names = Dns((host,) if host else (), port) if dns else None
    found = {
        identity.sender: examine(identity, names)
        for identity in identities(to_newsletters(settings), letterhead_of(settings))
    }
    if json:
        print_json(found)
    for domain, advice in ({} if json else found).items():
        table(
            f"Mail from {domain}",
            ("Check", "", "What it means"),
            [(each.check, each.grade, each.says) for each in advice],
        )
        for each in advice:
            if each.record and each.grade is not Grade.GOOD:
                out.print(f"\n{each.check} record:\n{zone_line(*each.record)}", markup=False, soft_wrap=True)
    if any(each.grade is Grade.FAULT for advice in found.values() for each in advice):
        raise typer.Exit(IN_PART)
