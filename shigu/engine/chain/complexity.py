"""How demanding is a link, how rich a place: ECI and PCI in every convention that packages use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.linalg import eigh
from scipy.sparse.linalg import LinearOperator, eigsh

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.presence import UNNAMED, Labels, require_connected, require_presence, sparse

DENSE_UP_TO = 64
"""Up to so many places (or links, if fewer) the spectrum is solved whole, beyond by Lanczos."""
UNDETERMINED = 1e-9
LOST = 1e-10
"""Reflections shrink what tells places apart by the second eigenvalue λ₂ each time a place is
renewed from a place; where so little of the mean is left, its digits are those of rounding."""


@dataclass(frozen=True, slots=True)
class Convention:
    """What packages do differently.

    ``method``: second eigenvector, or ``updates`` reflections of (places, links), which have not
    converged. ``ddof`` of the deviation that scales to z-scores. ``links_scaled_by``: their own
    moments, or those of the places, which keeps ECI = mean PCI of what a place has.
    ``links_signed``: with the places, against ubiquity, or as the reflections fall out.
    """

    method: Literal["eigenvector", "reflections"] = "eigenvector"
    updates: tuple[int, int] = (0, 0)
    ddof: Literal[0, 1] = 0
    links_scaled_by: Literal["places", "own"] = "places"
    links_signed: Literal["with_places", "against_ubiquity", "as_computed"] = "with_places"


MEAN_OF_LINKS = Convention()
"""The default, py-ecomplexity's: a place is as complex as its links are on average."""
CONVENTIONS: Mapping[str, Convention] = {
    "py-ecomplexity": MEAN_OF_LINKS,
    "econcomplex": Convention(links_scaled_by="own", links_signed="against_ubiquity"),
    "economic-complexity": Convention(
        method="reflections",
        updates=(18, 19),
        ddof=1,
        links_scaled_by="own",
        links_signed="as_computed",
    ),
}


@dataclass(frozen=True, slots=True)
class Complexity:
    """``places`` = ECI and ``links`` = PCI, z-scores (unit 1); ``eigenvalue`` is the second of
    the chain place → link → place (0–1, how far the table falls into two), None by reflections."""

    places: Floats
    links: Floats
    eigenvalue: float | None


def complexity(
    present: Floats, *, convention: Convention = MEAN_OF_LINKS, labels: Labels = UNNAMED
) -> Complexity:
    """ECI of places and PCI of links.

    With d_c = Σ_p M_cp and u_p = Σ_c M_cp, K = D⁻¹ M U⁻¹ Mᵀ is a stochastic matrix; ECI is its
    right eigenvector of the second eigenvalue, PCI that of U⁻¹ Mᵀ D⁻¹ M. Both come from one
    symmetric problem of the smaller side, D^-½ M U⁻¹ Mᵀ D^-½ less its known first pair.
    ECI is signed to correlate with diversity d.

    Args:
        present: places × links, 0 or 1, each row and column with a 1.
        convention: what packages do differently; see ``CONVENTIONS``.

    Raises:
        ChainError: the table is empty somewhere, falls into parts, or does not determine ECI
            (the second eigenvalue is double or 0, or diversity says nothing of the sign), or
            reflections have shrunk it to rounding.

    Reference:
        Hidalgo, Hausmann 2009, PNAS 106: 10570–10575; Mealy, Farmer, Teytelboym 2019, Sci. Adv.
        5: eaau1705.
    """
    require_presence(present, labels)
    if convention.method == "reflections":
        require_connected(present, labels)
        return _scaled(present, *_reflections(present, convention.updates), None, convention)
    places, eigenvalue = _second(present)
    if eigenvalue >= 1 - UNDETERMINED:
        require_connected(present, labels)
    links = present.T @ places / present.sum(axis=0) / eigenvalue
    sign = _sign(present.sum(axis=1), places)
    return _scaled(present, sign * places, sign * links, eigenvalue, convention)


def _scaled(
    present: Floats, places: Floats, links: Floats, eigenvalue: float | None, by: Convention
) -> Complexity:
    if by.links_signed == "against_ubiquity":
        links = -_sign(present.sum(axis=0), links) * links
    own = links if by.links_scaled_by == "own" else places
    deviation = places.std(ddof=by.ddof), own.std(ddof=by.ddof)
    if min(deviation) == 0:
        raise ChainError("table", "all places or all links are equal, nothing tells them apart")
    if by.method == "reflections":
        _require_told_apart(deviation[0] / places.mean(), deviation[1] / own.mean())
    return Complexity(
        (places - places.mean()) / deviation[0], (links - own.mean()) / deviation[1], eigenvalue
    )


def _require_told_apart(*left: float) -> None:
    if min(left) < LOST:
        raise ChainError(
            "table",
            f"the reflections left {min(left):.1e} of the mean to tell places or links apart, "
            "which is rounding; take the eigenvector",
        )


def _sign(counts: Floats, found: Floats) -> float:
    """Of the correlation of what was found with diversity or ubiquity."""
    apart, spread = counts - counts.mean(), found - found.mean()
    scale = float(np.linalg.norm(apart) * np.linalg.norm(spread))
    along = float(apart @ spread)
    if abs(along) <= UNDETERMINED * scale or scale == 0:
        raise ChainError(
            "table", "complexity does not correlate with the number of links, so it has no sign"
        )
    return float(np.sign(along))


def _second(present: Floats) -> tuple[Floats, float]:
    """The second right eigenvector of K (places) with its eigenvalue."""
    diversity, ubiquity = present.sum(axis=1), present.sum(axis=0)
    wide = len(diversity) <= len(ubiquity)
    table, own, other = (present, diversity, ubiquity) if wide else (present.T, ubiquity, diversity)
    solve = _dense if len(own) <= DENSE_UP_TO else _lanczos
    vector, eigenvalue = solve(table, own, other)
    if eigenvalue <= UNDETERMINED:
        raise ChainError("table", "all places have the same links, so nothing tells them apart")
    side = vector / np.sqrt(own)
    return (side if wide else present @ side / diversity), eigenvalue


def _dense(table: Floats, own: Floats, other: Floats) -> tuple[Floats, float]:
    scaled = table / np.sqrt(own)[:, None] / np.sqrt(other)
    last = len(own) - 1
    values, vectors = eigh(scaled @ scaled.T, subset_by_index=(max(0, last - 2), last))
    if len(own) > 2 and values[-2] - values[-3] <= UNDETERMINED * values[-2]:
        raise _double(float(values[-2]))
    return vectors[:, -2], float(values[-2])


def _lanczos(table: Floats, own: Floats, other: Floats) -> tuple[Floats, float]:
    """From two starts: where the eigenvalue is double they come to different vectors."""
    forth = sparse(table)
    back = forth.T.tocsr()
    scale, first = 1 / np.sqrt(own), np.sqrt(own / own.sum())

    def apply(x: Floats) -> Floats:
        flat = x.ravel()
        walked: Floats = scale * (forth @ (back @ (scale * flat) / other)) - first * (first @ flat)
        return walked

    size = len(own)
    operator = LinearOperator((size, size), matvec=apply, dtype=np.float64)
    starts = np.random.default_rng(0).standard_normal((2, size))
    (values, one), (_, two) = (eigsh(operator, k=1, which="LA", v0=start) for start in starts)
    one, two = one[:, 0], two[:, 0]
    if np.abs(one - np.sign(one @ two) * two).max() > UNDETERMINED:
        raise _double(float(values[0]))
    return one, float(values[0])


def _double(eigenvalue: float) -> ChainError:
    return ChainError(
        "table", f"the second eigenvalue, {eigenvalue:.6g}, is double: complexity is undetermined"
    )


def _reflections(present: Floats, updates: tuple[int, int]) -> tuple[Floats, Floats]:
    """k_c,n = Σ_p M_cp k_p,n−1 / d_c and k_p,n = Σ_c M_cp k_c,n−1 / u_p from d and u on.

    Reference:
        Hidalgo, Hausmann 2009, eqs. 1–2.
    """
    diversity, ubiquity = present.sum(axis=1), present.sum(axis=0)
    forth = sparse(present)
    back = forth.T.tocsr()
    places, links = diversity, ubiquity
    for number in range(1, max(updates) + 1):
        before, beside = places, links
        places = forth @ beside / diversity if number <= updates[0] else before
        links = back @ before / ubiquity if number <= updates[1] else beside
    return places, links
