"""No address leads inside, whatever it is written as."""

import socket
from urllib.parse import urlsplit

import pytest

from shigu.sources import addresses
from shigu.sources.addresses import is_public, numbers
from shigu.sources.fetch import address
from shigu.sources.refusals import FetchRefused


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.7", "::1", "::", "fe80::1%eth0"),
        *("fc00::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"),
        *("2002:7f00:1::", "2001:0:7f00:1::"),
    ],
)
def test_private_numbers(number):
    assert not is_public(number)


@pytest.mark.parametrize("number", ["223.5.5.5", "2400:3200::1", "64:ff9b::df05:505"])
def test_public_numbers(number):
    assert is_public(number)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "localhost", "[::1]"])
def test_the_loopback_by_any_name_is_refused(host):
    with pytest.raises(FetchRefused) as refusal:
        numbers(urlsplit(f"http://{host}/"))
    assert refusal.value.code == "private"
    assert "SHIGU_PRIVATE_SOURCES" in refusal.value.zh
    assert numbers(urlsplit(f"http://{host}/"), private_allowed=True)


def test_one_private_number_among_public_ones_is_enough(monkeypatch):
    found = [(0, 0, 0, "", ("223.5.5.5", 80)), (0, 0, 0, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(FetchRefused) as refusal:
        numbers(urlsplit("http://news.example/"))
    assert refusal.value.code == "private"


def test_a_host_that_is_not_there(monkeypatch):
    def nothing(*_, **__):
        raise socket.gaierror

    monkeypatch.setattr(addresses.socket, "getaddrinfo", nothing)
    with pytest.raises(FetchRefused) as refusal:
        numbers(urlsplit("http://news.example/"))
    assert refusal.value.code == "not_found"


@pytest.mark.parametrize(
    "url",
    [
        *(
            "file:///etc/passwd",
            "ftp://a.example/",
            "http://",
            "//a.example/",
            "gopher://a.example",
        ),
        *("http://who:word@a.example/", "http://a.example:99999/", "http://[::1/", "新闻"),
    ],
)
def test_what_is_no_address(url):
    with pytest.raises(FetchRefused) as refusal:
        address(url)
    assert refusal.value.code == "no_address"


def test_an_address_is_quoted_and_loses_its_fragment():
    parts = address(" http://a.example/新闻 一?q=谷&p=1#x ")
    assert parts.path == "/%E6%96%B0%E9%97%BB%20%E4%B8%80"
    assert parts.query == "q=%E8%B0%B7&p=1"
    assert parts.fragment == ""
