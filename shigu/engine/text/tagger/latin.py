"""Foreign firms and persons, by the form of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORD = r"[A-Z][A-Za-z&.\-]*"
FIRM = re.compile(
    rf"{WORD}(?: {WORD})* (?:GmbH|Ltd|Inc|Corp|LLC|AG|SE|PLC|Ventures|Capital|Partners|Holdings?"
    r"|Group|Technologies|Semiconductor|Systems|Robotics)(?![A-Za-z])\.?"
)
PERSON = re.compile(
    rf"{WORD} {WORD}(?=[，,]?(?:任|担任|出任|表示|说|称|介绍|认为|指出|博士|教授|先生|女士))"
)
SPELT = re.compile(
    r"[一-龥]{1,5}·[一-龥]{1,6}?(?=[，,]?(?:表示|说|称|介绍|认为|指出|透露|博士|教授))"
)


def foreign(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Spans and types of names in Latin letters, and of persons spelt with a dot."""
    for pattern, kind in ((FIRM, "COMPANY"), (PERSON, "PERSON"), (SPELT, "PERSON")):
        for found in pattern.finditer(text):
            yield found.span(), kind
