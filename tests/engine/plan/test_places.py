import polars as pl
import pytest

from shigu.engine.plan.places import Places

ROWS = [
    ("zj", "浙江省", "province", None, None),
    ("hz", "杭州市", "city", "zj", "city"),
    ("bj", "滨江区", "district", "hz", "bj"),
    ("xs", "萧山区", "district", "hz", "xs"),
    ("fy", "富阳区", "district", "hz", None),
    ("nb", "宁波市", "city", "zj", None),
    ("sz", "深圳市", "city", "gd", None),
    ("gd", "广东省", "province", None, None),
]


@pytest.fixture
def places():
    return Places.from_table(
        pl.DataFrame(ROWS, schema=["id", "name_zh", "level", "parent", "player"], orient="row")
    )


@pytest.mark.parametrize(
    ("district", "scope"),
    [
        ("bj", "cluster"),
        ("fy", "city"),
        ("hz", "cluster"),
        ("nb", "province"),
        ("sz", "nation"),
        (None, "nation"),
    ],
)
def test_the_scope_is_the_narrowest_that_holds_the_place(places, district, scope):
    assert places.scope_of(district) == scope


def test_players_stand_in_the_order_of_the_table(places):
    assert places.players == ("city", "bj", "xs")


def test_a_city_owns_what_lies_in_it(places):
    assert places.owned_by("city") == {"hz", "bj", "xs", "fy"}
    assert places.owned_by("xs") == {"xs"}


def test_member_districts_are_those_that_play(places):
    assert places.member_districts == ("bj", "xs")


def test_an_area_holds_what_lies_in_it(places):
    assert places.within("hz") == {"hz", "bj", "xs", "fy"}
    assert places.within("bj") == {"bj"}


def test_a_corridor_holds_the_districts_of_its_player():
    rows = [
        *ROWS,
        ("belt", "走廊", "corridor", "hz", "west"),
        ("yh", "余杭", "district", "hz", "west"),
    ]
    columns = ["id", "name_zh", "level", "parent", "player"]
    table = pl.DataFrame(rows, schema=columns, orient="row")
    assert Places.from_table(table).within("belt") == {"belt", "yh"}
