"""The year's end through who clears it: what each party pays in and gets out, net of all rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Sum

from shigu.districts.actors import Actor
from shigu.engine.sharing.rules.values import Agreement as Terms
from shigu.sharing.models import FiscalEntry, Run, State


@dataclass(frozen=True, slots=True)
class Net:
    """What one party gets from the clearing in fen, negative where it pays in."""

    party: str
    code: str
    net_fen: int

    @property
    def amount_fen(self) -> int:
        return abs(self.net_fen)


@dataclass(frozen=True, slots=True)
class Clearing:
    """The nets of a settled year, those of ``through`` itself apart.

    ``tied`` says whether the ledgers add up to the same; ``None`` while nothing of it is posted.
    """

    through: str
    nets: tuple[Net, ...]
    own_fen: int
    tied: bool | None

    @property
    def paid_in_fen(self) -> int:
        return -sum(each.net_fen for each in self.nets if each.net_fen < 0)

    @property
    def paid_out_fen(self) -> int:
        return sum(each.net_fen for each in self.nets if each.net_fen > 0)


def clearing_of(
    actor: Actor, run: Run, terms: Terms | None, parties: Mapping[str, str]
) -> Clearing | None:
    """The clearing of a settlement; ``None`` where nobody clears or nothing moves."""
    nets = settled_nets(run)
    if terms is None or not terms.through or not nets:
        return None
    through = terms.through
    others = (Net(parties[code], code, fen) for code, fen in nets.items() if code != through)
    tied = posted_nets(actor, run) == nets if run.state == State.POSTED else None
    return Clearing(parties[through], tuple(others), nets.get(through, 0), tied)


def settled_nets(run: Run) -> dict[str, int]:
    """Party → the sum of its transfers in the settlement, where that is not nought."""
    found: dict[str, int] = defaultdict(int)
    for row in run.totals:
        if row["ledger"] == "fiscal":
            found[row["party"]] += row["transfer_fen"]
    return {party: fen for party, fen in sorted(found.items()) if fen}


def posted_nets(actor: Actor, run: Run) -> dict[str, int]:
    """The same from the fiscal ledger of the year, corrections included."""
    rows = FiscalEntry.objects.visible_to(actor).filter(
        agreement=run.agreement_id, year=run.period.year
    )
    sums = rows.order_by("party").values_list("party").annotate(net=Sum("transfer_fen"))
    return {party: int(fen) for party, fen in sums if fen}
