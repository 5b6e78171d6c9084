"""From the worth of every coalition to a fair division and the terms that bring it about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from shigu.engine.sharing.bargaining import stand_alone, surplus
from shigu.engine.sharing.certificate import game_of, verdict
from shigu.engine.sharing.check import to_fen
from shigu.engine.sharing.core import excesses, least_core
from shigu.engine.sharing.core_words import (
    UNDECIDED,
    core_reason,
    leaving_reasons,
    target_reason,
    yuan,
)
from shigu.engine.sharing.design import design_terms
from shigu.engine.sharing.game import Game
from shigu.engine.sharing.intervals import share_intervals
from shigu.engine.sharing.nucleolus import nucleolus
from shigu.engine.sharing.results import (
    CoalitionValue,
    Excess,
    LeastCore,
    Sharing,
    Terms,
)
from shigu.engine.sharing.semivalues import shapley
from shigu.engine.sharing.terms import Deal, TermsTemplate
from shigu.engine.sharing.words import Names


@dataclass(frozen=True, slots=True)
class _Aim:
    """The rule that terms aim at, ε and the amounts of every rule, in yuan."""

    rule: str
    epsilon: float
    amounts: Mapping[str, tuple[float, ...]]


def share(
    players: tuple[str, ...],
    values: tuple[CoalitionValue, ...],
    deals: Sequence[Deal],
    template: TermsTemplate,
    *,
    seed: int,
    names: Names | None = None,
) -> Sharing:
    """Solve the game of ``values`` (yuan) and design terms for ``deals``.

    Solutions are exact; what is reported is rounded to the fen with sums kept. The terms aim at
    the nucleolus where the core of the values as found is not empty, else at the Shapley value.

    Raises:
        GameError: a coalition is missing, repeated or names nobody of ``players``.
        TermsError: a deal names nobody of ``players``.
    """
    known = names or {}
    game = game_of(players, values)
    by_rule = {"shapley": shapley(game), "nucleolus": nucleolus(game)}
    epsilon, by_rule["least_core"] = least_core(game)
    amounts = {rule: _in_yuan(parts) for rule, parts in by_rule.items()}
    found = verdict(players, values)
    aim = _Aim("nucleolus" if epsilon <= 0 else "shapley", yuan(epsilon), amounts)
    own, uniform = (
        _terms(aim, players, deals, template, seed=seed, by_introducer=each, names=known)
        for each in (True, False)
    )
    return Sharing(
        players=players,
        coalitions=values,
        stand_alone=tuple(yuan(value) for value in stand_alone(game.values)),
        shapley=amounts["shapley"],
        nucleolus=amounts["nucleolus"],
        least_core=LeastCore(aim.epsilon, amounts["least_core"]),
        core_empty=found.empty,
        core_certificate=core_reason(game, found, known),
        excess=_excess_table(game, by_rule),
        would_leave=(UNDECIDED,)
        if found.empty is None
        else leaving_reasons(game, by_rule["nucleolus"], known),
        surplus_yuan=yuan(surplus(game)),
        terms=own,
        terms_uniform=uniform,
        deals=tuple(deals),
        intervals=share_intervals(players, values) if any(v.gap for v in values) else None,
    )


def _terms(
    aim: _Aim,
    players: tuple[str, ...],
    deals: Sequence[Deal],
    template: TermsTemplate,
    *,
    seed: int,
    by_introducer: bool,
    names: Names,
) -> Terms:
    """Terms that aim at the chosen rule, with the reason for that choice first."""
    designed = design_terms(
        deals,
        players,
        dict(zip(players, aim.amounts[aim.rule], strict=True)),
        template,
        seed=seed,
        by_introducer=by_introducer,
        target_name=aim.rule,
        names=names,
    )
    why = target_reason(aim.rule == "nucleolus", aim.epsilon)
    return replace(designed, reasons=(why, *designed.reasons))


def _in_yuan(parts: Sequence[Fraction]) -> tuple[float, ...]:
    return tuple(float(money.yuan) for money in to_fen(parts))


def _excess_table(game: Game, by_rule: Mapping[str, Sequence[Fraction]]) -> tuple[Excess, ...]:
    """Every proper coalition under each rule, from the exact amounts."""
    tables = {rule: excesses(game, parts) for rule, parts in by_rule.items()}
    return tuple(
        Excess(game.members(mask), **{rule: yuan(table[mask]) for rule, table in tables.items()})
        for mask in range(1, game.grand)
    )
