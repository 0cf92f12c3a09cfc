"""A language model behind a chat-completions endpoint, with everything in it that a slow or hostile one can do."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus

import httpx

import digest
from digest.adapters.chooser_words import WISHES, read_order, write_question
from digest.errors import ModelError
from digest.model.text import clean_line

_UNKNOWN_WISH = frozenset({400, 422})
"""What servers answer to a wish that they do not know."""


@dataclass(frozen=True, slots=True)
class ChoiceLimits:
    """What a choice may cost: `deadline` is seconds from connecting to the last byte, `passages` are offered at most."""

    deadline: float = 10.0
    passages: int = 8
    most_bytes: int = 1_000_000


class ModelChooser:
    """Asks the model `name` at `url`/chat/completions, one question at a time, over no redirect and no proxy.

    `key` is sent as a bearer token where there is one. `tls` replaces the public certificate authorities.
    """

    def __init__(
        self,
        url: str,
        name: str,
        *,
        key: str = "",
        limits: ChoiceLimits | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.name = name
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._headers = {
            b"Content-Type": b"application/json",
            b"Accept": b"application/json",
            b"Accept-Encoding": b"identity",
            b"User-Agent": f"newsdigest/{digest.__version__}".encode(),
            **({b"Authorization": b"Bearer " + key.strip().encode()} if key.strip() else {}),
        }
        self._limits = limits or ChoiceLimits()
        self._tls = tls or httpx.create_ssl_context(trust_env=False)
        self._wishes = WISHES

    def choose(self, about: str, passages: Sequence[str]) -> tuple[int, ...]:
        """Return places of passages (0-based, distinct), the best first. Passages over the limit are not offered.

        Raises:
            ModelError: no connection, no answer in time, another status than 200, too much, or not what was asked for.
        """
        offered = passages[: self._limits.passages]
        try:
            body = _run(self._answer(about, offered))
        except (TimeoutError, httpx.TimeoutException):
            raise ModelError(f"the model did not answer in full within {self._limits.deadline:g} s") from None
        except httpx.LocalProtocolError:  # its text would repeat the key
            raise ModelError("the model could not be asked: its key holds what no header can carry") from None
        except httpx.HTTPError as error:
            reason = clean_line(str(error)) or type(error).__name__
            raise ModelError(f"the model could not be asked: {reason[:200]}") from None
        return read_order(body, len(offered))

    async def _answer(self, about: str, offered: Sequence[str]) -> bytes:
        # httpx counts the time of one step only, and a server that drips would never be late by that.
        async with asyncio.timeout(self._limits.deadline), self._client() as client:
            for place, wishes in enumerate(self._wishes):
                status, body = await self._post(client, write_question(self.name, about, offered, wishes))
                if status == HTTPStatus.OK:
                    self._wishes = self._wishes[place:]
                    return body
                if status not in _UNKNOWN_WISH:
                    break
        raise ModelError(f"the model's server answered with status {status}")

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            headers=self._headers,
            verify=self._tls,
            trust_env=False,
            follow_redirects=False,
            timeout=self._limits.deadline,
        )

    async def _post(self, client: httpx.AsyncClient, question: bytes) -> tuple[int, bytes]:
        """Return status and body; the body of any status but 200 is not read."""
        body = bytearray()
        async with client.stream("POST", self._url, content=question) as response:
            if response.status_code != HTTPStatus.OK:
                return response.status_code, b""
            async for piece in response.aiter_raw():
                body += piece
                if len(body) > self._limits.most_bytes:
                    raise ModelError(f"the model's answer is larger than {self._limits.most_bytes:,} bytes")
        return response.status_code, bytes(body)


class _Resolver(ThreadPoolExecutor):
    """Where names are looked up. The deadline rules here, too: nobody waits for a lookup that hangs."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        super().shutdown(wait=False, cancel_futures=True)


def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    loop.set_default_executor(_Resolver(max_workers=1))
    return loop


def _run(work: Coroutine[None, None, bytes]) -> bytes:
    with asyncio.Runner(loop_factory=_loop) as runner:
        return runner.run(work)
