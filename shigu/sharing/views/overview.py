"""The first page of sharing: what cooperation earns and what each gets under every rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from shigu.face import units
from shigu.face.exports import WRITERS, file_response
from shigu.face.pieces import Figure, Input, Tab, Why
from shigu.sharing.queries import Division, told
from shigu.sharing.views.pictures import WAN, shares_by_rule
from shigu.sharing.views.ranges import ranges
from shigu.sharing.views.wording import RULES, rule_why

PAGES = (
    ("sharing:overview", gettext_lazy("怎么分")),
    ("sharing:coalitions", gettext_lazy("每个联盟")),
    ("sharing:terms", gettext_lazy("条款")),
    ("sharing:agreements", gettext_lazy("协议")),
    ("sharing:ledger_home", gettext_lazy("账簿")),
    ("sharing:taxes", gettext_lazy("税收")),
)


def overview(request: HttpRequest, division: Division) -> HttpResponseBase:
    """The game in figures, the shares by rule as picture and table, the certificate of the core."""
    kind = request.GET.get("export", "")
    if kind in WRITERS:
        header, rows = _header(division), _rows(division)
        return file_response(kind, _("各方所得（万元）"), header, rows)
    return _page(request, division)


def _page(request: HttpRequest, division: Division) -> HttpResponse:
    return render(
        request,
        "sharing/overview.html",
        framed(division, "sharing:overview")
        | {
            "answer": answer(division),
            "figures": figures(division),
            "picture": shares_by_rule(division),
            "rules": [(rule, rule_why(division, rule)) for rule in RULES],
            "table": list(_table(division)),
            "totals": _totals(division),
            "ranges": ranges(division),
            "certificate": told(division.sharing["core_certificate"]),
            "leaving": [told(reason) for reason in division.sharing["would_leave"]],
            "core_empty": division.sharing["core_empty"],
        },
    )


def framed(division: Division, here: str) -> dict[str, Any]:
    """What every page of a division shows around it: the plan and the tabs."""
    return {"division": division, "about": division.about, "tabs": tabs(here, division.about.key)}


def tabs(here: str, plan: str = "") -> tuple[Tab, ...]:
    """The pages about sharing; they stay with the plan that was chosen."""
    query = f"?plan={plan}" if plan else ""
    return tuple(Tab(label, reverse(name) + query, name == here) for name, label in PAGES)


def answer(division: Division) -> str:
    """What cooperation earns, and whether anybody would gain by leaving."""
    gain = money(division.surplus)
    leaving = "".join(told(reason) for reason in division.sharing["would_leave"])
    return _("合作净增%(gain)s。%(leaving)s") % {"gain": gain, "leaving": leaving}


def figures(division: Division) -> tuple[Figure, ...]:
    """The strip: together, apart, the gain, whether the core holds, the error of the terms."""
    alone = sum(division.alone, Decimal(0))
    terms = division.sharing["terms"]
    return (
        Figure(_("全体合作"), *in_parts(division.whole), note=_("v(N)，选址模型的最优值")),
        Figure(_("各自单干合计"), *in_parts(alone), why=_apart(division)),
        Figure(
            _("合作净增"),
            *in_parts(division.surplus),
            why=Why(
                formula="v(N) − Σ v(i)",
                inputs=(
                    Input(_("全体合作"), money(division.whole)),
                    Input(_("各自单干合计"), money(alone)),
                ),
            ),
        ),
        _stability(division),
        Figure(
            _("条款与公平份额相差"),
            units.percent(terms["error"], 2),
            note=_("五五分相差 %s") % units.percent(terms["error_5_5"]),
            url=tabs("", division.about.key)[2].url,
        ),
    )


def _apart(division: Division) -> Why:
    amounts = zip(division.players, division.alone, strict=True)
    inputs = tuple(Input(player.name, money(amount)) for player, amount in amounts)
    return Why(_("各方只用自己的项目、空间与指标。"), inputs=inputs)


def _stability(division: Division) -> Figure:
    words = {True: _("不稳定"), False: _("稳定"), None: _("未能断定")}
    leaving = sum(row.gain("nucleolus") > 0 for row in division.proper)
    return Figure(
        _("联盟"),
        words[division.sharing["core_empty"]],
        note=ngettext("%d 个联盟退出有利", "%d 个联盟退出有利", leaving) % leaving,
        why=Why(told(division.sharing["core_certificate"])),
        url=tabs("", division.about.key)[1].url,
    )


def money(yuan: Decimal) -> str:
    """An amount in a sentence."""
    return units.money(yuan, get_language() or "")


def in_parts(yuan: Decimal) -> tuple[str, str]:
    """An amount as the figure and its unit."""
    figure, unit = money(yuan).split(maxsplit=1)
    return figure, unit


def _table(division: Division) -> Iterator[dict[str, Any]]:
    unanswered = (None,) * len(division.players)
    for i, player in enumerate(division.players):
        paid = [division.amounts.get(rule.key, unanswered)[i] for rule in RULES]
        first = paid[0]
        gain = None if first is None else first - division.alone[i]
        yield {"player": player, "alone": division.alone[i], "paid": paid, "gain": gain}


def _totals(division: Division) -> dict[str, Any]:
    paid = [
        sum(division.amounts[rule.key], Decimal(0)) if rule.key in division.amounts else None
        for rule in RULES
    ]
    return {"alone": sum(division.alone, Decimal(0)), "paid": paid, "gain": division.surplus}


def _header(division: Division) -> Sequence[str]:
    del division
    return [_("各方"), _("单干"), *(str(rule.name) for rule in RULES), _("合作增益（核仁）")]


def _rows(division: Division) -> Iterator[list[Any]]:
    for row in _table(division):
        amounts = (row["alone"], *row["paid"], row["gain"])
        yield [row["player"].name, *(None if x is None else x / WAN for x in amounts)]
