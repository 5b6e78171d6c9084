"""Every fair division of a game as one document: numbers, fractions beside them, reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from shigu.cli.game_file import GameFile
from shigu.engine.reasons import Explained, Reason
from shigu.engine.sharing.bargaining import nash_bargaining, stand_alone, surplus
from shigu.engine.sharing.core import core_test, excesses, least_core, would_leave
from shigu.engine.sharing.game import Game, coalition
from shigu.engine.sharing.kernel import in_kernel, in_prekernel
from shigu.engine.sharing.nucleolus import nucleolus, prenucleolus
from shigu.engine.sharing.properties import (
    Violation,
    not_convex,
    not_monotonic,
    not_superadditive,
)
from shigu.engine.sharing.semivalues import banzhaf, banzhaf_index, shapley
from shigu.engine.sharing.separable import equal_rest, scrb
from shigu.engine.sharing.tau import tau_value
from shigu.engine.sharing.unions import aumann_dreze, banzhaf_owen, owen

Amounts = tuple[Fraction, ...]
Answer = Explained[Amounts | None]

NO_IMPUTATION = Reason(
    "sharing.nucleolus.imputation",
    "各方单独所得之和超过整体，没有使每一方都不低于单独所得的分法，核仁无定义。",
    "The players alone are worth more than the whole: no division pays everyone what they have "
    "alone, so there is no nucleolus.",
)


def exact_answers(game: Game, file: GameFile, *, full: bool) -> dict[str, Any]:
    """All rules in rationals; with ``full`` also further rules, properties and who would leave."""
    rules = _rules(game, file) | (_further(game) if full else {}) | _with_unions(game, file)
    epsilon, allocation = least_core(game)
    empty = epsilon > file.tolerance
    answers = {
        "players": list(game.players),
        "kind": game.kind,
        "arithmetic": "exact",
        **{name: numbers(answer.value) for name, answer in rules.items()},
        "least_core": {"epsilon": float(epsilon), "allocation": numbers(allocation)},
        "core_empty": empty,
        "reasons": said({name: answer.reasons for name, answer in rules.items()}),
        "exact": {
            **{name: _fractions(answer.value) for name, answer in rules.items()},
            "least_core": {"epsilon": str(epsilon), "allocation": _fractions(allocation)},
            "balanced_weights": _weights(game) if empty else {},
        },
    }
    return answers | (_about(game, rules) if full else {})


def numbers(parts: Iterable[Fraction | float] | None) -> list[float] | None:
    """Doubles nearest to ``parts``."""
    return None if parts is None else [float(part) for part in parts]


def said(reasons: dict[str, tuple[Reason, ...]]) -> dict[str, list[dict[str, str]]]:
    """The reasons of every rule that has any."""
    return {
        name: [{"code": reason.code, "zh": reason.zh, "en": reason.en} for reason in given]
        for name, given in reasons.items()
        if given
    }


def _rules(game: Game, file: GameFile) -> dict[str, Answer]:
    nash = nash_bargaining(game, file.weights, file.disagreement)
    shares = _rounded_surplus(game, file.tolerance)
    if nash.value is None and file.disagreement is None and shares is not None:
        nash = Explained(shares, ())
    return {
        "shapley": Explained(shapley(game), ()),
        "nucleolus": _nucleolus(game, shares),
        "prenucleolus": Explained(prenucleolus(game), ()),
        "tau": tau_value(game, tolerance=file.tolerance),
        "nash": nash,
    }


def _further(game: Game) -> dict[str, Answer]:
    per_capita = prenucleolus(game, per_capita=True)
    return {
        "banzhaf": Explained(banzhaf(game), ()),
        "banzhaf_index": banzhaf_index(game),
        "per_capita_prenucleolus": Explained(per_capita, ()),
        "scrb": scrb(game),
        "equal_rest": Explained(equal_rest(game), ()),
    }


def _with_unions(game: Game, file: GameFile) -> dict[str, Answer]:
    if file.unions is None:
        return {}
    named = {"owen": owen, "banzhaf_owen": banzhaf_owen, "aumann_dreze": aumann_dreze}
    return {name: Explained(rule(game, file.unions), ()) for name, rule in named.items()}


def _nucleolus(game: Game, shares: Amounts | None) -> Answer:
    gain = surplus(game)
    if gain >= 0:
        return Explained(nucleolus(game), ())
    return Explained(None, (NO_IMPUTATION,)) if shares is None else Explained(shares, ())


def _rounded_surplus(game: Game, tolerance: Fraction) -> Amounts | None:
    """What everyone has alone, where that misses v(N) by no more than the rounding of values."""
    gain = surplus(game)
    if not -tolerance <= gain < 0:
        return None
    each = gain / len(game.players)
    return game.in_kind(part + each for part in stand_alone(game.profits()))


def _weights(game: Game) -> dict[str, str]:
    """The balanced collection that proves the core empty."""
    return {coalition(game.players, mask): str(w) for mask, w in core_test(game).weights}


def _about(game: Game, rules: dict[str, Answer]) -> dict[str, Any]:
    known = {
        n: a.value
        for n, a in rules.items()
        if a.value is not None and sum(a.value) == game.values[-1]
    }
    return {
        "properties": {
            "monotonic": _violation(not_monotonic(game)),
            "superadditive": _violation(not_superadditive(game)),
            "convex": _violation(not_convex(game)),
        },
        "excess": _excess_table(game, known),
        "would_leave": {name: _leaving(game, parts) for name, parts in known.items()},
        "in_kernel": {name: in_kernel(game, parts) for name, parts in known.items()},
        "in_prekernel": {name: in_prekernel(game, parts) for name, parts in known.items()},
    }


def _violation(found: Violation | None) -> dict[str, Any]:
    """``holds``, or the two coalitions that break it worst and by how much."""
    if found is None:
        return {"holds": True}
    pair = [list(found.first), list(found.second)]
    return {"holds": False, "coalitions": pair, "gap": float(found.gap)}


TABLE_PLAYERS = 8
"""A table of excesses for more players has too many lines to be read."""


def _excess_table(game: Game, rules: dict[str, Amounts]) -> dict[str, dict[str, float]] | None:
    """What each proper coalition would gain by leaving each division, None for many players."""
    if len(game.players) > TABLE_PLAYERS:
        return None
    tables = {name: excesses(game, parts) for name, parts in rules.items()}
    return {
        coalition(game.players, mask): {name: float(gains[mask]) for name, gains in tables.items()}
        for mask in range(1, game.grand)
    }


SHOWN = 20
"""So many leaving coalitions are listed for each rule, the largest gain first."""


def _leaving(game: Game, parts: Amounts) -> dict[str, Any]:
    found = would_leave(game, parts)
    return {
        "count": len(found),
        "coalitions": [
            {
                "members": list(each.members),
                "alone": float(each.worth),
                "paid": float(each.paid),
                "gain": float(each.gain),
            }
            for each in found[:SHOWN]
        ],
    }


def _fractions(parts: Sequence[Fraction] | None) -> list[str] | None:
    return None if parts is None else [str(part) for part in parts]
