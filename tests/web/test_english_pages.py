"""Each main page in English: Chinese stands there only as data that has no English."""

import csv
import re
from html import unescape
from pathlib import Path

import pytest
from django.utils import translation

from shigu.engine.pack.schema import load
from shigu.face.tongues import HAN
from tests.journeys.test_every_page import PAGES
from tests.people import REFERENCE, SEATS

STRETCH = re.compile(rf'lang="zh-Hans"[^>]*>([^<]*[{HAN}][^<]*)<')
ATTRIBUTE = re.compile(rf'\b(?:aria-label|title|placeholder|alt|content)="([^"]*[{HAN}][^"]*)"')
WORD = re.compile(f"[{HAN}]+")
SCRIPTS = re.compile(r"<(script|style|title)\b.*?</\1>", re.DOTALL)
OWN_NAME = {"中文"}
"""The button that changes to Chinese says so in Chinese."""
MORE = {
    "people": "/settings/people/",
    "grants": "/settings/grants/",
    "history": "/settings/history/",
    "file-project": "/projects/new/",
    "register": "/registry/organisations/new/",
    "occupy": "/territory/spaces/sp-xh-land-1/occupy/",
    "design": "/design/",
    "found": "/territory/search/?floor_area_m2=3000&height_m=6&load_t_m2=2&earliest=2027-09-01",
    "nothing": "/nothing/",
}
SAMPLES = {"design"}
"""Pages that show markup with its Chinese words, on purpose."""


def rows_of_the_pack():
    for path in REFERENCE.glob("*.csv"):
        with path.open(encoding="utf-8") as file:
            yield from csv.DictReader(file)


ROWS = list(rows_of_the_pack())
SCHEMA = [path.read_text(encoding="utf-8") for path in Path(load.__file__).parent.glob("*.csv")]
"""A page on a table tells its Chinese headers and values: a spreadsheet may have either."""
TITLES = [
    path.read_text(encoding="utf-8")
    for shipped in ("counting/rules", "grading/schemes")
    for path in (Path(load.__file__).parents[2] / shipped).glob("*.yaml")
]
"""Titles of the papers that rules and schemes are taken from."""
DATA = "\n".join(
    SCHEMA
    + TITLES
    + [cell for row in ROWS for cell in row.values() if cell]
    + [name for _, name, _, _ in SEATS]
    + ["测试底本", "联合方案数据约定（示例）", PAGES["search"].partition("=")[2]]
)
MEANT_OTHERWISE = {
    word
    for row in ROWS
    for column in ("products", "terms", "negative_terms")
    for word in (row.get(column) or "").split(";")
}
"""Words of products and searches that happen to be the name of a link as well."""
NAMED = {
    row[chinese]
    for row in ROWS
    for chinese, english in (
        ("name_zh", "name_en"),
        ("name", "name_en"),
        ("indicator", "indicator_en"),
    )
    if row.get(english) and re.search(f"[{HAN}]", row.get(chinese, ""))
}


def chinese_in(page):
    """Stretches of Chinese that a reader meets: text and the words of attributes."""
    shown = SCRIPTS.sub("", page)
    return {unescape(each).strip() for each in STRETCH.findall(shown) + ATTRIBUTE.findall(shown)}


@pytest.mark.parametrize("name", sorted(set(PAGES | MORE) - SAMPLES))
def test_no_word_of_a_page_stays_chinese(signed_in, name):
    client = signed_in("shen" if name in {"occupy", "found"} else "gu")
    client.cookies["django_language"] = "en"
    with translation.override(None):
        page = client.get((PAGES | MORE)[name]).content.decode()
    assert 'lang="en"' in page
    found = chinese_in(page) - OWN_NAME
    words = {word for each in found for word in WORD.findall(each) if word not in DATA}
    assert (words, (found & NAMED) - MEANT_OTHERWISE) == (set(), set())
