from dataclasses import replace
from datetime import date

from shigu.engine.siting.near import near_misses
from shigu.engine.siting.plan import plan
from shigu.engine.siting.values import Pool, Quota


def by_project(entries):
    return {entry.project: entry for entry in entries}


def test_the_runner_up_is_where_the_project_goes_next_and_what_all_lose(need, space, problem):
    """Without its dear plot p takes the cheap one and sends q out."""
    land = {"kind": "land", "land_mu": 1.0}
    needs = [need("p", land_mu=1.0, worth=20.0), need("q", worth=5.0)]
    spaces = [space("dear", price_yuan_per_mu=3e4, **land), space("hall")]
    answer = by_project(plan(problem(needs, spaces)).placements)
    assert answer["p"].space == "dear"
    assert answer["p"].runner_up.space == "hall"
    assert answer["p"].runner_up.loss_yuan == 80_000
    assert answer["q"].runner_up.space is None
    assert answer["q"].runner_up.loss_yuan == 50_000


def test_a_second_place_as_good_costs_nothing(need, space, problem):
    placed = plan(problem([need("p")], [space("s"), space("t")])).placements[0]
    assert placed.runner_up.loss_yuan == 0
    assert {placed.space, placed.runner_up.space} == {"s", "t"}


def test_what_a_floor_holds_in_place_has_no_runner_up(need, space, problem):
    floor = Quota("f", "d", "projects", 1)
    placed = plan(problem([need("p")], [space("s")], quotas=[floor])).placements[0]
    assert placed.runner_up is None
    assert placed.reasons[-1].code == "siting.only_place"


def test_a_placement_says_why(need, space, problem, today):
    project = need("p", height_m=5.0, power_kva=100.0, success_probability=0.5)
    hall = space("s", height_m=5.4, power_kva=630.0, available_from=date(2027, 3, 1))
    (placed,) = plan(problem([project], [hall, space("low", height_m=3.0)])).placements
    reasons = {reason.code: reason for reason in placed.reasons}
    assert list(reasons) == [
        "siting.choice",
        "siting.height",
        "siting.power",
        "siting.start",
        "siting.value",
    ]
    assert reasons["siting.choice"].inputs == {"spaces": 2, "fitting": 1, "rank": 1, "zone": "z"}
    assert reasons["siting.height"].zh == "净高：需要 5 m，可供 5.4 m"
    assert reasons["siting.start"].zh == "2027-03-01 起用：空间届时交付"
    assert (placed.start, placed.value_yuan, placed.area_m2) == ("2027-03-01", 50_000, 100)


def test_land_is_measured_in_square_metres(need, space, problem):
    ground = space("s", kind="land", land_mu=3.0)
    asked = problem([need("p", land_mu=3.0, floor_area_m2=None)], [ground])
    assert plan(asked).placements[0].area_m2 == 2000


def test_where_no_space_fits_the_most_exclusive_requirement_comes_first(need, space, problem):
    halls = [space(f"s{k}", height_m=h, load_t_m2=w) for k, (h, w) in enumerate(OFFERS)]
    (left,) = plan(problem([need("p", height_m=9.0, load_t_m2=2.0)], halls)).unplaced
    assert [(reason.code, reason.inputs["excluded"]) for reason in left.binding] == [
        ("siting.height", 3),
        ("siting.load", 1),
    ]
    assert left.binding[0].zh == "净高需 9 m：3 处空间都不够"
    assert left.binding[0].inputs["only_this"] == 2
    assert left.cost_of_placing_yuan is None
    assert [miss.space for miss in left.near_misses] == ["s0", "s1"]


OFFERS = ((8.4, 2.0), (7.0, 3.0), (8.9, 1.0))


def test_who_is_crowded_out_learns_by_what_and_at_which_price(need, space, problem):
    pool = Pool(
        id="grid", resource="power", zones=frozenset("z"), month_from=date(2027, 1, 1), amount=500.0
    )
    needs = [need("p", worth=9.0, power_kva=400.0), need("q", worth=4.0, power_kva=300.0)]
    halls = [space(name, power_kva=400.0) for name in "st"]
    (left,) = plan(problem(needs, halls, [pool])).unplaced
    full = next(r for r in left.binding if r.code == "siting.full.pool")
    assert full.inputs == {
        "where": "grid", "resource": "power", "used": 400.0, "available": 500.0, "needed": 300.0
    }  # fmt: skip
    displaced = left.binding[-1]
    assert (displaced.code, displaced.inputs["out"]) == ("siting.displaces", "p")
    assert left.cost_of_placing_yuan == 50_000


def test_a_project_that_is_worth_nothing_is_told_so(need, space, problem):
    (left,) = plan(problem([need("p", worth=-3.0)], [space("s")])).unplaced
    assert left.binding[0].code == "siting.value"
    assert left.cost_of_placing_yuan == 30_000
    assert left.value_yuan == -30_000


def test_a_veto_is_the_only_reason_there_is(need, space, problem):
    (left,) = plan(problem([need("p", veto="重大失信")], [space("s")])).unplaced
    assert [(reason.code, reason.zh) for reason in left.binding] == [
        ("siting.veto", "否决项：重大失信")
    ]
    assert (left.cost_of_placing_yuan, left.near_misses) == (None, ())


def test_what_no_plan_can_take_in_is_told_so(need, space, problem):
    pool = Pool(
        id="grid", resource="power", zones=frozenset("z"), month_from=date(2027, 1, 1), amount=50.0
    )
    asked = problem([need("p", power_kva=60.0)], [space("s", power_kva=60.0)], [pool])
    (left,) = plan(asked).unplaced
    assert [reason.code for reason in left.binding] == ["siting.full.pool", "siting.impossible"]
    assert left.cost_of_placing_yuan is None


def test_the_same_question_has_the_same_answer_with_more_workers(need, space, problem):
    needs = [need(f"p{i}", worth=5.0 + i, floor_area_m2=250.0 + 31 * i) for i in range(8)]
    asked = problem(needs, [space("s", divisible=True), space("t", divisible=True), space("u")])
    one, again, two = (plan(asked, workers=w) for w in (1, 1, 2))
    assert replace(one, seconds=0.0) == replace(again, seconds=0.0)
    assert two.objective_yuan == one.objective_yuan
    losses = [p.runner_up.loss_yuan for p in one.placements]
    assert [p.runner_up.loss_yuan for p in two.placements] == losses


def test_near_misses_fail_one_measure_by_a_quarter_at_most(need, space):
    project = need("p", height_m=8.0, clean_class=6, hazard_class="丙")
    fine = {"clean_class": 6, "hazard_class": "丙"}
    spaces = [
        space("quarter", height_m=6.0, **fine),
        space("more", height_m=5.9, **fine),
        space("close", height_m=7.9, **fine),
        space("two", height_m=7.9, clean_class=7, hazard_class="丙"),
        space("class", height_m=8.0, clean_class=7, hazard_class="丙"),
        space("unknown", height_m=8.0, clean_class=None, hazard_class="丙"),
        space("danger", height_m=8.0, clean_class=6, hazard_class="丁"),
        space("fits", height_m=8.0, **fine),
    ]
    found = near_misses(project, spaces)
    assert [miss.space for miss in found] == ["close", "class", "quarter"]
    assert found[0].zh == "净高：需要 8 m，可供 7.9 m"


def test_at_most_five_near_misses_are_told(need, space):
    halls = [space(f"s{k}", height_m=7.0 + k / 10) for k in range(7)]
    assert [m.space for m in near_misses(need("p", height_m=8.0), halls)] == [
        "s6", "s5", "s4", "s3", "s2"
    ]  # fmt: skip
