"""Terms of a template that meet a fair division of the gain, and how they stand against 5:5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from shigu.engine.reasons import Reason
from shigu.engine.sharing.fit import fit, refit
from shigu.engine.sharing.layout import DECIMALS, Layout, layout
from shigu.engine.sharing.ledger import (
    Ledger,
    Rates,
    expected_payments,
    ledger,
    payments_by_scenario,
)
from shigu.engine.sharing.results import AgainstEqual, Terms, TermsParameters
from shigu.engine.sharing.terms import Deal, TermsError, TermsTemplate, check_parties
from shigu.engine.sharing.words import Names, cap_reason, floor_reason, fund_reasons, terms_reasons

Floats = NDArray[np.float64]

TEMPLATE = "tax_split_by_phase"
BASE = "new_local_tax"
QUANTILES = (0.05, 0.95)
SCENARIOS = 400
NOTICEABLE = 0.001
"""Errors and differences of errors are told from 0.1 % on, the precision of the percentages."""


def design_terms(
    deals: Sequence[Deal],
    players: Sequence[str],
    target: Mapping[str, float],
    template: TermsTemplate,
    *,
    seed: int,
    scenarios: int = SCENARIOS,
    by_introducer: bool,
    target_name: str = "target",
    names: Names | None = None,
) -> Terms:
    """Terms whose expected payments (present value, yuan) come closest to ``target``.

    Least squares; among minimisers the terms nearest to 5:5 without a fund. Percentages are
    rounded to 0.1 % and everything reported is that of the rounded ones; 5:5 is taken without
    cap and floor.

    Raises:
        TermsError: a party is no player, or a player has no finite target.
    """
    parties = tuple(players)
    check_parties(deals, parties)
    aim = _aim(target, parties)
    book = ledger(deals, parties, template, seed=seed, scenarios=scenarios)
    plan = layout(book, template, by_introducer=by_introducer)
    theta = plan.rounded(fit(book, plan, template, aim))
    rates = plan.rates(theta, template)
    designed = expected_payments(book, rates)
    equal = expected_payments(book, plan.rates(plan.equal, _unbounded(template)))
    against = _against(book, rates, aim, designed, equal)
    parameters = _parameters(book, plan, theta, template)
    error, error_5_5 = relative_error(designed, aim), relative_error(equal, aim)
    return Terms(
        template=TEMPLATE,
        base=BASE,
        target=target_name,
        parameters=parameters,
        expected_payments=dict(zip(parties, designed.tolist(), strict=True)),
        against_5_5=against,
        error=error,
        error_5_5=error_5_5,
        reasons=(
            *fund_reasons(parameters.fund, parameters.fund_parts, names or {}),
            *terms_reasons(against, error, error_5_5, names or {}),
            *_limits(book, plan, template, aim, theta, error),
        ),
    )


def relative_error(payments: Floats, target: Floats) -> float:
    """Σ|payment − target| ÷ Σ|target|."""
    return float(np.abs(payments - target).sum() / (np.abs(target).sum() or 1.0))


def _aim(target: Mapping[str, float], players: tuple[str, ...]) -> Floats:
    missing = [player for player in players if player not in target]
    if missing:
        raise TermsError(f"target: no amount for {', '.join(missing)}; give one for every player")
    aim = np.array([target[player] for player in players], dtype=np.float64)
    if not np.isfinite(aim).all():
        raise TermsError("target: amounts must be finite numbers of yuan")
    return aim


def _unbounded(template: TermsTemplate) -> TermsTemplate:
    return replace(template, cap=1.0, floor_yuan=0.0)


def _against(
    book: Ledger, rates: Rates, aim: Floats, designed: Floats, equal: Floats
) -> tuple[AgainstEqual, ...]:
    low, high = np.quantile(payments_by_scenario(book, rates), QUANTILES, axis=0)
    table = np.column_stack([aim, designed, equal, low, high]).tolist()
    return tuple(
        AgainstEqual(player, *row) for player, row in zip(book.players, table, strict=True)
    )


def _parameters(
    book: Ledger, plan: Layout, theta: Floats, template: TermsTemplate
) -> TermsParameters:
    shares, fund = plan.split(theta)
    introducer = {
        player: tuple(shares[int(np.flatnonzero(plan.groups[deals][0])[0])].tolist())
        for player, deals in zip(book.players, (book.brought.T > 0), strict=True)
        if deals.any()
    }
    return TermsParameters(
        phase_years=template.phase_years,
        introducer=introducer,
        fund=round(float(fund.sum()), DECIMALS),
        fund_parts=_fund_parts(book.players, fund),
        cap=template.cap,
        floor_yuan=template.floor_yuan,
    )


def _fund_parts(players: tuple[str, ...], fund: Floats) -> dict[str, float]:
    if not fund.any():
        return {}
    parts = np.round(fund / fund.sum(), DECIMALS)
    return dict(zip(players, parts.tolist(), strict=True))


def _limits(
    book: Ledger, plan: Layout, template: TermsTemplate, aim: Floats, theta: Floats, error: float
) -> tuple[Reason, ...]:
    """Whether cap or floor keeps the terms from the target, each by designing without it."""
    if error < NOTICEABLE or plan.size == 0:
        return ()

    def error_under(other: TermsTemplate) -> float:
        best = plan.rounded(refit(book, plan, other, aim, theta))
        return relative_error(expected_payments(book, plan.rates(best, other)), aim)

    uncapped = error_under(replace(template, cap=1.0))
    unsupported = error_under(replace(template, floor_yuan=0.0))
    reasons = []
    if uncapped < error - NOTICEABLE:
        reasons.append(cap_reason(template.cap, error, uncapped))
    if unsupported < error - NOTICEABLE:
        reasons.append(floor_reason(template.floor_yuan, error, unsupported))
    return tuple(reasons)
