"""From who brought to where it lands."""

import pytest

from shigu.plans.shown.flows import arcs, bent, heart, matrix


class Place:
    def __init__(self, pk, player, x=None):
        self.pk, self.player, self.code, self.name = pk, player, player, player.upper()
        ring = [[x, 0], [x + 2, 0], [x + 2, 2], [x, 2], [x, 0]] if x is not None else None
        self.boundary = ring and {"type": "Polygon", "coordinates": [ring]}

    def __str__(self):
        return self.name


class Placed:
    def __init__(self, start, end):
        self.district, self.host = start, end
        self.district_id, self.host_id = start.pk, end.pk


A, B, C = Place(1, "a", 0), Place(2, "b", 10), Place(3, "c")
ROWS = [Placed(A, B), Placed(A, B), Placed(B, A), Placed(A, A), Placed(C, B)]


def test_an_arc_leads_from_who_brought_to_who_takes_and_is_as_heavy_as_projects_are_many():
    found = {each["properties"]["name"]: each for each in arcs(ROWS, [A, B, C])}
    assert set(found) == {"A → B", "B → A"}
    there, back = found["A → B"], found["B → A"]
    assert (there["properties"]["weight"], back["properties"]["weight"]) == (2, 1)
    line = there["geometry"]["coordinates"]
    assert (line[0], line[-1]) == ([1, 1], [11, 1])
    assert line != back["geometry"]["coordinates"][::-1]


def test_both_ways_bend_apart():
    assert bent((0, 0), (10, 0))[8] == [5, pytest.approx(-0.9)]
    assert bent((10, 0), (0, 0))[8] == [5, pytest.approx(0.9)]


def test_the_heart_is_that_of_the_largest_ring():
    small = [[50, 50], [51, 50], [51, 51], [50, 51], [50, 50]]
    large = [[0, 0], [4, 0], [4, 2], [0, 2], [0, 0]]
    both = {"geometry": {"type": "MultiPolygon", "coordinates": [[small], [large]]}}
    assert heart(both) == (2, 1)


def test_the_matrix_counts_every_placement_and_is_left_out_where_all_stay_at_home():
    found = matrix(ROWS)
    assert found["columns"][1:] == ["A", "B"]
    assert found["rows"] == [["A", 1, 2], ["B", 1, 0], ["C", 0, 1]]
    assert matrix([Placed(A, A)]) is None
