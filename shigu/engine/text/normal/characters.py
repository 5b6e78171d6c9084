"""Which character is meant: full width, traditional, look-alikes of masked words."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files

HAN = re.compile("[\u4e00-\u9fff]")
TRADITIONAL_TEXT = 0.03
"""From this share of traditional characters on, 後 於 徵 are read as traditional too."""
ONLY_IN_TRADITIONAL = {"後": "后", "於": "于", "徵": "征", "摺": "折"}
FULL_WIDTH = {at: chr(at - 0xFEE0) for at in range(0xFF01, 0xFF5F) if chr(at) not in "，；：！？～"}
SPACES = {ord(sign): " " for sign in "\u00a0\u3000\u2002\u2003\u2004\u2005\u2009\u202f\t\v\f"}
LINES = {ord(sign): "\n" for sign in "\r\u0085\u2028\u2029"}
COMPATIBLE = {
    at: folded
    for low, high in ((0x2F00, 0x2FE0), (0xF900, 0xFB00))
    for at in range(low, high)
    if len(folded := unicodedata.normalize("NFKC", chr(at))) == 1 and folded != chr(at)
}
WIDTHS: dict[int, str] = FULL_WIDTH | SPACES | LINES | COMPATIBLE


@cache
def swaps() -> dict[int, str]:
    """Characters put in place of others to slip past filters (``swaps.csv``)."""
    listed = files("shigu.engine.text.normal").joinpath("swaps.csv").read_text("utf-8")
    return {ord(row["shown"]): row["meant"] for row in csv.DictReader(listed.splitlines())}


@cache
def simplified() -> dict[int, str]:
    """Traditional characters that are never simplified ones, from OpenCC's table.

    What GB/T 2312 also has (乾照光电, 著名) stays: only the sense could tell.
    """
    listed = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text("utf-8")
    pairs = (line.split("\t") for line in listed.splitlines())
    table = {
        ord(sign): simple
        for sign, several in pairs
        if not _in_gb2312(sign) and len(simple := several.split(" ")[0]) == 1 and simple != sign
    }
    return {at: simple.translate(table) for at, simple in table.items()}


@cache
def all_simplified() -> dict[int, str]:
    """As ``simplified``, for a text that is traditional throughout."""
    return simplified() | {ord(sign): simple for sign, simple in ONLY_IN_TRADITIONAL.items()}


def traditional_share(text: str) -> float:
    """The share of traditional characters among the Chinese ones, 0–1."""
    han = len(HAN.findall(text))
    return len(_traditional().findall(text)) / han if han else 0.0


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, simplified()))}]")


def _in_gb2312(sign: str) -> bool:
    return bool(sign.encode("gb2312", "ignore"))
