"""What the tagger looks at for each character."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from shigu.engine.text.tagger.context import Readout, marks
from shigu.engine.text.tagger.lexer import Word, read
from shigu.engine.text.tagger.lexicon import words_in

NOMINAL = frozenset({"n", "nz", "nw", "vn", "an", "LOC", "ORG", "PER", "s", "f", "m", "q", "nt"})
BREAKS = frozenset('，。；：！？、,;:!?“”"《》()（）「」【】\n ')
UNENDING = frozenset({"surname", "place", "division", "county"})
PARTING = frozenset({"v", "p", "c", "u", "d", "r", "w", "TIME", "xc", "vd"})
HARD = re.compile(
    r"(?P<project>(?:工程)?项目|工程|基地|生产线|产线|工厂)|(?P<company>公司|集团|[(（]有限合伙[)）])"
    r"|(?P<gov>管委会|管理委员会|政府|党工委|委员会|办公[室厅]|[委局厅])"
    r"|(?P<institute>研究院|研究所|实验室|[分研究创新]中心)|(?P<university>大学|学院)"
    r"|(?P<park>产业园区?|工业园区?|科技园|开发区|高新区|经开区|示范区|[新片]区|科技城|小镇|社区|合作园)"
    r"|(?P<policy>意见|措施|办法|计划|方案|细则|条例)|(?P<industry>产业|制造业|服务业)"
    r"|(?P<cluster>集群|[视光声]谷)|(?P<layer>[一-龥]{2}层|[上中下]游)"
)
FAR = (1, 3, 7, 15)
Row = list[str]
Marks = list[list[str]]


def rows(text: str, readout: Readout) -> list[Row]:
    """One list of features a character of ``text``."""
    lexed, states = read(text)
    told = marks(readout, states)
    return [row + more for row, more in zip(plain_rows(text, lexed), told, strict=True)]


def plain_rows(text: str, lexed: list[Word]) -> list[Row]:
    """The features that words and characters tell alone."""
    if not text:
        return []
    listed = list(words_in(text))
    ends = _best(len(text), [(high - 1, high - low, kind) for low, high, kind in listed])
    starts = _best(len(text), [(low, high - low, kind) for low, high, kind in listed])
    plain = [_plain(sign) for sign in text]
    kinds = _kinds(lexed)
    ahead = _ahead(ends, text)
    hard = _ahead(_hard_ends(text), text)
    columns = [
        ["k=" + each for each in kinds],
        ["t=" + _shape(each) for each in plain],
        ["w=" + text[each.start : each.end] for each in lexed for _ in range(each.start, each.end)],
        ["a=" + each for each in ahead],
        ["b=" + each for each in reversed(_ahead(starts[::-1], text[::-1]))],
        ["r=" + each for each in _runs(ends, lexed)],
        ["ka=" + kind + far for kind, far in zip(kinds, ahead, strict=True)],
        ["q=" + each for each in _quoted(text)],
        ["h=" + each for each in hard],
        ["s=" + each for each in _since(text, lexed)],
        ["hk=" + each + kind for each, kind in zip(hard, kinds, strict=True)],
        *_shifted(plain, "c=", (-3, -2, -1, 0, 1, 2, 3)),
        *_shifted(["".join(pair) for pair in pairwise([*plain, "|"])], "cc=", (-2, -1, 0, 1)),
        *_shifted(kinds, "k=", (-2, -1, 1, 2)),
    ]
    near = _marked_near(_marks(len(text), listed))
    return [["1", *row, *marks] for *row, marks in zip(*columns, near, strict=True)]


@lru_cache(maxsize=1 << 14)
def _plain(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign)[:1].lower() or " "


def _shape(sign: str) -> str:
    if sign.isdigit():
        return "9"
    if not sign.isalpha():
        return "-"
    return "a" if sign.isascii() else "h"


def _shifted(column: list[str], name: str, steps: tuple[int, ...]) -> list[list[str]]:
    """The column as seen from ``steps`` characters away; ``|`` beyond the text."""
    size = len(column)
    wide = ["|", "|", "|", *column, "|", "|", "|"]
    return [[f"{step}{name}{each}" for each in wide[3 + step : 3 + step + size]] for step in steps]


def _kinds(lexed: list[Word]) -> list[str]:
    return [
        ("B-" if at == word.start else "I-") + word.kind
        for word in lexed
        for at in range(word.start, word.end)
    ]


def _marks(size: int, listed: list[tuple[int, int, str]]) -> Marks:
    """Which listed words begin, go on and end at each character."""
    found: list[set[str]] = [set() for _ in range(size)]
    for start, end, kind in listed:
        for at in range(start + 1, end - 1):
            found[at].add("I" + kind)
        found[start].add("B" + kind)
        found[end - 1].add("E" + kind)
    return [sorted(each) for each in found]


def _marked_near(marks: Marks) -> Marks:
    wide: Marks = [[], [], *marks, [], []]
    return [
        [f"{step}m{mark}" for step in (-2, -1, 0, 1, 2) for mark in wide[at + step]]
        for at in range(2, len(wide) - 2)
    ]


def _best(size: int, found: list[tuple[int, int, str]]) -> list[str | None]:
    """At each character the class of the longest listed word there."""
    best: list[tuple[int, str]] = [(0, "")] * size
    for at, length, kind in found:
        if kind not in UNENDING and best[at] < (length, kind):
            best[at] = (length, kind)
    return [kind or None for _, kind in best]


def _ahead(ends: list[str | None], signs: str) -> list[str]:
    """The class of the next listed ending in the clause, and how far it is."""
    told = ["-"] * len(signs)
    kind, gone = None, 0
    for at in range(len(signs) - 1, -1, -1):
        if signs[at] in BREAKS:
            kind = None
        elif ends[at]:
            kind, gone = ends[at], 0
        if kind:
            told[at] = f"{kind}{sum(gone >= far for far in FAR)}"
            gone += 1
    return told


def _runs(ends: list[str | None], lexed: list[Word]) -> list[str]:
    """For each character the class in which its run of nouns ends."""
    told = ["-"] * len(ends)
    first: int | None = None
    for word, after in pairwise([*lexed, Word(len(ends), len(ends), "w")]):
        if word.kind not in NOMINAL:
            first = None
            continue
        first = word.start if first is None else first
        if after.kind not in NOMINAL:
            told[first : word.end] = [f"{ends[word.end - 1] or '-'}"] * (word.end - first)
            told[first] += "^"
    return told


def _hard_ends(text: str) -> list[str | None]:
    """Where words end that close a name of one type and no other."""
    ends: list[str | None] = [None] * len(text)
    for found in HARD.finditer(text):
        ends[found.end() - 1] = str(found.lastgroup)
    return ends


def _since(text: str, lexed: list[Word]) -> list[str]:
    """The last word that can be in no name, and how far back it is."""
    told, before, start = [], "|", 0
    for word in lexed:
        if word.kind in PARTING:
            before, start = text[word.start : word.end], word.end
        told += [
            f"{before}{sum(at - start >= far for far in FAR)}" for at in range(word.start, word.end)
        ]
    return told


def _quoted(text: str) -> list[str]:
    told, sign = [], "-"
    for each in text:
        if each in '“《"(（':
            sign = each
        told.append(sign)
        if each in '”》")）':
            sign = "-"
    return told
