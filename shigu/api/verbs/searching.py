"""Searching spaces for a need: what fits, what nearly does, what to give up for how many more."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from shigu.api.answers import answer
from shigu.api.kinds import Day, Number, Short
from shigu.api.problems import Invalid
from shigu.api.resources import refuse_unknown
from shigu.api.verbs.verb import verb
from shigu.districts.middleware import actor_of
from shigu.engine.siting.search import SpaceSearch, find_spaces
from shigu.engine.siting.values import Need
from shigu.territory.bridge import on_offer
from shigu.territory.models.spaces import Hazard

router = Router()
Amount = Annotated[Number | None, Field(ge=0)]


class SpaceNeed(BaseModel):
    """What a project asks of a place; what is left out is not asked."""

    land_mu: Amount = Field(None, description="用地（亩）· land")
    floor_area_m2: Amount = Field(None, description="建筑面积（㎡）· floor area")
    height_m: Amount = Field(None, description="净高（m）· clear height")
    load_t_m2: Amount = Field(None, description="荷载（t/㎡）· floor load")
    power_kva: Amount = Field(None, description="供电（kVA）· power")
    water_t_day: Amount = Field(None, description="供水（t/d）· water")
    drainage_t_day: Amount = Field(None, description="排水（t/d）· drainage")
    clean_class: Annotated[int, Field(ge=1, le=9)] | None = Field(
        None, description="洁净等级 · ISO 14644-1 class"
    )
    hazard_class: Hazard | None = Field(None, description="火灾危险性 · fire hazard")
    code: Annotated[str, Field(pattern=r"^[0-9]{2,4}$")] | None = Field(
        None, description="GB/T 4754 行业代码 · industry"
    )
    earliest: Day | None = Field(None, description="最早入驻 · from")
    latest: Day | None = Field(None, description="最迟入驻 · at the latest")
    needs_exhaust: bool = Field(default=False, description="需要工艺排气 · needs exhaust")
    districts: Annotated[list[Short], Field(max_length=100)] = Field(
        [], description="限于区县 · only in these districts"
    )


@verb(router, "GET", "/space_search", "找空间 · search spaces", SpaceSearch, tag="spaces")
def search_spaces(request: HttpRequest, query: Query[SpaceNeed]) -> HttpResponse:
    """满足的、只差一点的，以及退一步能多出几处。

    What fits, what nearly does, and how many more would if the need gave way.
    """
    refuse_unknown(request, SpaceNeed.model_fields)
    today = timezone.localdate()
    need = _need(query)
    first = max(need.earliest, today)
    table, _gone = on_offer(actor_of(request), first, today, any_industry=need.code is None)
    return answer(asdict(find_spaces(need, table, today)))


def _need(query: SpaceNeed) -> Need:
    given = query.model_dump(exclude={"earliest", "districts"})
    earliest = query.earliest or timezone.localdate()
    if query.latest and query.latest < earliest:
        raise Invalid("query.latest", f"{query.latest} < {earliest}")
    try:
        allowed = frozenset(query.districts)
        return Need(id="search", earliest=earliest, districts_allowed=allowed, **given)
    except ValueError as error:
        raise Invalid("query", str(error)) from error
