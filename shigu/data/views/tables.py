"""The tables: what each is, its blank form, its contents as a file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shigu.data import actions
from shigu.data.bridge import current_pack, table_of
from shigu.data.forms import BringForm
from shigu.data.kept import KEPT, Kept
from shigu.data.models import Package
from shigu.data.policies import may_bring
from shigu.data.tables import title_of
from shigu.data.views.places import tabs, trail
from shigu.districts.middleware import ActorRequest
from shigu.engine.pack.archive import archive_of
from shigu.engine.pack.schema import Field, schema
from shigu.engine.pack.serialise import pack_files
from shigu.engine.pack.upload import blank_workbook
from shigu.face.exports import file_response
from shigu.face.pieces import Link

INVALID = 422
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARK = "\ufeff"
"""What Excel needs at the beginning of a CSV file to read Chinese."""


def tables(request: ActorRequest) -> HttpResponse:
    """All tables, whether one may fill them and why not."""
    listed = [_about(request, kept) for kept in KEPT.values()]
    mine = sum(1 for about in listed if about["may"])
    answer = _("%(all)s 张表，您可以导入其中 %(mine)s 张；其余各有负责的人。") % {
        "all": len(listed),
        "mine": mine,
    }
    context = {"tabs": tabs("tables"), "listed": listed, "answer": answer}
    return render(request, "data/tables.html", context)


def table(request: ActorRequest, name: str) -> HttpResponse:
    """One table: its columns, its blank forms, and bringing a spreadsheet for it."""
    kept = _kept(name)
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        brought = actions.bring(request.actor, name, file.name, file.read())
        return redirect(brought)
    context = {
        **_about(request, kept),
        "form": form,
        "fields": [_column(field) for field in kept.table.fields],
        "breadcrumbs": trail(
            Link(_("各数据表"), reverse("data:tables")), Link(title_of(kept.table))
        ),
    }
    status = INVALID if form.is_bound else 200
    return render(request, "data/table.html", context, status=status)


@require_GET
def blank(_request: ActorRequest, name: str, kind: str) -> FileResponse:
    """A blank form of a table."""
    kept = _kept(name)
    if kind == "xlsx":
        return _file(blank_workbook(kept.table), f"{title_of(kept.table)}.xlsx", XLSX)
    header = MARK + ",".join(kept.table.names) + "\r\n"
    return _file(header.encode(), f"{title_of(kept.table)}.csv", "text/csv; charset=utf-8")


@require_GET
def contents(request: ActorRequest, name: str, kind: str) -> FileResponse:
    """All rows of a table that the reader may see, in the columns of packs."""
    kept = _kept(name)
    frame = table_of(request.actor, name)
    return file_response(kind, title_of(kept.table), kept.table.names, _cells(frame.iter_rows()))


@require_GET
def pack(request: ActorRequest) -> FileResponse:
    """Everything that the reader may see, as a pack that loads again."""
    try:
        whole = current_pack(request.actor)
    except Package.DoesNotExist as error:
        raise Http404(_("还没有载入过数据包。")) from error
    content = archive_of(pack_files(whole), whole.name)
    return _file(content, f"{whole.name}-{whole.version}.zip", "application/zip")


def _kept(name: str) -> Kept:
    if name not in KEPT:
        raise Http404(_("没有这张表。"))
    return KEPT[name]


def _about(request: ActorRequest, kept: Kept) -> dict[str, Any]:
    english = get_language() == "en"
    of = kept.table
    return {
        "kept": kept,
        "title": title_of(of),
        "what": of.description_en if english else of.description_zh,
        "may": may_bring(request.actor, of.name),
    }


def _column(field: Field) -> dict[str, Any]:
    english = get_language() == "en"
    values = schema().enums.get(field.enum, ())
    return {
        "name": field.name,
        "title": field.zh,
        "unit": field.unit,
        "needed": field.presence == "value",
        "said": field.description_en if english else field.description_zh,
        "values": [_choice(value.value, value.en if english else value.zh) for value in values],
    }


def _choice(value: str, meaning: str) -> str:
    return value if value == meaning else value + _("（%s）") % meaning


def _file(content: bytes, name: str, content_type: str) -> FileResponse:
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type=content_type
    )


def _cells(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[Any]]:
    for row in rows:
        yield [";".join(cell) if isinstance(cell, list) else cell for cell in row]
