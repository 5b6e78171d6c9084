"""A second reader is asked within limits, and its key is told to nobody else."""

import json
import logging
import time

import pytest

from shigu.conf.environment import Environment
from shigu.sources.refusals import FetchRefused
from shigu.sources.second_reader import MOST_BYTES, TRIES, SecondReader
from tests.sources.site import site

KEY = "sk-not-for-anybody"
PATH = "/v1/chat/completions"
ASKED = [{"role": "user", "content": "读一读"}]
GOOD = json.dumps({"choices": [{"message": {"content": '{"claims": []}'}}]}).encode()


def told(answer, seconds=5.0):
    """What a reader answers or how it is refused, what the server got, and the pauses."""
    pauses = []
    with site({PATH: answer}) as server:
        url = f"http://127.0.0.1:{server.server_port}/v1/"
        reader = SecondReader(url, "small", KEY, seconds, pauses.append)
        try:
            said = reader.ask(ASKED)
        except FetchRefused as refusal:
            said = refusal
    return said, server.posted, pauses


def test_the_request_and_its_answer():
    said, [(headers, body)], pauses = told((200, {}, GOOD))
    assert (said, pauses) == ('{"claims": []}', [])
    assert headers["Authorization"] == f"Bearer {KEY}"
    asked = {"model": "small", "messages": ASKED, "temperature": 0, "stream": False}
    assert json.loads(body) == asked


def slow(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def garbled(handler):
    handler.wfile.write(f"NONSENSE {handler.headers['Authorization']}\r\n\r\n".encode())


ECHO = json.dumps({"error": KEY}).encode()
REFUSED = {
    "denied": ("second_denied", 1, (401, {}, ECHO)),
    "unknown model": ("second_denied", 1, (404, {}, ECHO)),
    "busy": ("status", TRIES, (503, {}, ECHO)),
    "redirect": ("second_shape", 1, (307, {"Location": "http://other.example/"}, b"")),
    "no json": ("second_shape", 1, (200, {}, b"<html>")),
    "another shape": ("second_shape", 1, (200, {}, b'{"choices": []}')),
    "no text": ("second_shape", 1, (200, {}, b'{"choices": [{"message": {"content": null}}]}')),
    "too much": ("too_large", 1, (200, {}, b" " * (MOST_BYTES + 1))),
    "slow": ("too_slow", 1, slow),
    "garbled": ("unreachable", TRIES, garbled),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_goes_wrong_has_a_name_and_no_key(case, caplog):
    code, tries, answer = REFUSED[case]
    caplog.set_level(logging.DEBUG)
    began = time.monotonic()
    refusal, posted, pauses = told(answer, seconds=0.5 if case == "slow" else 5.0)
    assert time.monotonic() - began < 3
    assert (refusal.code, len(posted), pauses) == (code, tries, [2.0, 4.0][: tries - 1])
    assert KEY not in f"{refusal.zh} {refusal.en} {refusal!r} {caplog.text}"
    assert refusal.__cause__ is None or KEY not in str(refusal.__cause__)


def test_a_second_try_is_enough():
    answers = [(429, {}, b""), (200, {}, GOOD)]

    def busy_once(handler):
        status, _, body = answers.pop(0)
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    said, posted, pauses = told(busy_once)
    assert (said, len(posted), pauses) == ('{"claims": []}', 2, [2.0])


@pytest.mark.parametrize(
    ("code", "url", "model", "key"),
    [
        ("second_off", "", "small", KEY),
        ("second_off", "http://127.0.0.1/v1", "", KEY),
        ("second_address", f"http://a:{KEY}@host/v1", "small", ""),
        ("second_address", f"https://host/v1?key={KEY}", "small", ""),
        ("second_key", "http://127.0.0.1/v1", "small", f"{KEY}\r\nX: y"),
        ("second_key", "http://127.0.0.1/v1", "small", f"{KEY}密"),
    ],
)
def test_what_is_not_set_up_is_refused_before_anything_is_sent(code, url, model, key):
    with pytest.raises(FetchRefused) as refusal:
        SecondReader(url, model, key)
    assert refusal.value.code == code
    assert KEY not in f"{refusal.value.zh} {refusal.value.en}"


def test_nothing_shows_the_key():
    assert KEY not in repr(SecondReader("http://127.0.0.1/v1", "small", KEY))
    assert KEY not in repr(Environment(second_opinion_key=KEY))
