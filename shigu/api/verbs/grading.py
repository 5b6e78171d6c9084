"""The yearly assessment: grade a sheet, keep it, ask what would lift a firm one grade."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Body, Reasoned
from shigu.api.graded import GRADED_SHEETS, router
from shigu.api.kinds import Short
from shigu.api.problems import Invalid, allowed
from shigu.api.resources import told
from shigu.api.verbs.verb import the, verb
from shigu.districts.middleware import actor_of
from shigu.districts.models import District
from shigu.districts.policies import may_write
from shigu.districts.vocabulary import DataClass
from shigu.engine.grading.lift import lifts
from shigu.engine.grading.results import UnitLifts
from shigu.engine.grading.schemes import texts
from shigu.engine.grading.values import GradingError
from shigu.grading import actions
from shigu.grading.models import GradedSheet
from shigu.grading.words import said

ROW: Any = GRADED_SHEETS.row_schema()
SCHEMES: Any = Literal[tuple(texts())]
LARGEST = 900_000


class Sheet(Body):
    """A sheet as CSV text and the scheme: one that is shipped, or the YAML text of one's own."""

    district: Short
    name: Short
    scheme: SCHEMES | None = Field(None, description="自带的办法 · a shipped scheme")
    scheme_text: Annotated[str, Field(max_length=100_000)] | None = Field(
        None, description="自己的办法（YAML）· a scheme of one's own"
    )
    sheet: Annotated[str, Field(min_length=1, max_length=LARGEST, description="CSV")]


@verb(router, "POST", "/graded_sheets", "评价 · grade", ROW, tag="graded_sheets", status=201)
def grade_sheet(request: HttpRequest, given: Sheet) -> HttpResponse:
    """评价一份表；结果待确认，用 keep 留存。有一处不对就整份不评。

    Grades a sheet. The answer waits to be kept; a sheet with a fault is refused whole.
    """
    actor = actor_of(request)
    district: District = the(request, District.objects.visible_to(actor), code=given.district)
    text = texts()[given.scheme] if given.scheme else given.scheme_text
    if not text:
        raise Invalid("scheme", "scheme / scheme_text")
    with allowed(may_write(actor, DataClass.REGISTRY, district)):
        try:
            made = actions.grade_sheet(
                actor, district, given.name, text, "sheet.csv", given.sheet.encode()
            )
        except GradingError as error:
            raise Invalid("sheet", said(error)) from error
    return answer(told(request, GRADED_SHEETS, made.pk), 201)


@verb(router, "POST", "/graded_sheets/{key}/keep", "留存 · keep", ROW, tag="graded_sheets")
def keep_graded_sheet(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """留存一份评价。

    Keeps what was looked over.
    """
    actor, graded = actor_of(request), _sheet(request, key)
    with allowed(may_write(actor, DataClass.REGISTRY, graded.district)):
        actions.keep(actor, graded, reason=given.reason)
    return answer(told(request, GRADED_SHEETS, key))


@verb(
    router,
    "GET",
    "/graded_sheets/{key}/lifts/{unit}",
    "升一档差什么 · what lifts one grade",
    UnitLifts,
    tag="graded_sheets",
)
def lift_unit(request: HttpRequest, key: UUID, unit: Short) -> HttpResponse:
    """只动一项指标、其余不动，最少要到多少。

    The least value of each measure alone that earns the unit a better grade.
    """
    graded = _sheet(request, key)
    if unit not in graded.rows.ids:
        raise Http404
    return answer(asdict(lifts(graded.rules, graded.rows, unit)))


def _sheet(request: HttpRequest, key: UUID) -> GradedSheet:
    rows = GradedSheet.objects.visible_to(actor_of(request)).select_related("district")
    found: GradedSheet = the(request, rows, pk=key)
    return found
