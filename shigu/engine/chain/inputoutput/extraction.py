"""Hypothetical extraction: the output that is lost without a sector, by rank-1 updates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.inputoutput.leontief import coefficients, inverse
from shigu.engine.chain.inputoutput.table import IoTable


@dataclass(frozen=True, slots=True)
class Extraction:
    """Output lost in sector i when sector k is extracted, [i, k] (n × n), in the table's unit.

    ``whole``: k vanishes with its final demand. ``backward``: k makes as much but buys nothing at
    home. ``forward``: nobody at home buys from k, its final demand stays.
    """

    whole: Floats
    backward: Floats
    forward: Floats


def extraction(table: IoTable) -> Extraction:
    """All extractions from one inverse L; no other system is solved.

    Deleting row and column k leaves L_ij − L_ik L_kj / L_kk, so that Δx_i = L_ik x_k / L_kk (and
    Δx_k = x_k). Without column k, by Sherman and Morrison, Δx = (L_·k − e_k) x_k / L_kk; without
    row k, Δx = L_·k (x_k − f_k) / L_kk.

    Reference:
        Dietzenbacher, van der Linden 1997, Reg. Stud. 31: 235–257; Miller, Blair 2009, §12.2.6;
        Sherman, Morrison 1950, Ann. Math. Stat. 21: 124–127.
    """
    total = inverse(coefficients(table.domestic, table.output), table.sectors)
    scale = table.output / np.diag(total)
    whole = total * scale
    sold = (table.output - table.final_demand) / np.diag(total)
    return Extraction(whole, whole - np.diag(scale), total * sold)
