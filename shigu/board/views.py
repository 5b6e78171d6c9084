"""The cockpit: where the cluster stands today, and what needs whoever looks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.board.pictures import part_of, stacked
from shigu.board.queries.aims import Aim, Deadline, aims
from shigu.board.queries.attention import attention
from shigu.board.queries.items import address
from shigu.board.queries.pipeline import Pipeline, pipeline
from shigu.board.queries.shares import Summary, summary
from shigu.board.queries.sites import sites
from shigu.board.queries.standing import Standing, standing
from shigu.board.queries.use import Use, total, use
from shigu.districts.middleware import ActorRequest
from shigu.face import units
from shigu.face.pieces import Figure, Source, Why
from shigu.territory.ground import ground
from shigu.territory.queries import in_force, layouts

YUAN = {chinese: units.YUAN_PER[code] for code, (chinese, _en) in units.UNIT_WORDS.items()}
MEASURE_WORDS = frozenset("家项名个处人件")


@login_required
def cockpit(request: ActorRequest) -> HttpResponse:
    """Answers first, then the map, targets, chain, pipeline, space; ``?wall=1`` for a wall."""
    actor, today = request.actor, timezone.localdate()
    chain, projects, spaces = standing(actor), pipeline(actor), use(actor, today)
    aimed, known = aims(actor)
    shared = summary(actor)
    context = {
        "answer": answer(chain, projects, spaces, shared),
        "wall": request.GET.get("wall") == "1",
        "today": today,
        "figures": figures(chain, projects, spaces),
        "ground": ground(actor, in_force(layouts(actor), today), today, today, sites(actor)),
        "aims": [_aimed(aim, today) for aim in aimed],
        "known": [(one, amount_aimed(one.value, one.unit)) for one in known],
        "chain": chain,
        "chain_url": address("chain:graph"),
        "projects": _stages(projects),
        "pipeline": projects,
        "projects_url": address("projects:list"),
        "use": _uses(spaces),
        "territory_url": address("territory:map"),
        "shared": shared,
        "shares": _shares(shared) if shared else [],
        "sharing_url": address("sharing:overview"),
        "items": attention(actor, today),
    }
    return render(request, "board/cockpit.html", context)


def answer(
    chain: Standing, projects: Pipeline, spaces: list[Use], shared: Summary | None = None
) -> str:
    """The cluster today in one sentence; what is not known is left out."""
    said = []
    if chain.layers:
        words = _("%(links)d 个环节中 %(blank)d 个空白、%(weak)d 个弱，其中 %(critical)d 个关键")
        said.append(
            words
            % {
                "links": chain.links,
                "blank": chain.count("blank"),
                "weak": chain.count("weak"),
                "critical": len(chain.critical),
            }
        )
    if projects.count:
        words = _("您能看到的 %(all)d 个项目中 %(waiting)d 个还没有落地")
        said.append(words % {"all": projects.count, "waiting": projects.waiting})
    built = total(spaces, land=False)
    if built is not None:
        words = _("房屋空置 %(free)s，另有 %(later)s 今后可用")
        amounts = {"free": built.free, "later": built.later}
        said.append(words % {name: area(m2, land=False) for name, m2 in amounts.items()})
    if shared and shared.surplus is not None:
        said.append(_("联合方案比各自单干多 %s") % units.money(shared.surplus, language()))
    return _("；").join(said) + _("。") if said else _("还没有数据：先载入数据包。")


def figures(chain: Standing, projects: Pipeline, spaces: list[Use]) -> Iterator[Figure]:
    """The strip of key figures; each says what it was counted from."""
    if chain.layers:
        yield Figure(
            _("关键缺口"),
            str(len(chain.critical)),
            note=_("共 %d 个环节") % chain.links,
            why=Why(_("空白或弱，且挂靠程度居前四分之一的环节。"), as_of=_date(chain)),
            url=address("chain:gaps"),
        )
    yield Figure(
        _("项目"),
        str(projects.count),
        note=_("%d 个待落地") % projects.waiting,
        why=Why(_("本区的、授权给您的和已公开的项目；其他区未公开的项目不计入。")),
        url=address("projects:list"),
    )
    invest, unit = units.money(units.from_wan(projects.invest_wan), language()).split(maxsplit=1)
    yield Figure(_("总投资"), invest, unit, note=_("以上项目合计"))
    for land, name in ((False, _("空置房屋")), (True, _("空置土地"))):
        row = total(spaces, land=land)
        if row is not None:
            yield _space_figure(row, name)


def _space_figure(row: Use, name: str) -> Figure:
    free, unit = area(row.free, land=row.land).split(maxsplit=1)
    return Figure(
        name,
        free,
        unit,
        note=_("另有 %s 今后可用") % area(row.later, land=row.land),
        why=Why(_("今天可用的空间，减去占用和未到期的预留。"), as_of=timezone.localdate()),
        url=address("territory:map"),
    )


def area(m2: Decimal, *, land: bool) -> str:
    """An area in the unit of its sort: 亩 for land, ㎡ for the rest."""
    if land:
        return units.mu(units.m2_to_mu(m2), language())
    return units.square_metres(round(m2), language())


def amount_aimed(value: float, unit: str) -> str:
    """A value of a target; English counts without the measure words 家, 项, 名 and 个."""
    if units.is_chinese(language()):
        return f"{units.trimmed(value)} {unit}"
    if unit in YUAN:
        return units.money(Decimal(repr(value)) * YUAN[unit], language())
    return f"{units.trimmed(value)} {'' if unit in MEASURE_WORDS else unit}".rstrip()


def _aimed(aim: Aim, today: datetime.date) -> dict[str, Any]:
    return {
        "aim": aim,
        "actual": None if aim.actual is None else amount_aimed(aim.actual, aim.unit),
        "deadlines": [_deadline(aim, deadline, today) for deadline in aim.deadlines],
        "several": len(aim.deadlines) > 1,
    }


def _deadline(aim: Aim, deadline: Deadline, today: datetime.date) -> dict[str, Any]:
    source = deadline.source
    return {
        "value": amount_aimed(deadline.value, aim.unit),
        "end": deadline.end,
        "clock": _clock(deadline.days_left(today)),
        "over": (deadline.days_left(today) or 0) < 0,
        "part": aim.part(deadline),
        "why": Why(
            deadline.note,
            sources=(Source(source.title, url=source.url),) if source else (),
        ),
    }


def _clock(days: int | None) -> str:
    if days is None:
        return _("未定期限")
    return _("还有 %d 天") % days if days >= 0 else _("已过 %d 天") % -days


def _stages(projects: Pipeline) -> list[dict[str, Any]]:
    home = address("projects:list")
    return [
        {
            "name": at.stage.label,
            "count": at.count,
            "invest": units.from_wan(at.invest_wan),
            "url": f"{home}?stage={at.stage}" if home else "",
            "bar": part_of(at.count, projects.most, f"{at.stage.label} {at.count}"),
        }
        for at in projects.stages
        if at.count
    ]


def _uses(rows: list[Use]) -> list[dict[str, Any]]:
    return [
        {
            "zone": row.zone,
            "land": row.land,
            "spaces": row.spaces,
            "amounts": [_bare(amount, land=row.land) for _state, amount in row.portions],
            "bar": stacked(row.portions, row.zone.name),
        }
        for row in rows
    ]


def _bare(m2: Decimal, *, land: bool) -> str:
    return units.trimmed(units.m2_to_mu(m2), 1) if land else units.grouped(m2)


def _shares(shared: Summary) -> list[dict[str, Any]]:
    """Each player's share in 万元 with its bar: alone, gain, and what is missing to the most."""
    most = max((share.alone + share.gain for share in shared.shares), default=Decimal(0))
    return [
        {
            "share": share,
            "total": share.alone + share.gain,
            "bar": stacked(
                (
                    (f"pale p{share.colour}", max(share.alone, Decimal(0))),
                    (f"own p{share.colour}", max(share.gain, Decimal(0))),
                    ("rest", most - share.alone - share.gain),
                ),
                f"{share.name} {units.grouped(share.alone + share.gain)}",
            ),
        }
        for share in shared.shares
    ]


def _date(chain: Standing) -> datetime.date | None:
    return timezone.localdate(chain.computed_at) if chain.computed_at else None


def language() -> str:
    """The reader's language for the functions of ``face.units``."""
    return get_language() or ""
