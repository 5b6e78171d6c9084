"""Rows of a file of uneven quality, whatever the size of the blocks."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest

from shigu.scale import lines
from shigu.scale.lines import blocks, encoding_of
from shigu.scale.quarantine import Quarantine

HEAD = b"id,name,scope\n"


def read(content, encoding="utf-8", width=3):
    aside = StringIO()
    quarantine = Quarantine(aside)
    rows = [
        (number, row.decode())
        for block in blocks(BytesIO(content), encoding, width, quarantine)
        for number, row in zip(block.numbers, block.rows, strict=True)
    ]
    kept = [
        (int(r["line"]), r["code"], r["text"])
        for r in csv.DictReader(aside.getvalue().splitlines())
    ]
    return rows, kept


@pytest.fixture(params=[1, 7, 1 << 24])
def size(request, monkeypatch):
    monkeypatch.setattr(lines, "BLOCK_BYTES", request.param)


@pytest.mark.usefixtures("size")
def test_rows_keep_the_line_where_they_begin():
    content = b"\xef\xbb\xbf" + HEAD + '1,甲,芯片\r\n\n2,乙,"两\n行"\n3,丙,镜头'.encode()
    rows, aside = read(content)
    assert rows == [(1, "id,name,scope"), (2, "1,甲,芯片"), (4, '2,乙,"两\n行"'), (6, "3,丙,镜头")]
    assert aside == []


@pytest.mark.usefixtures("size")
def test_a_row_in_another_encoding_is_set_aside_and_its_neighbours_stay():
    content = HEAD + "1,甲,芯片\n".encode() + "2,乙,镜头\n".encode("gbk") + b"3,\xff,x\n4,d,y\n"
    rows, aside = read(content)
    assert [number for number, _ in rows] == [1, 2, 5]
    assert aside == [(3, "gbk", "2,乙,镜头"), (4, "encoding", "3,\\xff,x")]


@pytest.mark.usefixtures("size")
def test_a_quote_that_is_never_closed_takes_no_other_row_with_it():
    content = HEAD + b'1,"a,x\n2,b,y\n3,c,z\n4,"d",w\n5,"e,v\n6,f,u\n'
    rows, aside = read(content)
    assert [row for _, row in rows] == ["id,name,scope", "2,b,y", "3,c,z", '4,"d",w', "6,f,u"]
    assert [(line, code) for line, code, _ in aside] == [(2, "quote"), (6, "quote")]


def test_a_file_in_gbk_is_read_as_it_is():
    content = HEAD + "1,甲,集成电路；摄像机\n2,乙,镜头\n".encode("gbk")
    assert encoding_of(content) == "gb18030"
    rows, aside = read(content, "gb18030")
    assert rows[1:] == [(2, "1,甲,集成电路；摄像机"), (3, "2,乙,镜头")]
    assert aside == []


def test_one_strange_row_does_not_change_the_encoding_of_a_file():
    content = HEAD + "1,甲,芯片\n".encode() * 3 + "2,乙,镜头\n".encode("gbk")
    assert encoding_of(content) == "utf-8"
