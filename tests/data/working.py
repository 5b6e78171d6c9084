"""Spreadsheets of work in tests: a table's columns and rows as an officer's workbook."""

import csv
import io

import xlsxwriter

from shigu.data import actions, importing
from shigu.data.kept import WORKING
from shigu.data.models import Import
from shigu.districts.models import District
from shigu.engine.pack.header import title

LEAD = {"name": "车规激光雷达", "firm_name": "矩阵光电有限公司", "origin": "引荐"}
TASK = {"title": "报送开工清单", "owner": "萧山区", "deadline": "2027-01-31"}
REFORM = {"name": "一证准入", "owner": "发改局"}


def sheet(table, *rows, columns=()):
    """CSV with the Chinese headings of the columns that any row has."""
    of = WORKING[table].table
    names = columns or [name for name in of.names if any(name in row for row in rows)]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([title(of.field(name)) for name in names])
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return text.getvalue().encode()


def workbook(name, *rows):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet(name)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return content.getvalue()


def bring(act, who, table, content, *, name="台账.csv", district=None):
    """Uploaded and read by the worker's own function."""
    with act(who) as actor:
        place = District.objects.get(code=district) if district else None
        made = actions.bring(actor, table, name, content, district=place)
    importing.read(str(made.pk), made.user_id)
    with act(who):
        return Import.objects.get(pk=made.pk)


def confirm(act, who, brought, reason="十一月台账"):
    assert brought.state == "ready", told(act, who, brought)
    with act(who) as actor:
        actions.confirm(actor, brought, reason=reason)
    importing.write(str(brought.pk), brought.user_id)
    with act(who):
        return Import.objects.get(pk=brought.pk)


def told(act, who, brought):
    """What is wrong, as (row, column, message)."""
    with act(who):
        return [
            (line.number, line.fault["column"], line.fault["message_zh"])
            for line in brought.lines.filter(state="fault")
        ]
