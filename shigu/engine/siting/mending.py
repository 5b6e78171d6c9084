"""From one plan to a good neighbour, so that a re-solve has only to prove.

A move puts one project elsewhere, sends out whom it crowds and looks for room for them: one step
of an ejection chain (Yagiura, Ibaraki & Glover 2004, *INFORMS J. Computing* 16).
"""

from __future__ import annotations

from collections.abc import Iterable

from shigu.engine.siting.ledger import Ledger
from shigu.engine.siting.network import Network

Plan = tuple[int, ...]


def best_neighbour(
    arcs: Network, ledger: Ledger, *, options: Iterable[int], without: int | None = None
) -> Plan | None:
    """The most valuable plan found by taking one of ``options``, or none, instead of ``without``.

    ``None`` where every try breaks a floor or a tie.
    """
    tries = [_moved(arcs, ledger, option, without) for option in options if option != without]
    if without is not None:
        tries.append(_moved(arcs, ledger, None, without))
    found = [plan for plan in tries if plan is not None]
    return max(found, key=lambda plan: arcs.worth(plan).fen, default=None)


def _moved(arcs: Network, ledger: Ledger, option: int | None, without: int | None) -> Plan | None:
    trial = ledger.twin()
    touched: set[int] = set()
    if without is not None:
        trial.drop(without)
        touched.update(trial.rows_of(without))
    ejected: list[int] = []
    if option is not None:
        trial.add(option)
        touched.update(trial.rows_of(option))
        ejected = _make_room(arcs, trial, option)
        touched.update(i for j in ejected for i in trial.rows_of(j))
    for j in sorted(ejected, key=lambda j: -arcs.arcs[j].value.fen):
        _settle(arcs, trial, j, touched, without)
    return None if trial.broken(touched) else tuple(sorted(trial.chosen))


def _make_room(arcs: Network, trial: Ledger, option: int) -> list[int]:
    """Send out the least valuable per unit from each row that the option overfills."""
    ejected: list[int] = []
    for i in trial.rows_of(option):
        row = trial.rows[i]
        inside = [
            (arcs.arcs[j].value.fen / taken, j)
            for j, taken in row.terms
            if j in trial.chosen and j != option and taken > 0
        ]
        for _, j in sorted(inside):
            if not trial.broken((i,)):
                break
            trial.drop(j)
            ejected.append(j)
    return ejected


def _settle(
    arcs: Network, trial: Ledger, ejected: int, touched: set[int], without: int | None
) -> None:
    """The best place with room for a project that was sent out, if there is any."""
    elsewhere = arcs.by_need[arcs.arcs[ejected].need.id]
    for j in sorted(elsewhere, key=lambda j: -arcs.arcs[j].value.fen):
        if j != without and arcs.arcs[j].value.fen > 0 and trial.has_room(j):
            trial.add(j)
            touched.update(trial.rows_of(j))
            return
