"""Games against coopgame-py, and shapiq where it is installed, in one run.

usage: python bench/sharing.py [directory with published_games.json and bnf_reference.json.gz]

JSON lines {case, ours, peer, ratio, unit, …}: processor seconds, the best of five; ratio = ours ÷
peer, below 1 = faster. ``target`` is what the design asks for. Compiling and reading are not
counted. ``peak_mb`` is the most memory the process has held so far.

shapiq is no dependency: it brings pandas, scikit-learn and matplotlib, half a gigabyte. Where it
is installed its lines come too.
"""

import importlib
import importlib.util
import json
import random
import resource
import sys
import time
from pathlib import Path

import coopgame
import numpy as np
from sharing_published import published
from sharing_terms import terms

from shigu.engine.sharing import core, nucleolus, semivalues
from shigu.engine.sharing.game import from_values
from shigu.engine.sharing.numeric import nucleolus as numeric
from shigu.engine.sharing.numeric.game import NumericGame, from_array
from shigu.engine.sharing.numeric.sampling import shapley_sampled
from shigu.engine.sharing.numeric.scenarios import outlook
from shigu.engine.sharing.numeric.semivalues import banzhaf, shapley
from shigu.engine.sharing.structured.airport import Airport
from shigu.engine.sharing.structured.voting import WeightedVoting

REPEATS = 5
ENOUGH = 0.02
"""So many seconds of calls are one measurement."""

SHAPLEY_TARGETS = {15: 0.006, 20: 0.02, 25: 0.4, 28: 1.5}
NUCLEOLUS_TARGETS = {20: 0.3, 25: 3.0}
LEAST_CORE_TARGETS = {20: 0.1, 25: 1.5}

ELECTORAL = (
    [45, 41, 27, 26, 26, 25, 21, 17, 17, 14, 13, 13, 12, 12, 12, 11, 10, 10, 10, 10]
    + [9] * 3
    + [8] * 4
    + [7] * 3
    + [6] * 4
    + [5]
    + [4] * 9
    + [3] * 7
)
"""Votes of the states and DC after the census of 1970."""


def seconds(work, *arguments, repeats=REPEATS):
    """The best of some measurements of one call, after one that compiles."""
    work(*arguments)
    start = time.process_time()
    work(*arguments)
    once = time.process_time() - start
    if once > 10 * ENOUGH:
        repeats = 2
    calls = max(1, int(ENOUGH / max(once, 1e-7)))
    best = once
    for _ in range(repeats):
        start = time.process_time()
        for _ in range(calls):
            work(*arguments)
        best = min(best, (time.process_time() - start) / calls)
    return best


def say(case, ours, peer=None, **more):
    ratio = None if peer is None else ours / peer
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = {"case": case, "ours": ours, "peer": peer, "ratio": ratio, "unit": "s"} | more
    print(json.dumps(line | {"peak_mb": round(peak)}), flush=True)


def money(n, seed):
    """Superadditive and of the size of money: |S|² plus noise, in fen."""
    draw = random.Random(seed)
    return [mask.bit_count() ** 2 * 10**8 + draw.randrange(10**8) for mask in range(1, 1 << n)]


def random_worth(n, seed):
    """v(S) uniform up to 50·|S|, v(N) = 50·n (Benedek, Fliege & Nguyen, type 1)."""
    sizes = np.bitwise_count(np.arange(1 << n)).astype(np.float64)
    values = np.floor(np.random.default_rng(seed).random(1 << n) * 50 * sizes)
    values[-1] = 50 * n
    return values


def names(n):
    return tuple(f"p{i}" for i in range(n))


def small_games():
    """In process, in doubles as the peer; ``exact`` is our time in rationals."""
    for n in range(2, 11):
        for kind, values in (("money", money(n, n)), ("random", random_worth(n, n)[1:].tolist())):
            ours, peer = from_array(names(n), values), coopgame.Game(list(map(float, values)))
            exact = from_values(names(n), [int(v) for v in values])
            for rule, mine, theirs, slow in (
                ("shapley", shapley, coopgame.shapley, semivalues.shapley),
                ("banzhaf", banzhaf, coopgame.banzhaf, semivalues.banzhaf),
                ("nucleolus", numeric.nucleolus, coopgame.nucleolus, nucleolus.nucleolus),
                (
                    "prenucleolus",
                    numeric.prenucleolus,
                    coopgame.prenucleolus,
                    nucleolus.prenucleolus,
                ),
                ("least core", numeric.least_core, coopgame.least_core, core.least_core),
            ):
                taken = seconds(mine, ours), seconds(theirs, peer)
                say(f"{rule} n={n} {kind}", *taken, exact=seconds(slow, exact))


def large_games():
    for n in (12, 15, 20, 25):
        ours = NumericGame(names(n), random_worth(n, n))
        peer = coopgame.Game(ours.values[1:].tolist()) if n <= 20 else None
        for rule, mine, theirs, targets in (
            ("shapley", shapley, coopgame.shapley, SHAPLEY_TARGETS),
            ("least core", numeric.least_core, coopgame.least_core, LEAST_CORE_TARGETS),
            ("nucleolus", numeric.nucleolus, coopgame.nucleolus, NUCLEOLUS_TARGETS),
        ):
            more = {"target": targets.get(n)}
            if rule != "shapley":
                found = mine(ours)
                more |= {"residual": found.residual, "passes": found.passes}
            taken = seconds(mine, ours), None if peer is None else seconds(theirs, peer)
            say(f"{rule} n={n} random", *taken, **more)
    ours = NumericGame(names(28), random_worth(28, 28))
    say("shapley n=28 random", seconds(shapley, ours), target=SHAPLEY_TARGETS[28])


def scenarios():
    sizes = np.bitwise_count(np.arange(64)).astype(np.float64)
    games = sizes**2 * 100 + np.random.default_rng(0).random((10_000, 64)) * 600 * sizes
    taken = seconds(outlook, names(6), games)
    peers = [coopgame.Game(row[1:].tolist()) for row in games[:500]]

    def theirs():
        for game in peers:
            coopgame.shapley(game), coopgame.nucleolus(game), coopgame.least_core(game)

    more = {"target": 2.0, "core": outlook(names(6), games).core}
    say("10,000 scenarios n=6: shapley, nucleolus, core", taken, 20 * seconds(theirs), **more)


def structured():
    vote = WeightedVoting(names(51), tuple(ELECTORAL), 270)
    say("shapley-shubik 51 players, exact", seconds(vote.shapley_shubik), target=0.15)
    costs = [random.Random(1).randrange(10**6) for _ in range(13_572)]
    fees = Airport(names(13_572), tuple(from_values("a", [c]).values[1] for c in costs))
    say("airport 13,572 players: shapley, exact", seconds(fees.shapley))
    say("airport 13,572 players: nucleolus, exact", seconds(fees.nucleolus))
    small = [float(c) for c in costs[:10]]
    listed = from_array(
        names(10), [max(small[i] for i in range(10) if m >> i & 1) for m in range(1, 1024)], "cost"
    )
    ten = Airport(names(10), tuple(from_values("a", [c]).values[1] for c in costs[:10]))
    error = np.abs(numeric.nucleolus(listed).payoffs - [float(x) for x in ten.nucleolus()]).max()
    say("airport n=10: closed form against programmes, largest error", float(error), unit="1")


def sampled():
    """Forty players of weighted voting, against the exact index."""
    weights = tuple(ELECTORAL[:40])
    vote = WeightedVoting(names(40), weights, sum(weights) // 2 + 1)
    exact = np.array([float(x) for x in vote.shapley_shubik()])

    def work():
        return shapley_sampled(lambda mask: float(vote.worth(mask)), 40, 20, seed=1)

    found = work()
    inside = int(((found.low <= exact) & (exact <= found.high)).sum())
    more = {"evaluations": found.evaluations, "within_95": inside, "of": 40}
    more |= {"largest_error": float(np.abs(found.value - exact).max())}
    say("sampled shapley n=40", seconds(work, repeats=1), **more)


def against_shapiq():
    if importlib.util.find_spec("shapiq") is None:
        print("shapiq is not installed: its lines are left out", file=sys.stderr)
        return
    exact = importlib.import_module("shapiq.game_theory.exact").ExactComputer

    for n in (5, 8, 10, 15):
        values = random_worth(n, n)
        bits = 1 << np.arange(n)

        def theirs(n=n, values=values, bits=bits):
            return exact(lambda table: values[table @ bits], n_players=n)("SV", 1)

        ours = NumericGame(names(n), values)
        say(f"shapley n={n} against shapiq", seconds(shapley, ours), seconds(theirs))


if __name__ == "__main__":
    small_games()
    large_games()
    scenarios()
    structured()
    sampled()
    against_shapiq()
    terms(say)
    if sys.argv[1:]:
        published(Path(sys.argv[1]), say)
