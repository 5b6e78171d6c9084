"""Sharing against coopgame-py in one run, and exactness against published nucleoli.

usage: python bench/sharing.py [bnf_reference.json.gz]

JSON lines {case, ours, peer, ratio, unit, …}: processor seconds; ratio = ours ÷ peer, below 1 =
faster. Ours are exact rationals, those of the peer are doubles.
"""

import gzip
import json
import random
import statistics
import sys
import time

import coopgame

from shigu.engine.sharing.core import core_test, least_core
from shigu.engine.sharing.design import design_terms
from shigu.engine.sharing.game import from_values
from shigu.engine.sharing.nucleolus import is_nucleolus, nucleolus
from shigu.engine.sharing.semivalues import shapley
from shigu.engine.sharing.terms import Deal, TermsTemplate

REPEATS = 3
PLAYERS = ("b", "x", "q", "c", "h")


def seconds(work, *arguments):
    """Median of a few runs of ``work``."""
    taken = []
    for _ in range(REPEATS):
        start = time.process_time()
        work(*arguments)
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def say(case, ours, peer=None, **more):
    ratio = None if peer is None else ours / peer
    print(json.dumps({"case": case, "ours": ours, "peer": peer, "ratio": ratio, **more}))


def values(n, seed):
    """Superadditive and of the size of money: |S|² plus noise, in fen."""
    draw = random.Random(seed)
    return [mask.bit_count() ** 2 * 10**8 + draw.randrange(10**8) for mask in range(1, 1 << n)]


def against_peer():
    pairs = {
        "shapley": (shapley, coopgame.shapley),
        "nucleolus": (nucleolus, coopgame.nucleolus),
        "least core": (least_core, coopgame.least_core),
    }
    for n in (5, 6, 8, 10, 12, 16):
        worth = values(n, n)
        game = from_values([f"p{i}" for i in range(n)], worth)
        peer = coopgame.Game([float(v) for v in worth])
        for name, (ours, theirs) in pairs.items():
            say(f"{name} n={n}", seconds(ours, game), seconds(theirs, peer), unit="s")


def sixty_games():
    games = [from_values(PLAYERS, values(5, seed)) for seed in range(60)]

    def work():
        for game in games:
            shapley(game), nucleolus(game), core_test(game)

    say("60 games n=5: shapley, nucleolus, core test", seconds(work), unit="s")


def terms():
    draw = random.Random(1)
    deals = []
    for d in range(40):
        tax = draw.uniform(1e6, 2e7)
        years = tuple(tax * min(1, (year + 1) / 4) for year in range(10))
        discount = tuple(1.08 ** -(year + 2) for year in range(10))
        host = draw.choice(PLAYERS[1:4])
        deals.append(Deal(str(d), draw.choice(PLAYERS[:4]), host, 0.6, years, discount, 0.0))
    worth = sum(0.6 * sum(map(lambda t, f: t * f, d.tax_yuan, d.discount)) for d in deals)
    target = {p: worth * part for p, part in zip(PLAYERS, (0.2, 0.3, 0.2, 0.2, 0.1), strict=True)}
    template = TermsTemplate()
    for own in (True, False):
        start = time.process_time()
        found = design_terms(deals, PLAYERS, target, template, seed=1, by_introducer=own)
        taken = time.process_time() - start
        errors = {"error": found.error, "error_5_5": found.error_5_5}
        say(f"terms of 40 deals, by introducer: {own}", taken, unit="s", **errors)


def published(path):
    """Random games of Benedek, Fliege & Nguyen (2021) with nucleoli, and vectors that are not."""
    with gzip.open(path) as file:
        games = json.load(file)["games"]
    worst, taken, recognised, taken_in = 0.0, 0.0, 0, 0
    for each in games:
        game = from_values([f"p{i}" for i in range(each["n"])], each["values"])
        start = time.process_time()
        found = nucleolus(game)
        taken += time.process_time() - start
        worst = max(
            worst, *(abs(float(a) - b) for a, b in zip(found, each["nucleolus"], strict=True))
        )
        recognised += is_nucleolus(game, found)
        others = [[from_values("a", [v]).values[1] for v in x] for x in each["not_nucleolus"]]
        taken_in += sum(is_nucleolus(game, x) for x in others)
    more = {"recognised": recognised, "taken_in": taken_in, "seconds": taken, "games": len(games)}
    say("published nucleoli: largest error", worst, unit="1", **more)


if __name__ == "__main__":
    against_peer()
    sixty_games()
    terms()
    if sys.argv[1:]:
        published(sys.argv[1])
