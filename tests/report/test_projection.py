import math

import pytest

from shigu.report.labels import Box
from shigu.report.projection import clipped, contains, fitted

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]


def test_the_picture_holds_all_points_and_keeps_shapes():
    project = fitted([(120.0, 30.0), (121.0, 30.4)], 700, most=500, margin=0.1)
    (x0, y0), (x1, y1) = project(120.0, 30.0), project(121.0, 30.4)
    assert 0 < x0 < x1 < 700
    assert 0 < y1 < y0 < project.height
    assert (x1 - x0) / (y0 - y1) == pytest.approx(math.cos(math.radians(30.2)) / 0.4)


def test_one_kilometre_is_a_111th_of_a_degree():
    project = fitted([(120.0, 30.0), (121.0, 30.4)], 700, most=500, margin=0.1)
    assert project.km * 111.32 == pytest.approx(project(120.0, 30.0)[1] - project(120.0, 31.0)[1])


def test_a_map_of_nothing_is_refused():
    with pytest.raises(ValueError, match="a map needs at least one point"):
        fitted([], 700, most=500, margin=0.1)


def test_the_visible_part_of_a_square():
    assert sorted(clipped(SQUARE, Box(5, 5, 20, 20))) == [(5, 5), (5, 10), (10, 5), (10, 10)]
    assert clipped(SQUARE, Box(20, 20, 30, 30)) == []


def test_inside_and_outside_by_parity():
    assert contains(SQUARE, 5, 5)
    assert not contains(SQUARE, 11, 5)
