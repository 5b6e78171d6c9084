"""What was graded, and grading another sheet."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from shigu.districts.middleware import ActorRequest
from shigu.engine.grading.schemes import schemes, texts
from shigu.engine.grading.values import GradingError
from shigu.face.exports import file_response
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Link, Words
from shigu.grading import actions
from shigu.grading.forms import OWN, GradeForm
from shigu.grading.models import GradedSheet
from shigu.grading.policies import may_grade, own_districts
from shigu.grading.tables import SheetFilter, SheetTable
from shigu.grading.words import said, trail
from shigu.registry.models import Organisation

INVALID = 422
KNOWN = {"staff": "staff", "revenue_wan": "revenue_wan"}
"""Columns of schemes that the register has."""


class Sheets(ListingView):
    """Every sheet that the reader may see."""

    title = gettext_lazy("考核评价")
    template_name = "grading/list.html"
    table_class = SheetTable
    filterset_class = SheetFilter
    export_name = "graded"
    empty = Empty(
        gettext_lazy("还没有评价"),
        gettext_lazy("选办法、下载带本区企业的空白表、填好上传；先看预览，确认后留存。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        seen = GradedSheet.objects.visible_to(self.request.actor)
        return seen.select_related("district").defer("sheet", "found")

    def get_answer(self, rows: Any) -> Words:
        counts = rows.order_by().aggregate(
            all=Count("pk"), waiting=Count("pk", filter=Q(state=GradedSheet.State.PREVIEW))
        )
        if not counts["all"]:
            return _("还没有评价。")
        return str(_("共 %(all)d 份评价，%(waiting)d 份等待确认。") % counts)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = may_grade(self.request.actor)
        return super().get_context_data(may=may, **kwargs)


def new(request: ActorRequest) -> HttpResponseBase:
    """Grade a sheet, or say what is wrong with it and keep nothing."""
    form = GradeForm(request.POST or None, request.FILES or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = _graded(request, form.cleaned_data)
        except GradingError as error:
            at_fault = "scheme_file" if error.place.startswith(("scheme", "measure")) else "file"
            form.add_error(at_fault, said(error))
        else:
            return redirect(made)
    context = {
        "form": form,
        "may": may_grade(request.actor),
        "schemes": schemes().values(),
        "breadcrumbs": trail(Link(_("评价一份表"))),
    }
    status = INVALID if form.is_bound else 200
    return render(request, "grading/new.html", context, status=status)


def _graded(request: ActorRequest, given: dict[str, Any]) -> GradedSheet:
    own = given["scheme"] == OWN
    file = given["file"]
    return actions.grade_sheet(
        request.actor,
        given["district"],
        given["name"],
        _text(given["scheme_file"].read()) if own else texts()[given["scheme"]],
        file.name,
        file.read(),
    )


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GradingError(
            "scheme", "不是 UTF-8 文本，请另存为 UTF-8", "no UTF-8 text: save it as UTF-8"
        ) from error


@require_GET
def blank(request: ActorRequest, scheme: str) -> FileResponse:
    """A sheet with the columns of a scheme and the real firms of one's districts in it."""
    rules = schemes()[scheme]
    wanted = dict.fromkeys(c for one in rules.measures for c in (one.of, one.per) if c)
    own = own_districts(request.actor)
    firms = (
        Organisation.objects.visible_to(request.actor)
        .filter(district__in=own, kind=Organisation.Kind.ENTERPRISE, status="fact")
        .select_related("zone")
        .order_by("code")
    )
    rows = (
        [
            firm.code,
            firm.name_zh,
            firm.zone.name if firm.zone else "",
            *(getattr(firm, KNOWN[column]) if column in KNOWN else None for column in wanted),
        ]
        for firm in firms
    )
    return file_response("xlsx", scheme, ["id", "name", "group", *wanted], rows)
