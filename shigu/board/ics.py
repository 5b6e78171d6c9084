"""A calendar as iCalendar (RFC 5545): whole days, meetings at their hour."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from shigu.board.queries.days import Entry

WIDEST = 75
"""Octets of a line, the break not counted (RFC 5545, 3.1)."""
SPECIAL = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def ics(entries: Iterable[Entry], site: str, now: datetime.datetime) -> bytes:
    """The entries as a file; ``site`` goes before their addresses, ``now`` is its stamp."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Shigu//calendar//ZH", "METHOD:PUBLISH"]
    for entry in entries:
        lines += _event(entry, site, _moment(now))
    folded = (part for line in [*lines, "END:VCALENDAR"] for part in _folded(line))
    return "".join(f"{part}\r\n" for part in folded).encode()


def _event(entry: Entry, site: str, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.kind}-{entry.key}-{entry.day:%Y%m%d}@shigu"
    yield f"DTSTAMP:{stamp}"
    if entry.at is None:
        yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.day + datetime.timedelta(days=1):%Y%m%d}"
    else:
        yield f"DTSTART:{_moment(entry.at)}"
    yield f"SUMMARY:{entry.what.translate(SPECIAL)}"
    yield f"URL:{site}{entry.url}"
    yield "END:VEVENT"


def _moment(at: datetime.datetime) -> str:
    return f"{at.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets that part no character; further ones are indented."""
    piece, room = "", WIDEST
    for character in line:
        size = len(character.encode())
        if size > room:
            yield piece
            piece, room = " ", WIDEST - 1
        piece += character
        room -= size
    yield piece
