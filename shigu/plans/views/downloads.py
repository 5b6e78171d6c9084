"""A plan as files: the report, the document, the placements as a table."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shigu.districts.middleware import ActorRequest
from shigu.face.exports import file_response
from shigu.plans import bridge, queries
from shigu.plans.models import Plan, State
from shigu.plans.shown import places, sheets
from shigu.plans.views.frame import seen
from shigu.report import render

KINDS = ("csv", "xlsx")


@require_GET
def report(request: ActorRequest, key: UUID) -> HttpResponse:
    """``plan.html``: the whole plan as one page that needs nothing else."""
    plan = seen(request, key)
    page = render(bridge.with_times(_body(request, plan), plan))
    return _file(page, "text/html; charset=utf-8", plan, "html")


@require_GET
def document(request: ActorRequest, key: UUID) -> HttpResponse:
    """``plan.json`` as ``shigu plan`` writes it."""
    plan = seen(request, key)
    found = bridge.with_times(_body(request, plan), plan)
    text = json.dumps(found, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _file(text, "application/json; charset=utf-8", plan, "json")


@require_GET
def placements(request: ActorRequest, key: UUID, kind: str) -> HttpResponseBase:
    """The placements that the reader may see, as a table."""
    if kind not in KINDS:
        raise Http404
    plan = seen(request, key)
    rows = places.place_rows(request.actor, plan, queries.document(request.actor, plan))
    header = [_("项目"), _("首报区县"), _("空间"), _("片区"), _("落位区县"), _("起用")]
    header += [
        _("面积（㎡）"),
        _("价值（万元）"),
        _("次优空间"),
        _("改放的代价（万元）"),
        _("理由"),
    ]
    return file_response(kind, "placements", header, (places.as_cells(row) for row in rows))


@require_GET
def table(request: ActorRequest, key: UUID, part: str, kind: str) -> HttpResponseBase:
    """One table of the plan: gaps, candidates, prices, what is left out, how firm it is."""
    plan = seen(request, key)
    if kind not in KINDS or part not in sheets.PARTS or plan.state != State.DONE:
        raise Http404
    actor = request.actor
    full, outline = queries.document(actor, plan), queries.outline(actor, plan)
    try:
        header, rows = sheets.sheet(actor, plan, part, full, outline)
    except LookupError as absent:
        raise Http404 from absent
    return file_response(kind, part, header, rows)


def _body(request: ActorRequest, plan: Plan) -> str:
    """The full document, 404 for who may not read every project in it."""
    body = queries.paper_body(request.actor, plan)
    if not body:
        raise Http404
    return body


def _file(text: str, content_type: str, plan: Plan, ending: str) -> HttpResponse:
    response = HttpResponse(text, content_type=content_type)
    name = f"plan-{localtime(plan.asked_at):%Y%m%d-%H%M}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
