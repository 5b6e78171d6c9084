"""Solutions against figures in print."""

from fractions import Fraction
from itertools import combinations, product
from math import comb

import pytest

from shigu.engine.sharing.bargaining import nash_bargaining, nash_choice
from shigu.engine.sharing.core import core_test, excesses, least_core, would_leave
from shigu.engine.sharing.game import Game, from_mapping, from_values
from shigu.engine.sharing.nucleolus import is_nucleolus, nucleolus, prenucleolus
from shigu.engine.sharing.properties import Violation, not_superadditive
from shigu.engine.sharing.semivalues import banzhaf, shapley
from shigu.engine.sharing.separable import scrb
from shigu.engine.sharing.tau import tau_value
from shigu.engine.sharing.unions import aumann_dreze, owen

# Young, Okada & Hashimoto, Cost allocation in water resources development, Water Resources
# Research 18 (1982) 463-475: six groups of municipalities in Skåne, million SEK.
SKANE = {
    "A": "21.95",
    "H": "17.08",
    "K": "10.91",
    "L": "15.88",
    "M": "20.81",
    "T": "21.98",
    "AH": "34.69",
    "AK": "32.86",
    "AL": "37.83",
    "AM": "42.76",
    "AT": "43.93",
    "HK": "22.96",
    "HL": "25.00",
    "HM": "37.89",
    "HT": "39.06",
    "KL": "26.79",
    "KM": "31.45",
    "KT": "32.89",
    "LM": "31.10",
    "LT": "37.86",
    "MT": "39.41",
    "AHK": "40.74",
    "AHL": "43.22",
    "AHM": "55.50",
    "AHT": "56.67",
    "AKL": "48.74",
    "AKM": "53.40",
    "AKT": "54.84",
    "ALM": "53.05",
    "ALT": "59.81",
    "AMT": "61.36",
    "HKL": "27.26",
    "HKM": "42.55",
    "HKT": "44.94",
    "HLM": "45.81",
    "HLT": "46.98",
    "HMT": "56.49",
    "KLM": "42.01",
    "KLT": "48.77",
    "KMT": "50.32",
    "LMT": "51.46",
    "AHKL": "48.95",
    "AHKM": "60.25",
    "AHKT": "62.72",
    "AHLM": "64.03",
    "AHLT": "65.20",
    "AHMT": "74.10",
    "AKLM": "63.96",
    "AKLT": "70.72",
    "AKMT": "72.27",
    "ALMT": "73.41",
    "HKLM": "48.07",
    "HKLT": "49.24",
    "HKMT": "59.35",
    "HLMT": "64.41",
    "KLMT": "56.61",
    "AHKLM": "69.76",
    "AHKLT": "70.93",
    "AHKMT": "77.42",
    "AHLMT": "83.00",
    "AKLMT": "73.97",
    "HKLMT": "66.46",
    "AHKLMT": "83.82",
}


@pytest.fixture(scope="module")
def skane():
    return from_mapping({",".join(key): value for key, value in SKANE.items()}, kind="cost")


def near(amounts, printed, tolerance):
    return all(abs(float(a) - b) <= tolerance for a, b in zip(amounts, printed, strict=True))


def test_skane_shapley_value_as_printed(skane):
    """M computes to 16.946 and is printed 16.94, so that the row sums to 83.82."""
    assert near(shapley(skane), [20.01, 10.71, 6.61, 10.37, 16.94, 19.18], 0.0061)
    assert sum(shapley(skane)) == Fraction("83.82")


def test_skane_nucleolus_as_printed(skane):
    assert near(nucleolus(skane), [20.35, 12.06, 5.00, 8.61, 18.32, 19.49], 0.0051)
    assert nucleolus(skane)[0] == Fraction("20.35")
    assert sum(nucleolus(skane)) == Fraction("83.82")


def test_skane_shapley_value_lies_outside_the_core(skane):
    """Young (1994, Handbook of Game Theory 2, chapter 34): H, K, L pay 27.69, alone 27.26."""
    (leaver,) = would_leave(skane, shapley(skane))
    assert leaver.members == ("H", "K", "L")
    assert leaver.worth == Fraction("27.26")
    assert leaver.paid == Fraction("27.6875")
    assert leaver.gain == Fraction("0.4275")


def test_skane_least_core_saves_every_group_1_6(skane):
    epsilon, allocation = least_core(skane)
    assert epsilon == Fraction(-8, 5)
    assert max(excesses(skane, allocation)[1:-1]) == epsilon
    assert not core_test(skane).empty


def test_skane_tau_value(skane):
    """Computed independently for this table: 19.575, 13.3391, 5.6892, 10.6226, 16.712, 17.882."""
    tau = tau_value(skane).value
    assert near(tau, [19.575, 13.3391, 5.6892, 10.6226, 16.712, 17.882], 5e-5)


def test_skane_per_capita_nucleolus_as_printed(skane):
    """The weak nucleolus of the authors: excess divided by the number of members."""
    assert near(nucleolus(skane, per_capita=True), [20.03, 12.52, 3.94, 9.07, 18.54, 19.71], 0.0051)


def test_skane_separable_costs_remaining_benefits_as_printed(skane):
    """Printed 13.28, 5.62, 10.90, 16.66 for 13.285, 5.614, 10.904, 16.653, which sum to 83.82."""
    found = scrb(skane).value
    assert near(found, [19.54, 13.28, 5.62, 10.90, 16.66, 17.82], 0.0071)
    assert sum(found) == Fraction("83.82")


def test_skane_with_three_unions(skane):
    """Computed independently: 19.3133, 10.795, 6.6467, 10.7667, 17.0983, 19.2."""
    found = owen(skane, ["AH", "KL", "MT"])
    assert near(found, [19.313333, 10.795, 6.646667, 10.766667, 17.098333, 19.2], 1e-6)


def test_skane_is_not_subadditive_at_two_coalitions(skane):
    """43.22 + 39.41 = 82.63 < 83.00; the table stands as printed."""
    assert not_superadditive(skane) == Violation(("M", "T"), ("A", "H", "L"), Fraction("0.37"))


def bankruptcy(estate, claims):
    n = len(claims)
    values = [
        max(0, estate - sum(claims[j] for j in range(n) if not mask >> j & 1))
        for mask in range(1, 1 << n)
    ]
    return from_values([f"claim {claim}" for claim in claims], values)


@pytest.mark.parametrize(
    ("estate", "talmud", "random_arrival"),
    [
        (100, ["100/3"] * 3, ["100/3"] * 3),
        (200, ["50", "75", "75"], ["100/3", "250/3", "250/3"]),
        (300, ["50", "100", "150"], ["50", "100", "150"]),
    ],
)
def test_talmud_estates(estate, talmud, random_arrival):
    """Kethuboth 93a; Aumann & Maschler, J. Econ. Theory 36 (1985); O'Neill (1982)."""
    game = bankruptcy(estate, [100, 200, 300])
    assert nucleolus(game) == tuple(map(Fraction, talmud))
    assert shapley(game) == tuple(map(Fraction, random_arrival))


def test_ibn_ezra_is_the_shapley_value_of_the_airport_game():
    """O'Neill, Math. Soc. Sci. 2 (1982): claims 30, 40, 60, 120 on 120."""
    claims = [30, 40, 60, 120]
    values = [max(c for i, c in enumerate(claims) if m >> i & 1) for m in range(1, 16)]
    solved = shapley(from_values("abcd", values, "cost"))
    assert solved == tuple(map(Fraction, ["15/2", "65/6", "125/6", "485/6"]))


def test_glove_game():
    """One left and two right gloves: the short side takes all in core, nucleolus and τ."""
    game = from_mapping({"L": 0, "r": 0, "s": 0, "L,r": 1, "L,s": 1, "r,s": 0, "L,r,s": 1})
    assert shapley(game) == (Fraction(2, 3), Fraction(1, 6), Fraction(1, 6))
    assert nucleolus(game) == (1, 0, 0)
    assert tau_value(game).value == (1, 0, 0)
    assert core_test(game).allocation == (1, 0, 0)


def young(worth_of_1245, worth_of_all):
    """Young, Int. J. Game Theory 14 (1985) 65-72; other coalitions: the best partition."""
    paid = {"35": 3, "123": 3, "134": 9, "245": 9, "1245": worth_of_1245, "12345": worth_of_all}
    blocks = {sum(1 << int(c) - 1 for c in key): worth for key, worth in paid.items()}
    worth = [0] * 32
    for mask in range(1, 32):
        inside = [block for block in blocks if block & mask == block]
        worth[mask] = max((blocks[b] + worth[mask ^ b] for b in inside), default=0)
    return from_values("12345", worth[1:])


def test_a_larger_pie_can_punish_in_the_core_but_not_under_shapley():
    before, after = young(9, 11), young(12, 12)
    assert nucleolus(before) == core_test(before).allocation == (0, 1, 2, 7, 1)
    assert nucleolus(after) == core_test(after).allocation == (3, 0, 0, 6, 3)
    gain = [b - a for a, b in zip(shapley(before), shapley(after), strict=True)]
    assert all(gain[i] > 0 for i in (0, 1, 3, 4))
    assert near(shapley(before), [1.55, 1.55, 2.3, 3.55, 2.05], 1e-12)
    assert near(shapley(after), [1.9, 1.9, 1.9, 3.9, 2.4], 1e-12)


def weighted_voting(quota, weights):
    n = len(weights)
    values = [
        int(sum(w for i, w in enumerate(weights) if mask >> i & 1) >= quota)
        for mask in range(1, 1 << n)
    ]
    return from_values([f"seat {i}" for i in range(n)], values)


def test_un_security_council():
    """Shapley & Shubik's index of [39; 7×5, 1×10]: 421/2145 and 4/2145."""
    power = shapley(weighted_voting(39, [7] * 5 + [1] * 10))
    assert power == (Fraction(421, 2145),) * 5 + (Fraction(4, 2145),) * 10


def test_eec_council_of_1958():
    """Brams & Affuso (1976): .2333, .15 and nothing for Luxembourg."""
    council = weighted_voting(12, [4, 4, 4, 2, 2, 1])
    assert shapley(council) == tuple(map(Fraction, ["7/30"] * 3 + ["3/20"] * 2 + ["0"]))
    assert banzhaf(council)[5] == 0


def test_eec_council_of_1986_by_counting_pivots():
    """Independent: the share of orders in which a member turns a losing into a winning group."""
    weights, quota, n = [10, 10, 10, 10, 8, 5, 5, 5, 5, 3, 3, 2], 54, 12
    power = shapley(weighted_voting(quota, weights))
    pivots = sum(
        Fraction(1, n * comb(n - 1, size))
        for size in range(n)
        for group in combinations(weights[1:], size)
        if quota - 10 <= sum(group) < quota
    )
    assert power[0] == pivots == Fraction(31, 231)


def lexicographic(values, kind="profit"):
    """Values in the order of CoopGame: by size, then alphabetically."""
    keys = [",".join(c) for size in (1, 2, 3) for c in combinations("abc", size)]
    return from_mapping(dict(zip(keys, values, strict=True)), kind=kind)


def test_tau_value_of_the_r_package_coopgame():
    """CRAN CoopGame, test 73."""
    assert near(tau_value(lexicographic([0, 0, 0, 2, 2, 3, 5])).value, [1.25, 1.875, 1.875], 1e-12)


def test_nucleolus_with_empty_core_of_the_r_package_coopgame():
    """CRAN CoopGame, test 67."""
    game = lexicographic([2, 6, 5, 15, 1, 18, 14])
    assert nucleolus(game) == (2, 7, 5)
    assert core_test(game).empty


def test_nucleolus_and_prenucleolus_differ_where_one_would_pay_to_take_part():
    """README of coopgame-py."""
    game = lexicographic([0, 0, 0, 10, 0, 0, 2])
    assert nucleolus(game) == (1, 1, 0)
    assert prenucleolus(game) == (3, 3, -4)
    assert is_nucleolus(game, prenucleolus(game), alone=False)
    assert not is_nucleolus(game, prenucleolus(game))


def test_simple_majority_of_three():
    game = lexicographic([0, 0, 0, 1, 1, 1, 1])
    test = core_test(game)
    third, half = Fraction(1, 3), Fraction(1, 2)
    assert shapley(game) == nucleolus(game) == (third,) * 3
    assert banzhaf(game) == (half,) * 3
    assert test.empty
    assert test.weights == ((0b011, half), (0b101, half), (0b110, half))
    assert test.excess == half
    assert least_core(game) == (third, (third,) * 3)


def test_majority_with_a_union_of_two():
    """Owen (1977) and Aumann & Drèze (1974): the two share everything."""
    game, unions = lexicographic([0, 0, 0, 1, 1, 1, 1]), ["ab", "c"]
    half = Fraction(1, 2)
    assert owen(game, unions) == aumann_dreze(game, unions) == (half, half, 0)


def test_bill_and_jack_barter():
    """Nash, Econometrica 18 (1950): utilities to Bill and to Jack of what each owns."""
    bill = {"book": (2, 4), "whip": (2, 2), "ball": (2, 1), "bat": (2, 2), "box": (4, 1)}
    jack = {"pen": (10, 1), "toy": (4, 1), "knife": (6, 2), "hat": (2, 2)}
    worth = [(-b, j) for b, j in bill.values()] + [(b, -j) for b, j in jack.values()]
    trades = list(product([0, 1], repeat=9))
    gains = [
        [sum(t * pair[side] for t, pair in zip(trade, worth, strict=True)) for side in (0, 1)]
        for trade in trades
    ]
    best = nash_choice(gains, [0, 0])
    moved = {good for good, t in zip([*bill, *jack], trades[best.chosen], strict=True) if t}
    assert moved == {"book", "whip", "ball", "bat", "pen", "toy", "knife"}
    assert best.gains == (12, 5)
    assert best.product == 60


def test_two_players_split_the_surplus_equally_under_every_rule():
    game = Game(("a", "b"), tuple(map(Fraction, [0, 3, 5, 14])))
    halves = (6, 8)
    assert shapley(game) == nucleolus(game) == least_core(game)[1] == halves
    assert tau_value(game).value == nash_bargaining(game).value == halves
