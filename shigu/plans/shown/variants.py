"""Plans for bad times and plans with nobody worse off, as pages show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shigu.districts.models import District
from shigu.engine.siting.questions.fairness import Division, Fair
from shigu.engine.siting.questions.moves import moves
from shigu.engine.siting.questions.robust import Profile, Robust
from shigu.face import units
from shigu.face.pieces import Figure
from shigu.plans.shown.answers import MoveLine, Names, move_lines
from shigu.plans.shown.words import in_wan, language, money_parts, told, yuan


@dataclass(frozen=True, slots=True)
class HoldLine:
    """A placement, and in which part of the scenarios the best plan keeps it."""

    project: str
    space: str
    part: float


@dataclass(frozen=True, slots=True)
class Variant:
    """A plan beside the most valuable one: figures, a table of both, who would stand elsewhere.

    The cells of ``rows`` are in 万元, the first one names the row.
    """

    state: str
    word: str
    sentence: str
    reasons: Sequence[str]
    figures: tuple[Figure, ...]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    moves: Sequence[MoveLine]
    holds: Sequence[HoldLine]
    seconds: float


def cautious_shown(found: Robust, names: Names) -> Variant:
    """The plan for bad times beside the one of the greatest expected value."""
    plain, cautious = found.expected, found.cautious
    gained = cautious.cvar_yuan - plain.cvar_yuan
    less = plain.expected_yuan - cautious.expected_yuan
    return Variant(
        state="good" if cautious.proven else "waiting",
        word=_("已证明最稳") if cautious.proven else _("未证最稳"),
        sentence=_(
            "最差的 %(tail)s 情形里，稳的方案平均得 %(money)s，比最值钱的方案多 %(gain)s；"
            "期望少 %(less)s。"
        )
        % {
            "tail": units.percent(1 - found.level, 0),
            "money": yuan(round(cautious.cvar_yuan, 2)),
            "gain": yuan(round(gained, 2)),
            "less": yuan(round(less, 2)),
        },
        reasons=[told({"zh": each.zh, "en": each.en}) for each in found.reasons],
        figures=_cautious_figures(found, gained, less),
        heads=[_("万元"), _("最值钱的"), _("稳的")],
        rows=_profiles(plain, cautious),
        moves=move_lines(moves(plain.assignment, cautious.assignment), names),
        holds=_holds(found, names),
        seconds=found.seconds,
    )


def fair_shown(found: Fair, names: Names) -> Variant:
    """The plan with nobody below what they reach alone, the best and the most even beside it."""
    kept = found.kept
    nearest = found.even if kept is None else kept
    return Variant(
        state="wrong" if kept is None else "good" if kept.proven else "waiting",
        word=_("做不到") if kept is None else _("做得到"),
        sentence=_fair_sentence(found),
        reasons=[told({"zh": each.zh, "en": each.en}) for each in found.reasons],
        figures=_fair_figures(found),
        heads=[_("万元"), _("独立所得"), _("最值钱的"), _("各方不低于独立所得"), _("最均衡的")],
        rows=_divided(found),
        moves=move_lines(moves(found.best.assignment, nearest.assignment), names),
        holds=(),
        seconds=found.seconds,
    )


def _cautious_figures(found: Robust, gained: float, less: float) -> tuple[Figure, ...]:
    even = units.percent(sum(found.holds.values()) / len(found.holds), 0) if found.holds else "—"
    counted = _("%s 个情景") % found.scenarios
    return (
        Figure(_("最差情形里多得"), *money_parts(round(gained, 2)), note=counted),
        Figure(_("期望少得"), *money_parts(round(less, 2))),
        Figure(_("落位平均保持"), even, note=_("重解 %s 个情景") % found.resolved),
    )


def _profiles(plain: Profile, cautious: Profile) -> list[list[str]]:
    names = (
        (_("期望"), "expected_yuan"),
        (_("最差情形的平均"), "cvar_yuan"),
        (_("最差的一个情景"), "worst_yuan"),
        (_("最好的一个情景"), "best_yuan"),
    )
    return [
        [name, in_wan(getattr(plain, field)), in_wan(getattr(cautious, field))]
        for name, field in names
    ]


def _holds(found: Robust, names: Names) -> list[HoldLine]:
    """The placements that give way most often first."""
    lines = (
        HoldLine(names.get(p, p), names.get(place, place), found.holds[p])
        for p, place in found.expected.assignment.items()
        if p in found.holds
    )
    return sorted(lines, key=lambda line: (line.part, line.project))


def _fair_sentence(found: Fair) -> str:
    if found.kept is None or found.cost_yuan is None:
        return _("没有方案能让各方自己空间里产生的价值都不低于独立所得；最均衡的方案见下表。")
    if found.cost_yuan < 0.01:
        return _("最值钱的方案里，各方自己空间里产生的价值就都不低于独立所得。")
    return _("各方都不低于独立所得，方案整体少 %(cost)s（%(price)s）。") % {
        "cost": yuan(round(found.cost_yuan, 2)),
        "price": units.percent(found.price or 0.0, 2),
    }


def _fair_figures(found: Fair) -> tuple[Figure, ...]:
    least = min((found.even.arises_yuan[p] - v for p, v in found.alone_yuan.items()), default=0.0)
    own = Figure(_("最均衡时最少的一方多得"), *money_parts(round(least, 2)))
    if found.cost_yuan is None or found.price is None:
        return (own,)
    cost = Figure(_("公平的代价"), *money_parts(round(found.cost_yuan, 2)))
    return (cost, Figure(_("占方案价值"), units.percent(found.price, 2)), own)


def _divided(found: Fair) -> list[list[str]]:
    named = _players(found.alone_yuan)
    plans = (found.best, found.kept, found.even)
    rows = [
        [named[p], in_wan(alone), *(_cell(plan, p) for plan in plans)]
        for p, alone in found.alone_yuan.items()
    ]
    whole = ["—" if plan is None else in_wan(plan.value_yuan) for plan in plans]
    return [*rows, [_("方案整体"), in_wan(sum(found.alone_yuan.values())), *whole]]


def _cell(plan: Division | None, player: str) -> str:
    return "—" if plan is None else in_wan(plan.arises_yuan[player])


def _players(codes: Mapping[str, float]) -> dict[str, str]:
    """What players are called; one without a district keeps its code."""
    english = language() == "en"
    rows = District.objects.filter(player__in=list(codes))
    known = {row.player: (row.name_en if english else row.name_zh) for row in rows}
    return {code: known.get(code) or code for code in codes}
