"""Published results: every figure of published_games.json, every nucleolus of the random games of
Benedek, Fliege & Nguyen (2021), and every vector that is none rejected."""

import gzip
import json
import time
from fractions import Fraction
from itertools import combinations, product

from shigu.engine.sharing.bargaining import nash_choice
from shigu.engine.sharing.game import from_mapping, from_values, number
from shigu.engine.sharing.nucleolus import is_nucleolus, nucleolus, prenucleolus
from shigu.engine.sharing.numeric import nucleolus as numeric
from shigu.engine.sharing.numeric.game import from_array
from shigu.engine.sharing.semivalues import shapley
from shigu.engine.sharing.separable import scrb
from shigu.engine.sharing.structured.airport import Airport
from shigu.engine.sharing.structured.bankruptcy import Bankruptcy
from shigu.engine.sharing.structured.voting import WeightedVoting
from shigu.engine.sharing.tau import tau_value
from shigu.engine.sharing.unions import aumann_dreze, owen

RULES = {
    "shapley": shapley,
    "nucleolus": nucleolus,
    "prenucleolus": prenucleolus,
    "core_single_point_and_nucleolus": nucleolus,
    "per_capita_nucleolus_weak": lambda game: nucleolus(game, per_capita=True),
    "scrb": lambda game: scrb(game).value,
    "tau": lambda game: tau_value(game).value,
    "owen_12_3": lambda game: owen(game, [game.players[:2], game.players[2:]]),
    "aumann_dreze_12_3": lambda game: aumann_dreze(game, [game.players[:2], game.players[2:]]),
}


def published(folder, say):
    games = json.loads((folder / "published_games.json").read_text(encoding="utf-8"))["games"]
    results = [result for game in games for result in SOLVERS[game["kind"]](game)]
    wrong = [name for name, right in results if not right]
    say("published results missed", len(wrong), unit="1", results=len(results), missed=wrong)
    random_games(folder / "bnf_reference.json.gz", say)


def random_games(path, say):
    with gzip.open(path) as file:
        games = json.load(file)["games"]
    worst = {"exact": 0.0, "float64": 0.0}
    recognised = taken_in = 0
    start = time.process_time()
    for each in games:
        names = [f"p{i}" for i in range(each["n"])]
        game = from_values(names, each["values"])
        found = nucleolus(game)
        doubles = numeric.nucleolus(from_array(names, each["values"])).payoffs
        for kind, parts in (("exact", found), ("float64", doubles)):
            error = max(abs(float(a) - b) for a, b in zip(parts, each["nucleolus"], strict=True))
            worst[kind] = max(worst[kind], error)
        recognised += is_nucleolus(game, found)
        taken_in += sum(is_nucleolus(game, list(map(decimal, x))) for x in each["not_nucleolus"])
    more = {"recognised": recognised, "taken_in": taken_in, "games": len(games)}
    more |= {"rejected": sum(len(each["not_nucleolus"]) for each in games) - taken_in}
    more |= {"float64_error": worst["float64"], "seconds": time.process_time() - start}
    say("nucleoli of random games: largest error", worst["exact"], unit="1", **more)


def decimal(value):
    return number(value, "value")


def by_value(game):
    players = list(game.get("players") or range(1, game["n"] + 1))
    names = list(map(str, players))
    kind = "cost" if game["kind"] == "cost" else "profit"
    if "vector_binary" in game:
        played = from_values(names, game["vector_binary"], kind)
    elif "vector_lex" in game:
        keys = [",".join(c) for size in range(1, len(names) + 1) for c in combinations(names, size)]
        played = from_mapping(dict(zip(keys, game["vector_lex"], strict=True)), names, kind)
    else:
        named = {",".join(key): value for key, value in game["values"].items()}
        played = from_mapping(named, names, kind)
    for rule, result in game["published"].items():
        pairs = zip(RULES[rule](played), result["values"], strict=True)
        yield f"{game['id']} {rule}", all(abs(float(a) - b) <= result["tol"] for a, b in pairs)


def by_airport(game):
    classes = game.get("classes") or [{"movements": 1, "cost": c} for c in game["costs"]]
    costs = [Fraction(each["cost"]) for each in classes for _ in range(each["movements"])]
    fees = dict(
        zip(costs, Airport(tuple(map(str, range(len(costs)))), tuple(costs)).shapley(), strict=True)
    )
    for rule, result in game["published"].items():
        limit = result.get("tol", 0)
        pairs = zip(fees.values(), map(decimal, result["values"]), strict=True)
        yield f"{game['id']} {rule}", all(abs(a - b) <= decimal(limit) for a, b in pairs)


def by_claims(game):
    claims = tuple(map(Fraction, game["claims"]))
    for case in game["cases"]:
        estate = Bankruptcy(tuple(map(str, claims)), claims, Fraction(case["estate"]))
        found = estate.talmud() if case["rule"].startswith("talmud") else shapley(estate.game())
        name = f"{game['id']} {case['rule']} {case['estate']}"
        yield name, found == tuple(map(Fraction, case["published"]))


def by_votes(game):
    weights = game["weights"]
    weights = list(weights.values()) if isinstance(weights, dict) else weights
    names = tuple(map(str, range(len(weights))))
    power = WeightedVoting(names, tuple(weights), game["quota"]).shapley_shubik()
    for rule, result in game.get("published", game.get("computed_only")).items():
        values = result if isinstance(result, list) else result["values"]
        limit = 0 if isinstance(result, list) else result.get("tol", 0)
        if isinstance(values, dict):
            values = [values[str(w)] for w in weights]
        elif len(values) == 2:
            values = [values[w == min(weights)] for w in weights]
        pairs = zip(power, map(decimal, values), strict=True)
        yield f"{game['id']} {rule}", all(abs(a - b) <= decimal(limit) for a, b in pairs)


def by_barter(game):
    goods = [*game["bill_goods"], *game["jack_goods"]]
    worth = [(-b, j) for b, j in game["bill_goods"].values()]
    worth += [(b, -j) for b, j in game["jack_goods"].values()]
    trades = list(product([0, 1], repeat=len(goods)))
    options = [
        [sum(t * w[side] for t, w in zip(trade, worth, strict=True)) for side in (0, 1)]
        for trade in trades
    ]
    best = nash_choice(options, [0, 0])
    moved = {good for good, t in zip(goods, trades[best.chosen], strict=True) if t}
    wanted = game["published"]
    right = moved == {*wanted["bill_gives"], *wanted["jack_gives"]}
    yield game["id"], right and best.product == wanted["product"]


SOLVERS = {
    "cost": by_value,
    "value": by_value,
    "airport": by_airport,
    "bankruptcy": by_claims,
    "weighted_voting": by_votes,
    "nash_bargaining_discrete": by_barter,
}
