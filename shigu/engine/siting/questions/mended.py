"""A plan whose model has changed: the best that can be kept of it at once."""

from __future__ import annotations

from shigu.engine.siting.ledger import Ledger
from shigu.engine.siting.mending import Plan, best_neighbour, settle
from shigu.engine.siting.questions.changes import TIES
from shigu.engine.siting.questions.standing import Standing

TRIED = 6


def mended(base: Standing) -> Ledger | None:
    """The books of the plan less those who must go, the least valuable a unit first, each settled
    again where there is room; ``None`` where a floor is missed by it."""
    books, out = base.ledger.twin(), []
    for i in books.broken(range(len(base.rows))):
        out += _sent_out(base, books, i)
    touched: set[int] = set()
    for j in sorted(out, key=lambda j: -base.network.arcs[j].value.fen):
        settle(base.network, books, j, touched, None)
    if books.broken(range(len(base.rows))):
        return None
    return books


def _sent_out(base: Standing, books: Ledger, i: int) -> list[int]:
    """Drop the least valuable holders until row ``i`` holds; of a tie, everybody."""
    row, arcs = base.rows[i], base.network.arcs
    inside = [(arcs[j].value.fen / abs(taken), j) for j, taken in books.held(i).items()]
    out = []
    for _, j in sorted(inside):
        if not books.broken((i,)) and row.kind not in TIES:
            break
        books.drop(j)
        out.append(j)
    return out


def admitting(base: Standing, books: Ledger, project: str) -> Plan:
    """The plan with ``project`` where it gains most at once, or as it is where that gains nothing.

    The places tried are those that leave most after what they take is paid for.
    """
    ranked = sorted(base.network.by_need[project], key=lambda j: -base.rates.left[j])
    now = next((j for j in ranked if j in books.chosen), None)
    other = best_neighbour(base.network, books, options=ranked[:TRIED], without=now)
    plan = tuple(sorted(books.chosen))
    known = [plan] if other is None else [plan, other]
    return max(known, key=lambda each: base.network.worth(each).fen)
