from shigu.report.names import Names
from shigu.report.sites import crowd, sites
from tests.report.cast import document


def test_placements_are_counted_by_zone():
    plan = document()
    found = sites(plan, Names(plan["index"]))
    assert sum(site.count for site in found) == 40
    assert [site.count for site in found] == sorted((s.count for s in found), reverse=True)


def test_the_crowd_is_the_group_around_the_park():
    plan = document()
    near = crowd(sites(plan, Names(plan["index"])))
    assert {s.zone for s in near} >= {"coop-park", "xianghu", "window", "binjiang-core"}
    assert "chengxi-linan" not in {s.zone for s in near}


def test_a_zone_carries_its_player_through_its_district():
    plan = document()
    by_zone = {s.zone: s for s in sites(plan, Names(plan["index"]))}
    assert by_zone["chengxi-yuhang"].player == "chengxi"
