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
    tries = [moved(arcs, ledger, option, without) for option in options if option != without]
    if without is not None:
        tries.append(moved(arcs, ledger, None, without))
    found = [plan for plan in tries if plan is not None]
    return max(found, key=lambda plan: arcs.worth(plan).fen, default=None)


def moved(arcs: Network, ledger: Ledger, option: int | None, without: int | None) -> Plan | None:
    """The plan with ``option`` taken instead of ``without``, whoever must give way for it settled
    again; ``None`` where that breaks a floor or a tie."""
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
        settle(arcs, trial, j, touched, without)
    return None if trial.broken(touched) else tuple(sorted(trial.chosen))


def _make_room(arcs: Network, trial: Ledger, option: int) -> list[int]:
    """Send out the least valuable per unit from each row that the option overfills."""
    ejected: list[int] = []
    for i in trial.rows_of(option):
        inside = [
            (arcs.arcs[j].value.fen / taken, j)
            for j, taken in trial.held(i).items()
            if j != option and taken > 0
        ]
        for _, j in sorted(inside):
            if not trial.broken((i,)):
                break
            trial.drop(j)
            ejected.append(j)
    return ejected


def settle(
    arcs: Network, trial: Ledger, ejected: int, touched: set[int], without: int | None
) -> None:
    """The best place with room for a project that was sent out, if there is any."""
    elsewhere = arcs.by_need[arcs.arcs[ejected].need.id]
    for j in sorted(elsewhere, key=lambda j: -arcs.arcs[j].value.fen):
        if j != without and arcs.arcs[j].value.fen > 0 and trial.has_room(j):
            trial.add(j)
            touched.update(trial.rows_of(j))
            return
