"""What is no page is refused by name, and never takes long."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.text.model import RawDoc
from shigu.engine.text.page.article import read_page
from shigu.engine.text.page.limits import MOST_BYTES, UnreadablePageError


def refused(content, **told):
    with pytest.raises(UnreadablePageError) as refusal:
        read_page(RawDoc(content, **told))
    assert refusal.value.zh
    assert str(refusal.value) == refusal.value.en
    return refusal.value.code


def test_fifty_megabytes_are_refused_unread():
    began = time.monotonic()
    assert refused(b"<p>" + b"a" * 50_000_000) == "too_large"
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "ul><li", "span", "font"])
def test_elements_without_end_are_refused(tag):
    assert refused(b"<html><p>" + f"<{tag}>".encode() * 100_000) == "too_deep"


def test_too_many_elements_are_refused():
    assert refused(b"<html><p>" + b"<br>x" * 300_000) == "too_many"
    assert refused("一行\n".encode() * 150_000) == "too_many"


@pytest.mark.parametrize("content", [b"", b" \r\n ", b"<html><body><script>x</script></body>"])
def test_a_page_without_text_is_refused(content):
    assert refused(content) == "empty"


@pytest.mark.parametrize("seed", range(3))
def test_random_bytes_are_no_text(seed):
    assert refused(random.Random(seed).randbytes(20_000)) == "no_text"


def test_a_picture_is_no_text():
    assert refused(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40) == "no_text"


@given(st.binary(max_size=400), st.sampled_from([None, "text/html", "text/plain"]))
def test_any_bytes_are_read_or_refused(content, mime):
    try:
        article = read_page(RawDoc(content, mime=mime))
    except UnreadablePageError as refusal:
        assert refusal.code in {"empty", "no_text"}
    else:
        assert all(0 <= b.start < b.end <= len(article.raw.text) for b in article.blocks)


@pytest.mark.parametrize("part", ["a", "<", "&", "<!--", "联系电话：", "。", "未经", "2026-"])
def test_a_large_page_of_one_thing_ends(part):
    began = time.process_time()
    content = (part * (2_000_000 // len(part.encode()))).encode()
    assert len(content) <= MOST_BYTES
    try:
        read_page(RawDoc(content))
    except UnreadablePageError as refusal:
        assert refusal.code in {"too_many", "too_deep", "empty"}
    assert time.process_time() - began < 20
