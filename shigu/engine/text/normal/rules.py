"""What scraping, filters and auto-linkers put into a text, and how it is taken out again."""

from __future__ import annotations

import re
from collections.abc import Callable

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
WORD = rf"{HAN}A-Za-z0-9"
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
SPACED_LINES = re.compile("\n\n+")
TONED_GLOSS = re.compile(
    rf"(?<=[{HAN}])[(（] ?(?=[^()（）\n]{{0,24}}[{TONED}])"
    rf"[a-zü{TONED}]+(?:[ '’][a-zü{TONED}]+){{0,3}} ?[)）]"
)
NEUTRAL_GLOSS = re.compile(
    r"(?<=了)[(（]le[)）]|(?<=[的地得])[(（]de[)）]|(?<=们)[(（]men[)）]|(?<=子)[(（]zi[)）]"
    r"|(?<=么)[(（]me[)）]|(?<=着)[(（]zhe[)）]|(?<=个)[(（]ge[)）]|(?<=上)[(（]shang[)）]"
)
STOCK_CODE = re.compile(
    rf"(?<=[{WORD}])[(（] ?(?:(?:股票|证券)(?:代码|简称)?[:：]? ?)?"
    r"(?:(?:SZ|SH|BJ|HK|NASDAQ|NYSE|深|沪|港股)[:：]? ?(?:\d{4,6}|[A-Z]{2,5})"
    r"|\d{6}(?:\.(?:SZ|SH|BJ|SS))?|\d{4,5}\.HK|[A-Z]{1,5}\.(?:US|O|N))"
    r"(?:[,，] ?(?:股吧|行情|资讯|诊股))* ?[)）]"
)
QUOTED_PRICE = re.compile(
    r"(?<=[\u4e00-\u9fff])\[-?\d+(?:\.\d+)? [-+]?\d+(?:\.\d+)?%[^\[\]\n]{0,12}\]"
)
ORNAMENT = re.compile(
    rf"(?<=[{WORD}，。、；：！？])[■□▪▫◆◇★☆●○◎▲△▼▽♦♥♠♣※❤✿✦✪]+(?=[{WORD}，。、；：！？])"
)
SUPERLATIVE_MASK = re.compile(rf"(?<=[{HAN}])[*＊]{{1,3}}(?=[大高好佳新强优早快低先])")
SUPERLATIVE_LATIN = re.compile(rf"(?<=[{HAN}])zui(?=[{HAN}])", re.IGNORECASE)
MASK = re.compile(rf"(?<=[{HAN}])[*＊]{{2,}}|(?<![*＊])[*＊]{{2,}}(?=[{HAN}])")
COMMAS = re.compile(r"[,，](?:[,，] ?)+|、{2,}|;{2,}|；{2,}|(?<!。)。{2}(?!。)")
Edit = tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]]


def _nothing(_: re.Match[str]) -> str:
    return ""


def _first(found: re.Match[str]) -> str:
    return found[0][0]


def _superlative(_: re.Match[str]) -> str:
    return "最"


def _mask(_: re.Match[str]) -> str:
    return "*"


EDITS: tuple[Edit, ...] = (
    ("invisible", INVISIBLE, _nothing),
    ("blank_lines", SPACED_LINES, _first),
    ("gloss", TONED_GLOSS, _nothing),
    ("gloss", NEUTRAL_GLOSS, _nothing),
    ("stock_code", STOCK_CODE, _nothing),
    ("stock_code", QUOTED_PRICE, _nothing),
    ("ornament", ORNAMENT, _nothing),
    ("masked_word", SUPERLATIVE_MASK, _superlative),
    ("masked_word", SUPERLATIVE_LATIN, _superlative),
    ("mask", MASK, _mask),
    ("doubled_mark", COMMAS, _first),
)
"""Name of the sign, where it stands, and the one character (or none) put in its place."""
