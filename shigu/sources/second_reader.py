"""A second reader behind an OpenAI-compatible endpoint; its key goes nowhere but to that host."""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Timer
from typing import Any
from urllib.parse import urlunsplit

from shigu.sources import refusals
from shigu.sources.addresses import connection, numbers
from shigu.sources.fetch import AGENT, address, cut, received

SECONDS = 120.0
"""For one answer, from connecting to its last byte."""
MOST_BYTES = 1_000_000
TRIES = 3
PAUSE_SECONDS = 2.0
"""Before the second try; twice as long before the third."""
BUSY = frozenset({429, 500, 502, 503, 504})
DENIED = frozenset({400, 401, 403, 404, 422})
Messages = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class SecondReader:
    """Asks ``model`` at ``url``/chat/completions. The address is set by operations, so it may be
    a private one; redirects are not followed, and no answer that is an error is shown.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = SECONDS
    pause: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        """Raises FetchRefused where it is not set up, or address or key cannot be used."""
        if not self.url or not self.model:
            raise refusals.second_off()
        if set(self.url) & set("?#@"):
            raise refusals.second_address()
        if not all("!" <= sign <= "~" for sign in self.key):
            raise refusals.second_key()

    def ask(self, messages: Messages) -> str:
        """The text of the answer to ``messages``.

        Raises:
            FetchRefused: no address, unreachable or busy after three tries, denied, too large,
                too slow, or of another shape.
        """
        asked = {"model": self.model, "messages": messages, "temperature": 0, "stream": False}
        body = json.dumps(asked).encode()
        for wait in [PAUSE_SECONDS * 2**at for at in range(TRIES - 1)]:
            try:
                return self._answer(body)
            except refusals.FetchRefused as refusal:
                if refusal.code not in {"unreachable", "status"}:
                    raise
            self.pause(wait)
        return self._answer(body)

    def _answer(self, body: bytes) -> str:
        parts = address(f"{self.url.rstrip('/')}/chat/completions")
        shown = urlunsplit(parts)
        number = numbers(parts, private_allowed=True)[0]
        try:
            way = connection(parts, number, self.seconds)
        except OSError as error:
            raise refusals.unreachable(shown, error) from error
        late: list[bool] = []
        timer = Timer(self.seconds, cut, (way.sock, late))
        timer.start()
        try:
            return self._exchanged(way, parts.path, body, shown)
        except (OSError, HTTPException, zlib.error, refusals.FetchRefused) as error:
            if late:
                raise refusals.too_slow(shown, self.seconds) from None
            if isinstance(error, refusals.FetchRefused):
                raise
            raise refusals.unreachable(shown, _tellable(error)) from None
        finally:
            timer.cancel()
            way.close()

    def _exchanged(self, way: HTTPConnection, path: str, body: bytes, shown: str) -> str:
        headers = {"User-Agent": AGENT, "Content-Type": "application/json", "Connection": "close"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        way.request("POST", path, body, headers)
        with way.getresponse() as answer:
            if answer.status in DENIED:
                raise refusals.second_denied(shown, answer.status)
            if answer.status in BUSY:
                raise refusals.status(shown, answer.status)
            if answer.status != 200:
                raise refusals.second_shape(shown)
            return _text(received(answer, shown, MOST_BYTES), shown)


def _tellable(error: Exception) -> Exception:
    """A broken answer by its name alone: its words are the server's, which may repeat the key."""
    return error if isinstance(error, OSError) else HTTPException(type(error).__name__)


def _text(content: bytes, shown: str) -> str:
    try:
        told: Any = json.loads(content)
        text = told["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise refusals.second_shape(shown) from error
    if not isinstance(text, str):
        raise refusals.second_shape(shown)
    return text
