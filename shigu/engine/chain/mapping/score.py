"""How likely a firm stands on a link, from keywords, industry code and a model of past judgements.

The score is 1 / (1 + exp(−z)) with z the sum of

====================  ==========================================================================
−1.6                  a term alone proves little
by the verb           makes +3.2 · develops +2.9 · not told +1.9 · trades +0.8 · serves +0.6 ·
                      names another thing by it +0.3
0.8 · log2 n          n different terms of the link, those only traded or served left out
0.8                   the name (by at least 3 characters) or the products say it
−2.8                  only words of any industry (``common.csv``), and nothing else of the chain
0.3, −0.4             the longest term has at least 5, at most 2 characters
1.2, 0.6, −1.2        the firm's industry code (GB/T 4754) is one of the link's, of the same group
                      of three digits, of none of their divisions of two; nothing if it has none
m                     margin of the model, between −2 and 2; nothing without a model
====================  ==========================================================================

A hit in a bracket that tells an exception (``除外``) speaks for nothing; a position that rests only
on such hits is none.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from shigu.engine.chain.mapping.positions import Positions
from shigu.engine.chain.values import Link

Floats = NDArray[np.float64]
START = -1.6
VERB = np.array([-np.inf, 0.3, 0.6, 0.8, 1.9, 2.9, 3.2])
"""By ``Role``: barred, beside, serves, trades, not told, develops, makes."""
MORE_TERMS, OWN_WORDS, LONG, SHORT, VAGUE = 0.8, 0.8, 0.3, -0.4, -2.8
SAME_CODE, SAME_GROUP, OTHER_DIVISION = 1.2, 0.6, -1.2
MOST_MARGIN = 2.0


def prior(found: Positions) -> Floats:
    """z without industry codes and model, (positions,)."""
    size = np.where(found.size >= 5, LONG, np.where(found.size <= 2, SHORT, 0.0))
    terms = MORE_TERMS * np.log2(np.maximum(found.terms, 1))
    z: Floats = START + VERB[found.role] + terms + OWN_WORDS * found.own + size
    return z + VAGUE * found.vague


def code_terms(links: Sequence[Link], codes: Sequence[str]) -> Floats:
    """What each industry code says of each link, (codes, links); an empty code says nothing.

    A letter of the section before the digits is passed over (``C3953`` is ``3953``).
    """
    plain = ["".join(c for c in code if c.isdigit()) for code in codes]
    return np.array([[_agreement(code, link.codes) for link in links] for code in plain]).reshape(
        len(codes), len(links)
    )


def probability(z: Floats) -> Floats:
    """The score, rounded to 1e-4 so that a sum in another order tells the same."""
    with np.errstate(over="ignore"):
        score: Floats = np.round(1 / (1 + np.exp(-z)), 4)
    return score


def _agreement(code: str, known: Sequence[str]) -> float:
    if not code or not known:
        return 0.0
    if code in known:
        return SAME_CODE
    if len(code) >= 3 and any(code[:3] == each[:3] for each in known):
        return SAME_GROUP
    return 0.0 if any(code[:2] == each[:2] for each in known) else OTHER_DIVISION
