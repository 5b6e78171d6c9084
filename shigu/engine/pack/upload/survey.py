"""A look through the XML of a workbook before it is loaded.

A spreadsheet library lays a sheet out as a full rectangle, so one cell at XFD1048576 would take
all memory; here the rectangle is measured first. On the way it is noted what a loaded sheet no
longer shows: merged ranges, broken formulas, and formulas that were never computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from shigu.engine.pack.upload.archive import Budget, Parts, pieces
from shigu.engine.pack.upload.limits import Limits
from shigu.engine.pack.upload.values import Flaws, Place, Range, Refused

Attributes = dict[str, str]
REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,9})")
LARGEST = 10**9


@dataclass(slots=True)
class SheetSurvey:
    """What one sheet reaches to and what is the matter with its cells."""

    rows: int = 0
    columns: int = 0
    merged: list[Range] = field(default_factory=list)
    unfinished: list[Place] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)

    def reach(self, place: Place) -> None:
        self.rows, self.columns = max(self.rows, place[0]), max(self.columns, place[1])

    @property
    def flaws(self) -> Flaws:
        return Flaws(tuple(self.merged), tuple(self.unfinished), self.errors)

    def refuse_beyond(self, limits: Limits) -> None:
        """Raises:
        Refused: the sheet reaches further than is read.
        """
        for code, value, limit in (
            ("upload-columns", self.columns, limits.columns),
            ("upload-rows", self.rows, limits.rows),
            ("upload-cells", self.rows * self.columns, limits.cells),
        ):
            if value > limit:
                raise Refused(code, value=value, limit=limit)


class _Worksheet:
    """Follows the elements of an xlsx worksheet (ECMA-376, 18.3.1)."""

    def __init__(self) -> None:
        self.found = SheetSurvey()
        self._row = self._column = 0
        self._type = self._value = ""
        self._formula = self._reading = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self._row, self._column = _count(attributes.get("r"), self._row + 1), 0
        elif name == "c":
            self._cell(attributes)
        elif name == "f":
            self._formula = True
        elif name == "v":
            self._reading = True
        elif name == "mergeCell":
            self.found.merged += _ranges(attributes.get("ref", ""))

    def _cell(self, attributes: Attributes) -> None:
        named = _place(attributes.get("r", ""))
        self._row, self._column = named or (max(self._row, 1), self._column + 1)
        self._type, self._value, self._formula = attributes.get("t", "n"), "", False
        self.found.reach((self._row, self._column))

    def text(self, text: str) -> None:
        if self._reading:
            self._value += text

    def end(self, name: str) -> None:
        if name == "v":
            self._reading = False
        elif name == "c" and self._type == "e":
            self.found.errors[self._row, self._column] = self._value
        elif name == "c" and self._formula and not self._value and self._type != "str":
            self.found.unfinished.append((self._row, self._column))


class _OpenDocument:
    """Follows the tables of an ods document (OpenDocument 1.3, 9.1), repetitions counted out."""

    def __init__(self) -> None:
        self.tables: dict[str, SheetSurvey] = {}
        self._found = SheetSurvey()
        self._row = self._column = self._repeat = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "table":
            self._found = self.tables.setdefault(attributes.get("name", ""), SheetSurvey())
            self._row = 0
        elif name == "table-row":
            self._repeat = _count(attributes.get("number-rows-repeated"), 1)
            self._column = 0
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell(attributes)
        elif name == "p":
            self._filled()

    def _cell(self, attributes: Attributes) -> None:
        down = _count(attributes.get("number-rows-spanned"), 1)
        across = _count(attributes.get("number-columns-spanned"), 1)
        top, left = self._row + 1, self._column + 1
        if down > 1 or across > 1:
            self._found.merged.append(Range(top, left, top + down - 1, left + across - 1))
        self._column += _count(attributes.get("number-columns-repeated"), 1)
        if "value-type" in attributes or "formula" in attributes:
            self._filled()

    def _filled(self) -> None:
        self._found.reach((self._row + self._repeat, self._column))

    def text(self, text: str) -> None:
        """Texts do not matter here."""

    def end(self, name: str) -> None:
        if name == "table-row":
            self._row += self._repeat


def survey_worksheets(content: bytes, parts: Parts, limits: Limits) -> dict[str, SheetSurvey]:
    """Every part of an xlsx file that may be a worksheet, by its name.

    Raises:
        Refused: too much unfolds, a part is no XML, or a sheet reaches too far.
    """
    budget = Budget(limits)
    found = {}
    for name, part in parts.items():
        stream = _counted(pieces(content, part), budget)
        if name.endswith((".xml", ".rels")):
            follower = _Worksheet()
            _follow(stream, follower)
            follower.found.refuse_beyond(limits)
            found[name] = follower.found
        else:
            _drain(stream)
    return found


def survey_tables(content: bytes, parts: Parts, limits: Limits) -> dict[str, SheetSurvey]:
    """Every table of an ods file, by its name.

    Raises:
        Refused: too much unfolds, the content is no XML, or a table reaches too far.
    """
    budget = Budget(limits)
    follower = _OpenDocument()
    for name, part in parts.items():
        stream = _counted(pieces(content, part), budget)
        if name == "content.xml":
            _follow(stream, follower)
        else:
            _drain(stream)
    for found in follower.tables.values():
        found.refuse_beyond(limits)
    return follower.tables


def _counted(stream: Iterable[bytes], budget: Budget) -> Iterable[bytes]:
    for piece in stream:
        budget.spend(len(piece))
        yield piece


def _drain(stream: Iterable[bytes]) -> None:
    for _ in stream:
        continue


def _follow(stream: Iterable[bytes], follower: _Worksheet | _OpenDocument) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, attributes: follower.start(
        _local(name), {_local(key): value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda name: follower.end(_local(name))
    parser.CharacterDataHandler = follower.text
    try:
        for piece in stream:
            parser.Parse(piece, False)  # noqa: FBT003
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise Refused("upload-damaged", value=error) from error


def _refuse_doctype(*_: object) -> None:
    """A workbook declares no entities; whoever does wants to unfold them."""
    raise Refused("upload-damaged", value="DOCTYPE")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _count(text: str | None, otherwise: int) -> int:
    return min(int(text), LARGEST) if text and text.isdecimal() else otherwise


def _place(reference: str) -> Place | None:
    found = REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _ranges(reference: str) -> list[Range]:
    ends = [_place(each) for each in reference.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return []
    return [Range(*ends[0], *ends[1])]
