"""A wide table scrolls in a box of its own, which the keyboard reaches and a reader names."""

import re
from pathlib import Path

SHIGU = Path(__file__).parents[2] / "shigu"
TABLE = re.compile(r"<table\b")
BOX = re.compile(
    r'<div class="table-box" tabindex="0" role="region" aria-label="[^"]*(?:"[^"]*"[^"]*)?">$'
)


def bare_tables():
    for path in SHIGU.rglob("templates/**/*.html"):
        if "report" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        for found in TABLE.finditer(source):
            if not BOX.search(source[: found.start()]):
                yield f"{path.relative_to(SHIGU)}:{source.count(chr(10), 0, found.start()) + 1}"


def test_every_table_stands_in_a_box_that_scrolls():
    assert list(bare_tables()) == []
