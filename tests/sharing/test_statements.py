"""Statements are read back: their totals are those of the ledger."""

import io

import docx
import openpyxl
import pypdf
import pytest
from django.db.models import Sum
from django.urls import reverse

from shigu.districts.scope import acting_as_system
from shigu.sharing.models import FiscalEntry
from shigu.sharing.statements import values
from shigu.sharing.statements.values import StatementDiffers, statement
from tests.sharing import ledger_world as world


@pytest.fixture
def run(db):
    return world.posted(world.world())


def file(signed_in, run, party, kind, **headers):
    address = reverse("sharing:statement", args=[run.pk, party, kind])
    response = signed_in("fang").get(address, headers=headers)
    assert response.status_code == 200
    return io.BytesIO(b"".join(response.streaming_content))


def ledger(party):
    with acting_as_system():
        sums = FiscalEntry.objects.filter(party=party).aggregate(
            c=Sum("collected_fen"), e=Sum("entitled_fen"), t=Sum("transfer_fen")
        )
        return sums["c"], sums["e"], sums["t"]


def test_a_workbook_holds_numbers_that_sum_to_the_ledger(run, signed_in):
    content = file(signed_in, run, "xiaoshan", "xlsx")
    sheet = openpyxl.load_workbook(content, data_only=True)["财政账"]
    rows = list(sheet.iter_rows(values_only=True))
    total = next(row for row in rows if row[0] == "合计")
    lines = [row for row in rows if row[0] == "第三条"]
    assert len(lines) == 3
    assert tuple(round(100 * total[at]) for at in (4, 5, 6)) == ledger("xiaoshan")
    summed = tuple(round(100 * sum(row[at] for row in lines)) for at in (4, 5, 6))
    assert summed == ledger("xiaoshan")


def test_the_sums_of_a_workbook_are_formulas(run, signed_in):
    sheet = openpyxl.load_workbook(file(signed_in, run, "xiaoshan", "xlsx"))["财政账"]
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) == 3


def test_a_document_says_who_pays_and_what(run, signed_in):
    document = docx.Document(file(signed_in, run, "xiaoshan", "docx"))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "萧山区 2025 年应付 850.03 元。" in said
    assert "示例：演示方法，不是事实" in said
    cells = [cell.text for cell in document.tables[0].rows[-1].cells]
    assert cells[:1] + cells[4:7] == ["合计", "1,700.04", "850.01", "(850.03)"]


def test_a_document_has_the_totals_of_the_ledger(run, signed_in):
    document = docx.Document(file(signed_in, run, "binjiang", "docx"))
    cells = [cell.text for cell in document.tables[0].rows[-1].cells]
    fen = [round(100 * float(text.replace(",", "").strip("()"))) for text in cells[4:7]]
    assert tuple(fen) == ledger("binjiang")


def test_a_pdf_is_set_with_the_same_totals(run, signed_in):
    pages = pypdf.PdfReader(file(signed_in, run, "binjiang", "pdf")).pages
    text = "".join(page.extract_text() for page in pages).replace(" ", "")
    assert "滨江区2025年应收850.03元" in text
    assert "浙江宇视科技有限公司" in text
    assert "850.03" in text


def test_statements_come_in_english(run, signed_in):
    content = file(signed_in, run, "binjiang", "docx", **{"Accept-Language": "en"})
    said = "\n".join(paragraph.text for paragraph in docx.Document(content).paragraphs)
    assert "receives 850.03 yuan for 2025" in said


def test_a_statement_that_does_not_tie_is_not_handed_out(run, monkeypatch):
    real = values._lines
    monkeypatch.setattr(values, "_lines", lambda *given: real(*given)[:-1])
    with world.acting("fang") as fang, pytest.raises(StatementDiffers):
        statement(fang, world.reread(run), "xiaoshan")


def test_only_what_is_posted_has_a_statement(db, visit):
    run = world.computed(world.world())
    address = reverse("sharing:statement", args=[run.pk, "xiaoshan", "xlsx"])
    assert visit("fang", address).status_code == 404
