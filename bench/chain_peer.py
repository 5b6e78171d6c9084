"""Complexity and density of one table by one package, in a process of its own.

    python bench/chain_peer.py TABLE.npy PACKAGE OUT.npz [CONVENTION]

TABLE holds amounts, places × links; `ours` answers in the CONVENTION of a package. Prints
`{"seconds": …}` of the processor on one thread, which other work on the machine does not stretch,
the best of as many runs as fit in three seconds (one at least), and writes
`eci`, `pci` and `density` (0–1). What is timed: from amounts to Balassa index, presence,
complexity, proximity and density. Tables that a package wants in a shape of its own are made
before the clock runs; of py-ecomplexity only these steps are run.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable
from time import process_time

import numpy as np

Answer = tuple[np.ndarray, np.ndarray, np.ndarray]
RUN_FOR = 3.0


def ours(values: np.ndarray, package: str) -> Callable[[], Answer]:
    from shigu.engine.chain.complexity import CONVENTIONS, complexity
    from shigu.engine.chain.proximity import DENSITY, proximity, relatedness_density
    from shigu.engine.chain.specialisation import specialised

    diagonal = DENSITY["with_itself" if package == "py-ecomplexity" else "without_itself"]

    def run() -> Answer:
        present = specialised(values)
        found = complexity(present, convention=CONVENTIONS[package])
        density = relatedness_density(present, proximity(present, diagonal=diagonal))
        return found.places, found.links, density

    return run


def econcomplex(values: np.ndarray) -> Callable[[], Answer]:
    from econcomplex import eci_pci, relatedness_density

    return lambda: (*eci_pci(values), relatedness_density(values) / 100)


def economic_complexity(values: np.ndarray) -> Callable[[], Answer]:
    import pandas as pd
    from economic_complexity import complexity, rca, relatedness

    table = pd.DataFrame(values)

    def run() -> Answer:
        index = rca(table)
        eci, pci = complexity(index)
        return eci.to_numpy(), pci.to_numpy(), relatedness(index).to_numpy()

    return run


def py_ecomplexity(values: np.ndarray) -> Callable[[], Answer]:
    import pandas as pd
    from ecomplexity.calc_density import calc_density
    from ecomplexity.calc_proximity import calc_discrete_proximity
    from ecomplexity.ComplexityData import ComplexityData
    from ecomplexity.ecomplexity import calc_eci_pci

    rows, columns = np.indices(values.shape)
    long = pd.DataFrame({"t": 1, "c": rows.ravel(), "p": columns.ravel(), "v": values.ravel()})
    data = ComplexityData(long, {"time": "t", "loc": "c", "prod": "p", "val": "v"}, "raise")
    data.create_full_df(1)

    def run() -> Answer:
        data.calculate_rca()
        data.calculate_mcp(1, 1, "rca", None, 1)
        data.diversity_t = np.nansum(data.mcp_t, axis=1)
        data.ubiquity_t = np.nansum(data.mcp_t, axis=0)
        eci, pci = calc_eci_pci(data)
        near = calc_discrete_proximity(data.mcp_t, data.ubiquity_t)
        density = calc_density(data.mcp_t, near)
        return (eci - eci.mean()) / eci.std(), (pci - eci.mean()) / eci.std(), density

    return run


PACKAGES = {
    "econcomplex": econcomplex,
    "economic-complexity": economic_complexity,
    "py-ecomplexity": py_ecomplexity,
}


def main() -> None:
    table, package, out, *convention = sys.argv[1:]
    warnings.simplefilter("ignore")
    values = np.load(table)
    run = ours(values, *convention) if convention else PACKAGES[package](values)
    spent, answer = [], None
    while not spent or sum(spent) + min(spent) < RUN_FOR:
        begun = process_time()
        answer = run()
        spent.append(process_time() - begun)
    np.savez(out, **dict(zip(("eci", "pci", "density"), answer, strict=True)))
    print(json.dumps({"seconds": min(spent), "runs": len(spent)}))


if __name__ == "__main__":
    main()
