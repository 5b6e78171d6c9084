"""The tables: what each is, its blank form, its contents as a file."""

from __future__ import annotations

import io
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
from shigu.data.kept import BROUGHT, KEPT, WORKING, Kept
from shigu.data.models import Package
from shigu.data.outgoing import blank_of, cells_out, rows_out
from shigu.data.places import own_districts, seat_of
from shigu.data.policies import may_bring
from shigu.data.tables import title_of
from shigu.data.units import unit_of
from shigu.data.views.places import tabs, trail
from shigu.districts.middleware import ActorRequest
from shigu.districts.models import District
from shigu.districts.working import Working
from shigu.engine.pack.archive import archive_of
from shigu.engine.pack.schema import Field, Schema
from shigu.engine.pack.serialise import pack_files
from shigu.face.exports import file_response
from shigu.face.pieces import Link

INVALID = 422
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARK = "\ufeff"
"""What Excel needs at the beginning of a CSV file to read Chinese."""


def tables(request: ActorRequest) -> HttpResponse:
    """All tables, whether one may fill them and why not."""
    groups = (
        (_("办事的表"), [_about(request, each) for each in WORKING.values()]),
        (_("底数的表"), [_about(request, each) for each in KEPT.values()]),
    )
    listed = [about for _title, group in groups for about in group]
    answer = _("%(all)s 张表，您可以导入其中 %(mine)s 张；其余各有负责的人。") % {
        "all": len(listed),
        "mine": sum(1 for about in listed if about["may"]),
    }
    context = {"tabs": tabs("tables"), "groups": groups, "answer": answer}
    return render(request, "data/tables.html", context)


def table(request: ActorRequest, name: str) -> HttpResponse:
    """One table: its columns, its blank forms, and bringing a spreadsheet for it."""
    of = _of(name)
    own = own_districts(request.actor, of.data_class) if name in WORKING else None
    form = BringForm(request.POST or None, request.FILES or None, own=own)
    if request.method == "POST" and form.is_valid():
        file, district = form.cleaned_data["file"], form.cleaned_data.get("district")
        brought = actions.bring(request.actor, name, file.name, file.read(), district=district)
        return redirect(brought)
    context = {
        **_about(request, of),
        "form": form,
        "fields": [_column(field, of.rules) for field in of.table.fields],
        "breadcrumbs": trail(Link(_("各数据表"), reverse("data:tables")), Link(title_of(of.table))),
    }
    status = INVALID if form.is_bound else 200
    return render(request, "data/table.html", context, status=status)


@require_GET
def blank(request: ActorRequest, name: str, kind: str) -> FileResponse:
    """A blank form of a table."""
    of = _of(name)
    title = title_of(of.table)
    if kind == "xlsx":
        return _file(blank_of(request.actor, of), f"{title}.xlsx", XLSX)
    header = MARK + ",".join(of.table.names) + "\r\n"
    return _file(header.encode(), f"{title}.csv", "text/csv; charset=utf-8")


@require_GET
def contents(request: ActorRequest, name: str, kind: str) -> FileResponse:
    """The rows of a table that the reader may see, or of work those to bring again."""
    title = title_of(_of(name).table)
    if name in WORKING:
        may_bring(request.actor, name).require()
        district = _asked(request, WORKING[name])
        return file_response(kind, title, *rows_out(request.actor, WORKING[name], district))
    frame = table_of(request.actor, name)
    return file_response(kind, title, KEPT[name].table.names, cells_out(frame.iter_rows()))


def _asked(request: ActorRequest, working: Working) -> District:
    """The district that the address names, else that of the seat."""
    own = own_districts(request.actor, working.data_class)
    named = own.filter(code=request.GET.get("district", "")).first()
    return named or seat_of(request.actor, working.data_class)


@require_GET
def pack(request: ActorRequest) -> FileResponse:
    """Everything that the reader may see, as a pack that loads again."""
    try:
        whole = current_pack(request.actor)
    except Package.DoesNotExist as error:
        raise Http404(_("还没有载入过数据包。")) from error
    content = archive_of(pack_files(whole), whole.name)
    return _file(content, f"{whole.name}-{whole.version}.zip", "application/zip")


def _of(name: str) -> Kept | Working:
    if name not in BROUGHT:
        raise Http404(_("没有这张表。"))
    return BROUGHT[name]


def _about(request: ActorRequest, kept: Kept | Working) -> dict[str, Any]:
    english = get_language() == "en"
    of = kept.table
    may = may_bring(request.actor, of.name)
    return {
        "name": of.name,
        "title": title_of(of),
        "what": of.description_en if english else of.description_zh,
        "may": may,
        "working": of.name in WORKING,
        "taken_out": bool(may) or of.name in KEPT,
    }


def _column(field: Field, rules: Schema) -> dict[str, Any]:
    english = get_language() == "en"
    values = rules.enums.get(field.enum, ())
    return {
        "name": field.name,
        "title": field.zh,
        "unit": unit_of(field),
        "needed": field.presence == "value",
        "said": field.description_en if english else field.description_zh,
        "values": [_choice(value.value, value.en if english else value.zh) for value in values],
    }


def _choice(value: str, meaning: str) -> str:
    return value if value == meaning else meaning + _("（%s）") % value


def _file(content: bytes, name: str, content_type: str) -> FileResponse:
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type=content_type
    )
