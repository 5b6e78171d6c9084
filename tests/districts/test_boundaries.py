from shigu.districts.boundaries import boundaries


def test_rings_close_around_the_district():
    (ring, *_) = boundaries({"xiaoshan": "330109"})["xiaoshan"]
    assert ring[0] == ring[-1]
    assert all(119.9 < lon < 120.8 and 29.8 < lat < 30.5 for lon, lat in ring)


def test_a_code_that_is_not_held_has_no_boundary():
    assert boundaries({"nowhere": "999999"}) == {}
