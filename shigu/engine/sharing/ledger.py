"""Who receives what under given terms: expected present values and scenarios of success.

Year y of a realised deal, in phase k, with positive tax T (a negative year falls to the host):

    fund       c·T, of which player i receives dᵢ: fᵢ·T with fᵢ = c·dᵢ
    introducer min(sₖ·T, what the cap leaves), none where it is the host itself
    host       the rest

An introducer whose receipts of a year stay below the floor is topped up from the host parts of
its deals of that year, pro rata, as far as they and the caps reach.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shigu.engine.sharing.terms import Deal, TermsTemplate

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Deals as arrays: D deals, Y years, P players, S scenarios; amounts in yuan.

    ``tax`` holds the positive part of each year's tax, ``pooled`` its present value by deal over
    the phases, from which the fund takes its share, ``worth`` the discounted tax of a deal with
    its sign; ``phase`` is −1 where no phase holds; ``brought`` and ``hosted`` (D × P) mark
    the introducer, where it is not the host, and the host; ``realised`` (S × D) the deals that
    succeed.
    """

    players: tuple[str, ...]
    tax: Floats
    discount: Floats
    pooled: Floats
    worth: Floats
    probability: Floats
    phase: NDArray[np.int64]
    brought: Floats
    hosted: Floats
    certain: Floats
    realised: Floats

    @property
    def paying(self) -> NDArray[np.bool_]:
        """Deals that one player introduced and another hosts."""
        return np.asarray(self.brought.sum(axis=1) > 0, dtype=np.bool_)

    def received(self, introducer: Floats, success: Floats, fund: Floats) -> Floats:
        """What introducers get by deal (… × D) as payments by player (… × P), land income apart.

        ``success`` (… × D) is what of each deal comes true, ``fund`` (P) the share of every
        deal's tax that each player receives through the fund.
        """
        pool = success * self.pooled
        host = success * self.worth - introducer - fund.sum() * pool
        distributed = pool.sum(axis=-1, keepdims=True) * fund
        payments: Floats = introducer @ self.brought + host @ self.hosted + distributed
        return payments


@dataclass(frozen=True, slots=True)
class Rates:
    """``introducer`` (D × K) shares by deal, ``fund`` (P) shares fᵢ of all tax by player."""

    introducer: Floats
    fund: Floats
    cap: float
    floor_yuan: float


def ledger(
    deals: Sequence[Deal],
    players: tuple[str, ...],
    template: TermsTemplate,
    *,
    seed: int,
    scenarios: int,
) -> Ledger:
    """The deals as arrays, with ``scenarios`` draws of independent successes."""
    years = max((len(deal.tax_yuan) for deal in deals), default=0)
    signed = _table([deal.tax_yuan for deal in deals], years)
    discount = _table([deal.discount for deal in deals], years)
    probability = np.array([deal.probability for deal in deals], dtype=np.float64)
    hosted = _marks([deal.host for deal in deals], players)
    draws = np.random.default_rng(seed).random((scenarios, len(deals)))
    phases = [template.phase_of(year) for year in range(1, years + 1)]
    phase = np.array([-1 if k is None else k for k in phases], dtype=np.int64)
    tax = np.maximum(signed, 0.0)
    return Ledger(
        players=players,
        tax=tax,
        discount=discount,
        pooled=(tax * discount)[:, phase >= 0].sum(axis=1),
        worth=(signed * discount).sum(axis=1),
        probability=probability,
        phase=phase,
        brought=_marks([d.introducer if d.introducer != d.host else None for d in deals], players),
        hosted=hosted,
        certain=np.array([deal.host_net_yuan for deal in deals], dtype=np.float64) @ hosted,
        realised=(draws < probability).astype(np.float64),
    )


def expected(book: Ledger, rates: Rates) -> Floats:
    """Expected present value to introducers by deal (D).

    Exact where the floor does not bite; what it moves is averaged over the scenarios, on top of
    the exact figure (control variate).
    """
    due = _introducer_due(book, rates)
    introducer: Floats = book.probability * due
    if rates.floor_yuan > 0:
        moved = _introducer_with_floor(book, rates) - book.realised * due
        introducer = introducer + moved.mean(axis=0)
    return introducer


def expected_payments(book: Ledger, rates: Rates) -> Floats:
    """Expected present value by player (P), land income included."""
    introducer = expected(book, rates)
    return book.received(introducer, book.probability, rates.fund) + book.certain


def payments_by_scenario(book: Ledger, rates: Rates) -> Floats:
    """Present value by scenario and player (S × P); land income counts at its expectation."""
    introducer = _introducer_with_floor(book, rates)
    return book.received(introducer, book.realised, rates.fund) + book.certain


def _introducer_due(book: Ledger, rates: Rates) -> Floats:
    """Present value by deal (D), if it is realised and before any floor."""
    claims = np.cumsum(_claims(book, rates), axis=1)
    room = rates.cap * book.tax.sum(axis=1, keepdims=True)
    paid = np.diff(np.minimum(claims, room), axis=1, prepend=0.0)
    due: Floats = (paid * book.discount).sum(axis=1)
    return due


def _claims(book: Ledger, rates: Rates) -> Floats:
    """What the percentages give the introducer by deal and year (D × Y), before cap and floor."""
    shares = _by_year(rates.introducer, book.phase)
    claims: Floats = shares * book.tax * book.paying[:, np.newaxis]
    return claims


def _introducer_with_floor(book: Ledger, rates: Rates) -> Floats:
    """Present value by scenario and deal (S × D), topped up to the floor year by year."""
    moving = np.flatnonzero(book.paying)
    realised, tax, brought = book.realised[:, moving], book.tax[moving], book.brought[moving]
    shares = _by_year(rates.introducer[moving], book.phase)
    beside_fund = 1.0 - rates.fund.sum()
    room = realised * (rates.cap * tax.sum(axis=1))
    floor = np.where(realised @ brought > 0, rates.floor_yuan, 0.0)
    total = np.zeros_like(realised)
    for y in np.flatnonzero(book.phase >= 0):
        due = realised * tax[:, y]
        paid = np.minimum(shares[:, y] * due, room)
        lacking = np.maximum(floor - paid @ brought, 0.0)
        if lacking.any():
            host = np.minimum(beside_fund * due, room) - paid
            paid += _top_up(brought, lacking, np.maximum(host, 0.0))
        room -= paid
        total += paid * book.discount[moving, y]
    received = np.zeros_like(book.realised)
    received[:, moving] = total
    return received


def _top_up(brought: Floats, lacking: Floats, available: Floats) -> Floats:
    """What each introducer lacks (S × P), taken from ``available`` (S × D) pro rata."""
    reach = available @ brought
    met = np.minimum(lacking, reach)
    part = np.divide(met, reach, out=np.zeros_like(reach), where=reach > 0)
    top_up: Floats = available * (part @ brought.T)
    return top_up


def _by_year(by_phase: Floats, phase: NDArray[np.int64]) -> Floats:
    """Shares by phase (… × K) as shares by year (… × Y), zero outside the phases."""
    return np.where(phase >= 0, by_phase[:, np.maximum(phase, 0)], 0.0)


def _table(rows: Sequence[Sequence[float]], width: int) -> Floats:
    table = np.zeros((len(rows), width))
    for row, values in zip(table, rows, strict=True):
        row[: len(values)] = values
    return table


def _marks(parties: Sequence[str | None], players: tuple[str, ...]) -> Floats:
    return np.array([[float(party == player) for player in players] for party in parties]).reshape(
        len(parties), len(players)
    )
