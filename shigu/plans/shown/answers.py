"""Answers to questions as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shigu.engine.siting.questions.moves import Move
from shigu.engine.siting.questions.what_if import WhatIf
from shigu.engine.siting.questions.why_not import Holder, WhyNot
from shigu.engine.siting.values import Need, Problem, Space
from shigu.face import units
from shigu.face.pieces import Figure
from shigu.plans.shown.sections import resource_words, unit_words
from shigu.plans.shown.words import language, money_parts, told, yuan
from shigu.plans.trial import NEW


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A project that would stand elsewhere."""

    project: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HolderLine:
    """Who has what the place lacks."""

    project: str
    space: str
    amount: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict by shape and word, its reasons, figures, who holds what, who would move."""

    state: str
    word: str
    sentence: str
    reasons: Sequence[str]
    figures: tuple[Figure, ...]
    holders: Sequence[HolderLine]
    moves: Sequence[MoveLine]
    seconds: float


Names = Mapping[str, str]
"""Projects and spaces by id, in the reader's language."""


def names_of(problem: Problem) -> dict[str, str]:
    """What projects and spaces of a problem are called."""
    every: list[Need | Space] = [*problem.needs, *problem.spaces]
    english = language() == "en"
    return {
        each.id: (each.name_en if english else each.name_zh) or each.name_zh or each.id
        for each in every
    }


def why_answer(found: WhyNot, names: Names) -> Answer:
    """Why a project does not stand in a place."""
    state, word = _verdict(found.verdict)
    said = [told({"zh": each.zh, "en": each.en}) for each in found.reasons]
    return Answer(
        state=state,
        word=word,
        sentence=_why_sentence(found, names, said),
        reasons=said,
        figures=_prices(found),
        holders=[_holder(each, names) for each in found.holders],
        moves=move_lines(found.moves, names),
        seconds=found.seconds,
    )


def what_if_answer(found: WhatIf, names: Names) -> Answer:
    """What the plan becomes with one project more."""
    said = [told({"zh": each.zh, "en": each.en}) for each in found.reasons]
    placed = found.space is not None
    return Answer(
        state="good" if placed else "wrong",
        word=_("有位置") if placed else _("没有位置"),
        sentence=_what_if_sentence(found, names, said),
        reasons=said,
        figures=_gains(found),
        holders=(),
        moves=move_lines(found.moves, names),
        seconds=found.seconds,
    )


def _why_sentence(found: WhyNot, names: Names, said: Sequence[str]) -> str:
    if found.loss_yuan is None:
        return _("%s。") % _("；").join(said)
    told_ = {
        "space": _named(found.space, names),
        "money": yuan(abs(found.loss_yuan)),
        "n": _others(found.moves, found.project),
    }
    if found.verdict == "costs":
        return _("放在%(space)s，方案整体少 %(money)s，另有 %(n)s 个项目要变动。") % told_
    return _("放在%(space)s，方案整体不少，另有 %(n)s 个项目要变动。") % told_


def _what_if_sentence(found: WhatIf, names: Names, said: Sequence[str]) -> str:
    if found.gain_yuan is None:
        return _("%s。") % _("；").join(said)
    if found.space is None:
        return _("它没有位置；方案整体不变。") if not found.moves else _("%s。") % said[0]
    words = _("落在%(space)s，方案整体%(more)s %(money)s，另有 %(n)s 个项目变动。")
    return words % {
        "space": _named(found.space, names),
        "more": _("多") if found.gain_yuan >= 0 else _("少"),
        "money": yuan(abs(found.gain_yuan)),
        "n": _others(found.moves, NEW),
    }


def _verdict(verdict: str) -> tuple[str, str]:
    return {
        "there": ("good", _("就在这里")),
        "ruled_out": ("wrong", _("不合用")),
        "costs": ("weak", _("放得下，但有代价")),
        "costs_nothing": ("good", _("放得下，没有代价")),
        "impossible": ("wrong", _("放不下")),
        "open": ("waiting", _("说不准")),
    }[verdict]


def _prices(found: WhyNot) -> tuple[Figure, ...]:
    if found.loss_yuan is None:
        return ()
    least = found.loss_at_least_yuan
    note = _("已证明") if found.proven else _("未证最优，至少 %s") % yuan(least)
    own = () if found.value_yuan is None else (_figure(_("放在这里自身的价值"), found.value_yuan),)
    return (
        _figure(_("方案整体的代价"), found.loss_yuan, note),
        *own,
        Figure(_("须挪动的其他项目"), str(_others(found.moves, found.project)), _("个")),
    )


def _gains(found: WhatIf) -> tuple[Figure, ...]:
    if found.gain_yuan is None:
        return ()
    most = _("至多 %s") % yuan(round(found.gain_at_most_yuan, 2))
    note = _("已证明最优") if found.proven else most
    return (
        _figure(_("方案整体多得"), found.gain_yuan, note),
        Figure(_("其他项目变动"), str(_others(found.moves, NEW)), _("个")),
    )


def _figure(name: str, amount: float, note: str = "") -> Figure:
    return Figure(name, *money_parts(round(amount, 2)), note=note)


def _others(moves: Iterable[Move], project: str | None) -> int:
    return sum(move.project != project for move in moves)


def _holder(holder: Holder, names: Names) -> HolderLine:
    unit = unit_words(holder.unit)
    amount = f"{resource_words(holder.resource)} {units.trimmed(holder.amount)} {unit}"
    return HolderLine(_named(holder.project, names), _named(holder.space, names), amount.strip())


def move_lines(moves: Iterable[Move], names: Names) -> list[MoveLine]:
    """Who would stand elsewhere, by name."""
    return [
        MoveLine(
            _named(move.project, names),
            _named(move.before, names) if move.before else _("没有位置"),
            _named(move.after, names) if move.after else _("没有位置"),
        )
        for move in moves
    ]


def _named(key: str, names: Names) -> str:
    return names.get(key, key)
