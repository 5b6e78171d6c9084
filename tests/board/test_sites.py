"""Projects on the map: where the plan puts them, for those who may know."""

import pytest

from shigu.board.queries.sites import sites
from shigu.districts.scope import acting_as, acting_as_system
from shigu.plans.actions import adopt_plan
from shigu.plans.models import Placement, Plan
from shigu.territory.ground import ground
from shigu.territory.queries import in_force, layouts
from tests.board.test_cockpit import READY
from tests.people import user


def drawn(name):
    with acting_as(user(name).pk, name) as actor:
        over = sites(actor)
        data = ground(actor, in_force(layouts(actor), READY), READY, READY, over).data
    points = [f["properties"] for f in data["points"]["features"]]
    keys = [entry.key for entry in data["legend"]]
    return over, [p for p in points if p["id"].startswith("p")], keys


def put_in_force(plan):
    with acting_as(user("wei").pk, "wei") as actor:
        adopt_plan(actor, Plan.objects.get(pk=plan), reason="会商通过")


def test_no_plan_draws_no_project(db):
    over, points, keys = drawn("gu")
    assert over.features == ()
    assert points == []
    assert "adopted" not in keys


def test_each_space_that_gets_projects_is_one_point(finished):
    _over, points, keys = drawn("gu")
    with acting_as_system():
        placed = Placement.objects.filter(plan=finished, space__lon__isnull=False)
        expected = {f"p{space}" for space in placed.values_list("space_id", flat=True)}
        names = set(placed.values_list("name_zh", flat=True))
    assert len(points) == len(expected)
    assert {point["id"] for point in points} == expected
    assert {point["key"] for point in points} == {"proposed"}
    assert keys[-1] == "proposed"
    told = "\n".join(point["name"] + "\n" + point["note"] for point in points)
    assert all(name in told for name in names)


def test_an_adopted_plan_is_drawn_full(finished):
    put_in_force(finished)
    _over, points, _keys = drawn("wei")
    assert {point["key"] for point in points} == {"adopted"}


@pytest.mark.parametrize("name", ["lin", "zhou"])
def test_others_see_only_what_is_theirs(finished, name):
    assert drawn(name)[1] == []
    put_in_force(finished)
    _over, points, _keys = drawn(name)
    with acting_as(user(name).pk, name) as actor:
        own = Placement.objects.visible_to(actor).filter(plan=finished, space__lon__isnull=False)
        expected = {f"p{space}" for space in own.values_list("space_id", flat=True)}
    with acting_as_system():
        everything = Placement.objects.filter(plan=finished).values("space_id").distinct().count()
    assert {point["id"] for point in points} == expected
    assert len(expected) < everything
