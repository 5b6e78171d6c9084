"""What a placement is worth: the expected present value to the public purse, exact to the fen."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from functools import lru_cache

from shigu.engine.siting.timing import months_between, start_date
from shigu.engine.siting.values import Economics, Need, Space
from shigu.engine.values import Money

EXACT = Context(prec=40)
YUAN_PER_WAN = 10_000


def present_value(need: Need, space: Space, economics: Economics) -> Money:
    """Expected present value of the need in the space, in fen, rounded once at the end.

    PV = p · d^w · [ Σ_{y ≤ H} (f·T_y − C_y − O) · d^y + L ],  d = 1 / (1 + r)

    p success probability; w years of waiting from ``as_of`` to the start (whole months / 12);
    T_y, C_y local tax and public cost of year y, 万元; f the project's value factor; O the tax
    its origin loses (only new money counts); H the horizon; L = price per 亩 × 亩 where land is
    sold. Only years that are given count, none is extrapolated. A rent belongs to the owner of
    the building, not to the purse, and is left out. Net present value of an annual stream paid in
    arrears: Brealey, Myers & Allen, *Principles of Corporate Finance*, ch. 2.
    """
    return valuation(need, economics)(space)


def valuation(need: Need, economics: Economics) -> Callable[[Space], Money]:
    """:func:`present_value` of one need in any space, its stream of years summed once."""
    with localcontext(EXACT):
        discount = 1 / (1 + _exact(economics.discount_rate))
        stream = _stream_wan(need, discount, economics)

    known: dict[tuple[int, float | None], Money] = {}

    def worth(space: Space) -> Money:
        months = months_between(economics.as_of, start_date(need, space))
        looked_at = months, space.price_yuan_per_mu if space.kind == "land" else None
        if looked_at not in known:
            with localcontext(EXACT):
                total = stream + land_income_wan(need, space)
                known[looked_at] = _expected(need, total, discount, months)
        return known[looked_at]

    return worth


def value_anywhere(need: Need, economics: Economics) -> Money:
    """The same without land income and from the day the project itself wishes."""
    with localcontext(EXACT):
        discount = 1 / (1 + _exact(economics.discount_rate))
        stream = _stream_wan(need, discount, economics)
        return _expected(need, stream, discount, months_between(economics.as_of, need.earliest))


def land_income_wan(need: Need, space: Space) -> Decimal:
    """Price of the land the need takes, 万元; nothing where the space is not land."""
    if space.kind != "land" or space.price_yuan_per_mu is None or need.land_mu is None:
        return Decimal(0)
    return _exact(space.price_yuan_per_mu) * _exact(need.land_mu) / YUAN_PER_WAN


def _expected(need: Need, total_wan: Decimal, discount: Decimal, months: int) -> Money:
    chance = _exact(need.success_probability)
    return Money.from_wan(chance * _waiting(discount, months) * total_wan)


@lru_cache(maxsize=1024)
def _waiting(discount: Decimal, months: int) -> Decimal:
    return EXACT.power(discount, EXACT.divide(Decimal(months), Decimal(12)))


def _stream_wan(need: Need, discount: Decimal, economics: Economics) -> Decimal:
    factor = _exact(economics.value_factor.get(need.id, 1.0))
    lost = _exact(need.origin_tax_wan)
    counted = (each for each in need.years if each.year <= economics.horizon_years)
    return sum(
        (
            (factor * _exact(each.tax_local_wan) - _exact(each.public_cost_wan) - lost)
            * discount**each.year
            for each in counted
        ),
        Decimal(0),
    )


def _exact(number: float) -> Decimal:
    return Decimal(str(number))
