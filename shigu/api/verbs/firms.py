"""The loaded registry: search, counts by link and district, firms taken into the cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import BaseModel, Field

from shigu.api.answers import answer
from shigu.api.bodies import Reasoned
from shigu.api.kinds import Day, Number, Short
from shigu.api.problems import Conflict, Invalid, allowed
from shigu.api.resources import DEEPEST, LARGEST_PAGE, next_page, refuse_unknown
from shigu.api.verbs.verb import verb
from shigu.districts.middleware import actor_of
from shigu.districts.policies import may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.face.counting import CAP
from shigu.registry import actions
from shigu.registry.firms import narrowing
from shigu.registry.firms.query import ORDERS, Firms
from shigu.registry.firms.standing import Standing, standing
from shigu.registry.firms.store import firms_file, positions_file
from shigu.registry.queries import with_codes

router = Router()
TAG = "firms"
FIGURES = frozenset({"capital_wan", "lon", "lat"})
Amount = Annotated[Number, Field(ge=0)]
if TYPE_CHECKING:
    Sort = str
else:
    Sort = Literal[tuple(sign + name for name in ORDERS for sign in ("", "-"))]


class FirmQuery(BaseModel):
    """What firms are asked for, in which order, and which page of them."""

    q: Short | None = Field(None, description="名称、曾用名、代码、经营范围 · names, code, scope")
    district: Annotated[str, Field(max_length=200)] | None = Field(
        None, description="区县名称，空为未知 · name of a district, empty for none known"
    )
    link: Short | None = Field(None, description="环节编号 · id of a link")
    industry: Short | None = Field(None, description="行业代码开头 · beginning of GB/T 4754")
    founded_from: Day | None = Field(None, description="成立自 · founded from")
    founded_to: Day | None = Field(None, description="成立至 · founded to")
    capital_min: Amount | None = Field(None, description="注册资本不低于（万元）· capital from")
    capital_max: Amount | None = Field(None, description="注册资本不高于（万元）· capital to")
    sort: Sort = Field("name", description="排序 · order")
    limit: Annotated[int, Field(ge=1, le=LARGEST_PAGE)] = Field(
        50, description="每页 · rows a page"
    )
    offset: Annotated[int, Field(ge=0, le=DEEPEST)] = Field(0, description="跳过 · rows to skip")
    count: bool = Field(default=False, description="也数总数（至多 10,000）· count too")


class Firm(Schema):
    """A firm as the registry has it; ``organisation`` is its id in the cluster, if it is there."""

    uscc: str
    name: str
    former: str
    district: str
    address: str
    founded: str
    capital_wan: float | None
    kind: str
    industry: str
    scope: str
    lon: float | None
    lat: float | None
    organisation: str | None


class FirmPage(Schema):
    """A page of firms."""

    items: list[Firm]
    next: str | None
    total: int | None


class Standings(Schema):
    """Firms on a link in a district; the district is empty where none is known."""

    link: str
    district: str
    firms: int


class Counts(Schema):
    """Every link and district where a firm stands."""

    items: list[Standings]


class Wanted(Reasoned):
    """Credit codes of the firms that are taken."""

    uscc: Annotated[list[Short], Field(min_length=1, max_length=LARGEST_PAGE)]


class Kept(Schema):
    """A column that a person changed and that stays."""

    organisation: str
    column: str


class TakenIn(Schema):
    """Ids of organisations that were made, changed and left as they were."""

    created: list[str]
    changed: list[str]
    same: list[str]
    kept: list[Kept]


@verb(router, "GET", "/firms", "登记册 · the loaded registry", FirmPage, tag=TAG)
def list_firms(request: HttpRequest, query: Query[FirmQuery]) -> HttpResponse:
    """大登记册里的企业；还没有载入时为 409。

    Firms of the large registry; 409 where none is loaded.
    """
    refuse_unknown(request, FirmQuery.model_fields)
    asked, after = _asked(query), query.offset + query.limit
    found = asked[query.offset : after + 1]
    more = len(found) > query.limit and after <= DEEPEST
    page = {
        "items": _dressed(request, found[: query.limit]),
        "next": next_page(request, after) if more else None,
        "total": min(len(asked), CAP) if query.count else None,
    }
    return answer(page)


@verb(router, "GET", "/firms/{key}", "登记册中的一家 · one firm", Firm, tag=TAG)
def get_firm(request: HttpRequest, key: Short) -> HttpResponse:
    """凭统一社会信用代码。

    By its unified social credit code.
    """
    found = _dressed(request, narrowing.coded(_loaded(), [key])[:1])
    if not found:
        raise Http404
    return answer(found[0])


@verb(router, "GET", "/firm_counts", "环节 × 区县 · links by districts", Counts, tag=TAG)
def count_firms(request: HttpRequest) -> HttpResponse:
    """每个环节在每个区县有多少家。

    How many firms stand on each link in each district.
    """
    refuse_unknown(request, ())
    cells = _standing().cells
    items = [
        {"link": link, "district": place, "firms": many} for (link, place), many in cells.items()
    ]
    return answer({"items": items})


@verb(router, "POST", "/firms_taken", "取入集群 · take in", TakenIn, tag=TAG)
def take_firms(request: HttpRequest, given: Wanted) -> HttpResponse:
    """已在集群的更新登记项；人改过的项不动，并列出。

    Those that are there are brought up to date; what a person changed stays and is listed.
    """
    actor, loaded = actor_of(request), _loaded()
    with allowed(may_write_somewhere(actor, DataClass.REGISTRY)):
        found = list(narrowing.coded(loaded, given.uscc))
        if missing := sorted(set(given.uscc) - {firm["uscc"] for firm in found}):
            raise Invalid("body.uscc", _("登记册里没有：%s") % ", ".join(missing))
        done = actions.take(actor, found, reason=given.reason)
    kept = [{"organisation": code, "column": column} for code, column in done.kept]
    told = {name: getattr(done, name) for name in ("created", "changed", "same")}
    return answer(told | {"kept": kept})


def _loaded() -> Firms:
    path = firms_file()
    if path is None:
        raise Conflict(_("还没有载入登记册。"))
    return Firms(path, positions_file())


def _standing() -> Standing:
    known = standing()
    if known is None:
        raise Conflict(_("还没有环节定位。"))
    return known


def _asked(query: FirmQuery) -> Firms:
    firms = _loaded().order_by(query.sort)
    steps: tuple[tuple[Any, Any], ...] = (
        (query.q, narrowing.saying),
        (query.district, narrowing.in_district),
        (query.link, narrowing.at_link),
        (query.industry, narrowing.of_industry),
    )
    for value, narrow in steps:
        if value is not None:
            firms = narrow(firms, value)
    first, last = (day.isoformat() if day else "" for day in (query.founded_from, query.founded_to))
    firms = narrowing.founded_between(firms, first, last)
    return narrowing.with_capital(firms, query.capital_min, query.capital_max)


def _dressed(request: HttpRequest, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with empty texts for unknown ones, and the id of each in the cluster."""
    known = with_codes(actor_of(request), [row["uscc"] for row in rows])
    return [
        {name: value if value is not None or name in FIGURES else "" for name, value in row.items()}
        | {"organisation": known[row["uscc"]].code if row["uscc"] in known else None}
        for row in rows
    ]
