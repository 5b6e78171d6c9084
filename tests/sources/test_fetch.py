"""Pages are asked for politely, within limits, and never behind a redirect to the inside."""

import gzip
import time

import pytest

from shigu.engine.text.page.limits import MOST_BYTES
from shigu.sources import addresses
from shigu.sources.fetch import Fetcher
from shigu.sources.refusals import FetchRefused
from tests.sources.site import site

PAGE = (200, {"Content-Type": "text/html; charset=gbk"}, "云谷".encode("gbk"))


@pytest.fixture
def fetcher():
    waits = []
    made = Fetcher(private_allowed=True, seconds=2.0, clock=lambda: 100.0, pause=waits.append)
    return made, waits


def refused(fetcher, url):
    with pytest.raises(FetchRefused) as refusal:
        fetcher.fetch(url)
    assert refusal.value.zh
    return refusal.value.code


def test_a_page_with_what_the_server_says_of_it(fetcher):
    with site({"/a": PAGE}) as server:
        answer = fetcher[0].fetch(f"http://127.0.0.1:{server.server_port}/a")
    assert (answer.content, answer.mime, answer.charset) == (PAGE[2], "text/html", "gbk")
    assert [path for _, path in server.got] == ["/robots.txt", "/a"]


def test_robots_are_kept_and_read_once(fetcher):
    rules = b"User-agent: *\nDisallow: /inside\nCrawl-delay: 3\n"
    with site({"/robots.txt": (200, {}, rules), "/a": PAGE, "/inside": PAGE}) as server:
        home = f"http://127.0.0.1:{server.server_port}"
        assert refused(fetcher[0], f"{home}/inside") == "robots"
        fetcher[0].fetch(f"{home}/a")
        fetcher[0].fetch(f"{home}/a")
    assert [path for _, path in server.got] == ["/robots.txt", "/a", "/a"]
    assert fetcher[1] == [3.0]


def test_a_site_whose_rules_fail_is_not_asked(fetcher):
    with site({"/robots.txt": (503, {}, b""), "/a": PAGE}) as server:
        assert refused(fetcher[0], f"http://127.0.0.1:{server.server_port}/a") == "robots"
    assert [path for _, path in server.got] == ["/robots.txt"]


def test_requests_to_a_host_are_a_second_apart(fetcher):
    with site({"/a": PAGE}) as server:
        for _ in range(3):
            fetcher[0].fetch(f"http://127.0.0.1:{server.server_port}/a")
    assert fetcher[1] == [1.0, 1.0]


def test_private_hosts_are_refused_before_any_request():
    with site({"/a": PAGE}) as server:
        assert refused(Fetcher(), f"http://127.0.0.1:{server.server_port}/a") == "private"
    assert server.got == []


def test_a_redirect_to_the_inside_is_refused(monkeypatch):
    monkeypatch.setattr(addresses, "is_public", lambda number: number == "127.0.0.1")
    way = (302, {"Location": "http://[::1]:PORT/secret"}, b"")
    with site({"/a": way}) as server:
        assert refused(Fetcher(), f"http://127.0.0.1:{server.server_port}/a") == "private"
    assert [path for _, path in server.got] == ["/robots.txt", "/a"]


def test_the_checked_number_is_called_and_the_name_is_not_looked_up_again(monkeypatch, fetcher):
    asked = []

    def found(host, port, **_):
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", found)
    monkeypatch.setattr(addresses.socket, "create_connection", _dial)
    with site({"/a": PAGE}) as server:
        fetcher[0].fetch(f"http://news.example:{server.server_port}/a")
    assert asked == ["news.example", "news.example"]
    assert server.got == [("news.example", "/robots.txt"), ("news.example", "/a")]


def _dial(to, seconds):
    import socket  # noqa: PLC0415 - the real one, under the patched name

    way = socket.socket()
    way.settimeout(seconds)
    way.connect(to)
    return way


def test_redirects_end(fetcher):
    with site({"/a": (302, {"Location": "/a"}, b"")}) as server:
        code = refused(fetcher[0], f"http://127.0.0.1:{server.server_port}/a")
    assert code == "too_many_redirects"
    assert [path for _, path in server.got].count("/a") == 6


@pytest.mark.parametrize("packed", [False, True])
def test_a_large_answer_is_refused(fetcher, packed):
    body = b"a" * (MOST_BYTES + 1)
    headers = {"Content-Encoding": "gzip"} if packed else {}
    with site({"/a": (200, headers, gzip.compress(body) if packed else body)}) as server:
        assert refused(fetcher[0], f"http://127.0.0.1:{server.server_port}/a") == "too_large"


def test_a_packed_page_is_unpacked(fetcher):
    with site({"/a": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"page"))}) as server:
        assert fetcher[0].fetch(f"http://127.0.0.1:{server.server_port}/a").content == b"page"


def drip(handler):
    """A header a byte at a time, each in time, never ending."""
    try:
        for sign in "HTTP/1.1 200 OK\r\nX: " + "a" * 400:
            handler.wfile.write(sign.encode())
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        handler.close_connection = True


def test_an_answer_that_drips_is_cut_off():
    fetcher = Fetcher(private_allowed=True, seconds=0.5)
    with site({"/a": drip}) as server:
        began = time.monotonic()
        assert refused(fetcher, f"http://127.0.0.1:{server.server_port}/a") == "too_slow"
        assert time.monotonic() - began < 5


@pytest.mark.parametrize(("status", "code"), [(404, "status"), (500, "status")])
def test_what_is_no_page_is_told(fetcher, status, code):
    with site({"/a": (status, {}, b"")}) as server:
        assert refused(fetcher[0], f"http://127.0.0.1:{server.server_port}/a") == code


def test_a_closed_door_is_told(fetcher):
    with site({}) as server:
        port = server.server_port
    assert refused(fetcher[0], f"http://127.0.0.1:{port}/a") == "unreachable"


def test_a_page_cut_short_is_no_page(fetcher):
    def short(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")

    with site({"/a": short}) as server:
        assert refused(fetcher[0], f"http://127.0.0.1:{server.server_port}/a") == "unreachable"
