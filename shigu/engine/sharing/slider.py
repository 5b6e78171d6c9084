"""Terms that people try out: what each player would receive, beside the fair share and 5:5."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shigu.engine.sharing.design import QUANTILES, SCENARIOS, relative_error
from shigu.engine.sharing.layout import EQUAL
from shigu.engine.sharing.ledger import (
    Ledger,
    Rates,
    expected_payments,
    ledger,
    payments_by_scenario,
)
from shigu.engine.sharing.results import AgainstEqual, TermsParameters
from shigu.engine.sharing.terms import Deal, TermsError, TermsTemplate, check_parties

Floats = NDArray[np.float64]
ROUNDING = 1e-9
"""Percentages that people type add up to 100 % in decimal fractions only."""


@dataclass(frozen=True, slots=True)
class TriedTerms:
    """What terms pay by player (present value, yuan): expected, in bad and in good cases.

    ``error`` is Σ|payment − fair share| ÷ Σ|fair share|, ``error_5_5`` the same of 5:5, and
    ``off_5_5`` Σ|payment − 5:5| ÷ Σ|5:5|.
    """

    parameters: TermsParameters
    payments: tuple[AgainstEqual, ...]
    error: float
    error_5_5: float
    off_5_5: float


def try_terms(
    deals: Sequence[Deal],
    fair: Mapping[str, float],
    parameters: TermsParameters,
    *,
    seed: int,
    scenarios: int = SCENARIOS,
) -> TriedTerms:
    """Payments of ``deals`` under ``parameters``, against the shares that are ``fair`` by player.

    With the parameters, seed and scenarios of a plan the payments are those of the plan.

    Raises:
        TermsError: a percentage is out of range or missing, or a deal names no player.
    """
    players = tuple(fair)
    template = TermsTemplate(
        tuple((first, last) for first, last in parameters.phase_years),
        cap=parameters.cap,
        floor_yuan=parameters.floor_yuan,
    )
    check_parties(deals, players)
    _check(deals, players, parameters)
    book = ledger(deals, players, template, seed=seed, scenarios=scenarios)
    rates = _rates(deals, players, parameters)
    target = np.array([fair[player] for player in players], dtype=np.float64)
    paid, equal = expected_payments(book, rates), expected_payments(book, _five_five(rates))
    return TriedTerms(
        parameters=parameters,
        payments=_payments(book, rates, target, paid, equal),
        error=relative_error(paid, target),
        error_5_5=relative_error(equal, target),
        off_5_5=relative_error(paid, equal),
    )


def try_terms_of(
    document: Mapping[str, Any], parameters: TermsParameters, *, uniform: bool = False
) -> TriedTerms:
    """The same for a plan as ``plan.json`` holds it.

    Raises:
        TermsError: as ``try_terms``, or the plan is of a time when deals were not recorded.
    """
    sharing = document["sharing"]
    if "deals" not in sharing:
        raise TermsError(
            "这份方案没有记录逐项收益，请重新计算。 / This plan holds no deals: run it again."
        )
    terms = sharing["terms_uniform" if uniform else "terms"]
    fair = {each["player"]: each["target"] for each in terms["against_5_5"]}
    deals = tuple(map(deal_of, sharing["deals"]))
    return try_terms(deals, fair, parameters, seed=document["run"]["seed"])


def deal_of(row: Mapping[str, Any]) -> Deal:
    """A deal as ``plan.json`` holds it."""
    years = {name: tuple(row[name]) for name in ("tax_yuan", "discount")}
    return Deal(**{**{field.name: row[field.name] for field in fields(Deal)}, **years})


def parameters_of(terms: Mapping[str, Any]) -> TermsParameters:
    """The parameters of ``sharing.terms`` as ``plan.json`` holds them."""
    given = terms["parameters"]
    return TermsParameters(
        phase_years=tuple((first, last) for first, last in given["phase_years"]),
        introducer={player: tuple(parts) for player, parts in given["introducer"].items()},
        fund=given["fund"],
        fund_parts=dict(given["fund_parts"]),
        cap=given["cap"],
        floor_yuan=given["floor_yuan"],
    )


def _payments(
    book: Ledger, rates: Rates, target: Floats, paid: Floats, equal: Floats
) -> tuple[AgainstEqual, ...]:
    low, high = np.quantile(payments_by_scenario(book, rates), QUANTILES, axis=0)
    table = np.column_stack([target, paid, equal, low, high]).tolist()
    return tuple(AgainstEqual(who, *row) for who, row in zip(book.players, table, strict=True))


def _rates(deals: Sequence[Deal], players: tuple[str, ...], parameters: TermsParameters) -> Rates:
    phases = len(parameters.phase_years)
    nothing = (0.0,) * phases
    shares = [parameters.introducer.get(deal.introducer or "", nothing) for deal in deals]
    parts = [parameters.fund_parts.get(player, 0.0) for player in players]
    return Rates(
        introducer=np.array(shares, dtype=np.float64).reshape(len(deals), phases),
        fund=parameters.fund * np.array(parts, dtype=np.float64),
        cap=parameters.cap,
        floor_yuan=parameters.floor_yuan,
    )


def _five_five(rates: Rates) -> Rates:
    return Rates(np.full_like(rates.introducer, EQUAL), np.zeros_like(rates.fund), 1.0, 0.0)


def _check(deals: Sequence[Deal], players: tuple[str, ...], parameters: TermsParameters) -> None:
    shares = {
        (player, phase): share
        for player, by_phase in parameters.introducer.items()
        for phase, share in enumerate(by_phase, 1)
    }
    for (player, phase), share in shares.items():
        _require(
            0 <= share <= 1 and share + parameters.fund <= 1 + ROUNDING,
            f"{player} 第 {phase} 期的引入方比例 {share:.1%} 与共同资金合计须在 0–100% 之间",
            f"{player}, phase {phase}: the share {share:.1%} and the fund must lie within 0–100 %",
        )
    for player in _introducers(deals):
        _require(
            len(parameters.introducer.get(player, ())) == len(parameters.phase_years),
            f"{player} 每一期都要有引入方比例",
            f"{player} needs a share for each phase",
        )
    _check_fund(players, parameters)


def _introducers(deals: Iterable[Deal]) -> set[str]:
    return {d.introducer for d in deals if d.introducer is not None and d.introducer != d.host}


def _check_fund(players: tuple[str, ...], parameters: TermsParameters) -> None:
    parts = parameters.fund_parts
    strangers = ", ".join(sorted(set(parts) - set(players)))
    _require(not strangers, f"{strangers} 不是合作方", f"{strangers}: no player")
    _require(0 <= parameters.fund <= 1, "共同资金须在 0–100% 之间", "the fund must be 0–100 %")
    whole = abs(sum(parts.values()) - 1) <= ROUNDING and min(parts.values(), default=0) >= 0
    _require(
        whole or not parameters.fund,
        "共同资金的各方份额须合计 100%",
        "the parts of the fund must add up to 100 %",
    )


def _require(holds: bool, zh: str, en: str) -> None:  # noqa: FBT001
    if not holds:
        raise TermsError(f"{zh}。 / {en}.")
