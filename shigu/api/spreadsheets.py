"""Spreadsheets on their way in, and what each row of them would do."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from shigu.api.endpoints import add
from shigu.api.resources import Filter, Resource
from shigu.data.models import Import
from shigu.data.models.imports import ImportRow

router = Router()
IMPORTS = Resource(
    "imports",
    "Import",
    Import,
    Import.objects.visible_to,
    {
        "id": "id",
        "district": "district__code",
        **{
            name: name
            for name in (
                *("table", "filename", "kind", "encoding", "sheet", "state", "reason", "problem"),
                *("brought_at", "confirmed_at", "finished_at", "rows", "created", "changed"),
                *("same", "faults"),
            )
        },
    },
    {"table": Filter("table"), "state": Filter("state", Import.State)},
    order=("brought_at", "id"),
    about="表格导入 · spreadsheets brought in",
)
IMPORT_ROWS = Resource(
    "import_rows",
    "ImportRow",
    ImportRow,
    ImportRow.objects.visible_to,
    {
        "id": "id",
        "import": "import_of_id",
        "number": "number",
        "state": "state",
        "code": "code",
        "name": "name",
        "remark": "remark",
        "address": "address",
        "changes": "changes",
        "fault": "fault",
    },
    {
        "import": Filter("import_of", UUID, "导入编号 · id of the import"),
        "state": Filter("state", ImportRow.State),
    },
    order=("number", "id"),
    about="导入预览：每行新增、修改、问题 · what each row would do",
)
RESOURCES = (IMPORTS, IMPORT_ROWS)
for each in RESOURCES:
    add(router, each)
