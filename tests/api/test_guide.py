"""The page of the API tells every operation of the document, in the reader's language."""

import re

import pytest

from shigu.api.guide import document, groups_of


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "登记线索"), ("en", "file a project")])
def test_every_operation_stands_on_the_page_with_an_example(client, db, language, word):
    page = client.get("/api/", headers={"Accept-Language": language}).content.decode()
    names = [o["operationId"] for each in document()["paths"].values() for o in each.values()]
    for name in names:
        assert page.count(f'id="{name}"') == 1
    assert page.count("<pre") == len(names) + 1
    assert word in page


def test_the_page_brings_nothing_from_outside(client, db):
    page = client.get("/api/").content.decode()
    for address in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert address.startswith(("/", "#", "?")), address


def test_an_example_sends_what_is_needed():
    operations = {o.name: o for g in groups_of("http://x", english=False) for o in g.operations}
    filed = operations["file_project"]
    assert {each.name for each in filed.members if each.needed} == {
        *("district", "name", "stage", "status", "reason")
    }
    assert '"district": "…"' in filed.example
    assert operations["revise_project"].example.splitlines()[1].strip() == "-X PATCH \\"
    assert "--data-binary" in operations["bring_spreadsheet"].example
    assert "?table=…&filename=…" in operations["bring_spreadsheet"].example
