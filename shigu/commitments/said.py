"""Promises in words: the list, one promise, its deadlines."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shigu.commitments.models import Commitment
from shigu.commitments.vocabulary import Standing, indicator
from shigu.face import units
from shigu.face.pieces import Figure, Input, Source, Why


def of_list(counted: Mapping[str, Any]) -> str:
    """The list in one sentence."""
    return ngettext(
        "共 %(found)s 项承诺：%(kept)s 项按期兑现，%(soon)s 项临期，%(broken)s 项到期未足额兑现。",
        "共 %(found)s 项承诺：%(kept)s 项按期兑现，%(soon)s 项临期，%(broken)s 项到期未足额兑现。",
        counted["found"],
    ) % dict(counted)


def figure(row: Commitment, value: Any) -> str:
    """An amount with its unit."""
    return f"{units.trimmed(value)} {row.unit}".strip()


def of_promise(row: Any, today: datetime.date) -> str:
    """The promise in one sentence: what, by when, how far."""
    told = {
        "what": row.indicator_name,
        "amount": figure(row, row.amount) if row.amount is not None else "",
        "due": units.day(row.due),
        "state": str(Standing(row.state).label),
        "days": abs((row.due - today).days),
        "reached": figure(row, row.reached or 0),
        "part": units.percent(row.part, 1) if row.part is not None else "",
    }
    promised = _("%(what)s %(amount)s，%(due)s 前") if told["amount"] else _("%(due)s 前%(what)s")
    match row.state:
        case Standing.MET | Standing.LATE:
            end = _("：%(state)s（%(on)s）。") % {**told, "on": units.day(row.met_on)}
        case Standing.PARTLY | Standing.MISSED:
            end = _("：%(state)s，已过期 %(days)s 天") % told
        case _state:
            end = _("：%(state)s，还有 %(days)s 天") % told
    if row.met_on is None:
        far = _("，完成 %(reached)s（%(part)s）。") % told if told["part"] else _("。")
        end += far
    return capfirst(promised % told + end)


def figures(row: Any) -> tuple[Figure, ...]:
    """The key figures of a promise, each with where it comes from."""
    why = _why(row)
    badge = "illustrative" if row.status == "illustrative" else ""
    decimals = indicator(row.indicator).decimals
    shown = [Figure(_("期限"), units.day(row.due), why=why, badge=badge)]
    if row.other_due:
        note = row.other_basis
        shown.append(Figure(_("另一期限"), units.day(row.other_due), note=note, badge=badge))
    if row.amount is not None:
        promised = units.grouped(row.amount, decimals)
        shown += [
            Figure(_("承诺值"), promised, row.unit, why=why, badge=badge),
            Figure(
                capfirst(_("已完成")),
                units.grouped(row.reached or 0, decimals),
                row.unit,
                note=_("截至 %s") % units.day(row.reached_on) if row.reached_on else "",
            ),
            Figure(_("完成"), units.percent(row.part, 1)),
        ]
    shown.append(Figure(_("预警日"), units.day(row.warns_on), note=_("提前 %s 天") % row.warn_days))
    return tuple(shown)


def _why(row: Commitment) -> Why:
    inputs = [
        Input(name, value)
        for name, value in (
            (_("依据"), row.get_basis_display()),
            (_("文件编号"), row.paper),
            (_("条款"), row.clause),
            (_("页码"), row.page),
        )
        if value
    ]
    sources = (Source(row.source.title, url=row.source.url),) if row.source else ()
    return Why(row.note, inputs=tuple(inputs), sources=sources)
