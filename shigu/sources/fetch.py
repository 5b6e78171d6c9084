"""One page over HTTP: robots.txt kept, a pause between requests to a host, limits on everything."""

from __future__ import annotations

import socket
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from shigu.engine.text.page.limits import MOST_BYTES
from shigu.sources import refusals
from shigu.sources.addresses import connection, numbers

AGENT = "shigu"
SECONDS = 20.0
"""For one answer, from connecting to its last byte."""
MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
ROBOTS_BYTES = 512_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What came from ``url``, the last of the redirects."""

    url: str
    status: int
    content: bytes
    mime: str | None
    charset: str | None
    location: str | None = None


@dataclass(slots=True)
class Fetcher:
    """Asks for pages one after the other; keeps each site's robots.txt and when it was asked."""

    private_allowed: bool = False
    seconds: float = SECONDS
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep
    _rules: dict[str, RobotFileParser] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str) -> Answer:
        """The page at ``url``; every redirect is checked like the first address.

        Raises:
            FetchRefused: no address, private, disallowed, unreachable, no page, too large or slow.
        """
        for _ in range(MOST_REDIRECTS + 1):
            parts = address(url)
            rules = self._rules_of(parts)
            if not rules.can_fetch(AGENT, urlunsplit(parts)):
                raise refusals.robots(url)
            self._wait(parts, rules)
            answer = self._ask(parts, MOST_BYTES)
            if answer.location is None:
                if answer.status != 200:
                    raise refusals.status(url, answer.status)
                return answer
            url = urljoin(urlunsplit(parts), answer.location)
        raise refusals.too_many_redirects(url, MOST_REDIRECTS)

    def _rules_of(self, parts: SplitResult) -> RobotFileParser:
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = self._read_rules(urlsplit(f"{site}/robots.txt"))
        return self._rules[site]

    def _read_rules(self, parts: SplitResult) -> RobotFileParser:
        """RFC 9309: without the file all is allowed; where the site fails, nothing is."""
        answer = self._ask(parts, ROBOTS_BYTES)
        for _ in range(MOST_REDIRECTS):
            if answer.location is None:
                break
            parts = address(urljoin(urlunsplit(parts), answer.location))
            answer = self._ask(parts, ROBOTS_BYTES)
        rules = RobotFileParser()
        if answer.status == 200:
            rules.parse(answer.content.decode("utf-8", "replace").splitlines())
        else:
            rules.parse(["User-agent: *", "Disallow: /"] if answer.status >= 500 else [])
        return rules

    def _wait(self, parts: SplitResult, rules: RobotFileParser) -> None:
        asked = float(str(rules.crawl_delay(AGENT) or 0))
        delay = min(max(PAUSE_SECONDS, asked), LONGEST_PAUSE_SECONDS)
        host = parts.netloc
        if host in self._asked:
            self.pause(max(0.0, self._asked[host] + delay - self.clock()))
        self._asked[host] = self.clock()

    def _ask(self, parts: SplitResult, most: int) -> Answer:
        url = urlunsplit(parts)
        number = numbers(parts, private_allowed=self.private_allowed)[0]
        try:
            way = connection(parts, number, self.seconds)
        except OSError as error:
            raise refusals.unreachable(url, error) from error
        late: list[bool] = []
        timer = Timer(self.seconds, cut, (way.sock, late))
        timer.start()
        try:
            return _answer(way, parts, most)
        except (OSError, HTTPException, ValueError, zlib.error) as error:
            if late:
                raise refusals.too_slow(url, self.seconds) from error
            if isinstance(error, refusals.FetchRefused):
                raise
            raise refusals.unreachable(url, error) from error
        finally:
            timer.cancel()
            way.close()


def address(url: str) -> SplitResult:
    """The parts of an http or https address, percent-encoded, without fragment.

    Raises:
        FetchRefused: it is none, or carries a user name.
    """
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, parts.hostname
    except ValueError as error:
        raise refusals.no_address(url) from error
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc or port == 0:
        raise refusals.no_address(url)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="=&%/?:@!$'()*+,;~-._")
    return SplitResult(parts.scheme, parts.netloc, path, query, "")


def _answer(way: HTTPConnection, parts: SplitResult, most: int) -> Answer:
    url = urlunsplit(parts)
    target = f"{parts.path}{'?' if parts.query else ''}{parts.query}"
    asked = {
        "User-Agent": AGENT,
        "Accept": "text/html,text/plain,application/xml",
        "Accept-Encoding": "gzip",
    }
    way.request("GET", target, headers=asked | {"Connection": "close"})
    answer = way.getresponse()
    headers = answer.headers
    location = headers.get("Location") if answer.status in REDIRECTS else None
    content = b"" if location else received(answer, url, most)
    mime = headers.get_content_type() if "Content-Type" in headers else None
    return Answer(url, answer.status, content, mime, headers.get_content_charset(), location)


def received(answer: HTTPResponse, url: str, most: int) -> bytes:
    """The body of an answer, unpacked, of at most ``most`` bytes.

    Raises:
        FetchRefused: it is larger; ``HTTPException`` or ``zlib.error``: it is not whole.
    """
    read = answer.read(most + 1)
    if answer.length and len(read) <= most:
        raise IncompleteRead(read, answer.length)
    if answer.headers.get("Content-Encoding", "").lower() == "gzip":
        read = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(read, most + 1)
    if len(read) > most:
        raise refusals.too_large(url, most)
    return read


def cut(way: socket.socket, late: list[bool]) -> None:
    """End a connection that takes too long, whatever it is waiting for."""
    late.append(True)
    with suppress(OSError):
        way.shutdown(socket.SHUT_RDWR)
