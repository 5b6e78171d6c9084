"""What a plan above ``EXACT_ARCS`` is asked: intervals for answers, one time for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from time import perf_counter

import numpy as np

from shigu.engine.siting.alternatives import Alternative
from shigu.engine.siting.constraints import Row
from shigu.engine.siting.mending import Plan, best_neighbour
from shigu.engine.siting.questions.best import Condition, best
from shigu.engine.siting.questions.standing import Standing
from shigu.engine.siting.results import ShadowPrice
from shigu.engine.siting.solve import YUAN_PER_WAN
from shigu.engine.siting.terms import Terms
from shigu.engine.values import Money
from shigu.engine.watch import Watch

TRIED = 6
"""Places of a project that are tried, those that leave most at the prices."""
MOST_SECONDS = 0.5
"""For one question, however much time there is."""
ZERO_YUAN = 0.01
OPEN = Alternative(None, Money(0), proven=False, seconds=0.0)


def alternatives(
    base: Standing, placed: Sequence[int], left: Sequence[str], *, seconds: float, watch: Watch
) -> tuple[list[Alternative], list[Alternative]]:
    """For each arc of ``placed`` the plan without it, for each project ``left`` out the one that
    takes it in: as good as is found within ``seconds`` for all of them together.

    What is worth most is asked first; what the time does not reach is answered by the bound of
    the multipliers alone. A lock is not lifted here.
    """
    arcs, begun = base.network, perf_counter()
    options = {each: arcs.by_need[each] for each in left}
    asked: list[tuple[int, int | str]] = [(-arcs.arcs[j].value.fen, j) for j in placed]
    asked += [
        (-max((arcs.arcs[j].value.fen for j in options[each]), default=0), each) for each in left
    ]
    found: dict[int | str, Alternative] = {}
    for done, (_, each) in enumerate(sorted(asked, key=lambda one: (one[0], str(one[1])))):
        share = (seconds - (perf_counter() - begun)) / (len(asked) - done)
        found[each] = _answer(base, each, min(share, MOST_SECONDS), watch)
        watch.step()
    return [found[j] for j in placed], [found[each] for each in left]


def _answer(base: Standing, asked: int | str, seconds: float, watch: Watch) -> Alternative:
    project = asked if isinstance(asked, str) else base.network.arcs[asked].need.id
    if project in base.problem.locked or not base.network.by_need[project]:
        return OPEN
    without = None if isinstance(asked, str) else asked
    condition = _condition(base, project, without)
    start = _start(base, project, without) if seconds > 0 else None
    if start is None and seconds <= 0:
        certain = _money(float(base.value.yuan) - condition.bound_yuan(base))
        return Alternative(None, Money(0), proven=False, seconds=0.0, at_least=certain)
    found = best(base, condition, start, seconds=seconds, watch=watch)
    least = _money(float(base.value.yuan) - found.bound_yuan)
    loss = Money(0) if found.plan is None else max(base.value - found.worth, Money(0))
    return Alternative(found.plan, loss, found.proven, found.seconds, least)


def _condition(base: Standing, project: str, without: int | None) -> Condition:
    """The arc ``without`` is not chosen, or, where there is none, one of the project's is."""
    options = np.array(base.network.by_need[project])
    if without is not None:
        others = base.rates.left[options[options != without]]
        worth = float(base.rates.best[base.model.need[without]])
        fall = worth - max(float(others.max(initial=0.0)), 0.0)
        row = Row("locked", project, Terms.alike([without]), lower=0, upper=0)
    else:
        fall = max(-float(base.rates.left[options].max()), 0.0)
        row = Row("locked", project, Terms.alike(options.tolist()), lower=1, upper=1)
    return Condition((row,), base.rates.bound_wan - fall, tuple(options.tolist()))


def _start(base: Standing, project: str, without: int | None) -> Plan | None:
    options = sorted(base.network.by_need[project], key=lambda j: -base.rates.left[j])[:TRIED]
    return best_neighbour(base.network, base.ledger, options=options, without=without)


def _money(yuan: float) -> Money:
    return Money.from_yuan(round(max(yuan, 0.0), 2)) if isfinite(yuan) else Money(0)


def lagrangian_prices(base: Standing) -> tuple[ShadowPrice, ...]:
    """The multipliers of spaces, pools and quotas, in yuan per unit, the dearest first.

    They prove the bound of the plan; how far each holds is not known, and none is re-solved.
    """
    found = (
        _price(row, float(price), used)
        for row, price, used in zip(base.rows, base.rates.price, base.ledger.used, strict=True)
        if row.resource is not None
    )
    kept = [each for each in found if abs(each.yuan_per_unit) >= ZERO_YUAN]
    return tuple(sorted(kept, key=lambda each: (-abs(each.yuan_per_unit), each.where)))


def _price(row: Row, price: float, used: float) -> ShadowPrice:
    resource = row.resource
    assert resource is not None
    return ShadowPrice(
        resource=resource.code,
        where=row.where,
        unit=resource.unit,
        used=used,
        available=row.upper if isfinite(row.upper) else row.lower,
        yuan_per_unit=price * resource.step * YUAN_PER_WAN,
        resolved_yuan=None,
        verified_by_resolve=False,
        plan_gain_yuan=None,
        method="lagrangian",
    )
