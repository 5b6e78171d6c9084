from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from shigu.report.labels import Box, Mark, place, spread, width

FRAME = Box(0, 0, 600, 400)
spots = st.lists(
    st.tuples(st.floats(20, 580), st.floats(20, 380), st.integers(20, 160)), min_size=1, max_size=20
)


def marks(found):
    return [Mark(str(i), x, y, 9, wide, 16) for i, (x, y, wide) in enumerate(found)]


@given(spots)
def test_labels_cover_neither_one_another_nor_a_mark(found):
    all_marks = marks(found)
    boxes = place(all_marks, FRAME)
    assert not any(a.overlaps(b) for a, b in combinations(boxes.values(), 2))
    assert not any(box.overlaps(mark.box) for box in boxes.values() for mark in all_marks)
    assert all(box.within(FRAME) for box in boxes.values())


def test_a_lone_label_stands_to_the_right_of_its_mark():
    boxes = place([Mark("a", 100, 100, 10, 40, 16)], FRAME)
    assert boxes == {"a": Box(114, 92, 154, 108)}


def test_a_label_without_room_is_left_out():
    assert place([Mark("a", 10, 10, 5, 900, 16)], FRAME) == {}


def test_two_marks_on_one_spot_are_moved_just_apart():
    one, two = spread([Mark("a", 100, 100, 9, 10, 10), Mark("b", 100, 100, 9, 10, 10)])
    assert (one.x, two.x, one.y, two.y) == (90, 110, 100, 100)


def test_marks_that_do_not_touch_stay():
    far = [Mark("a", 100, 100, 9, 10, 10), Mark("b", 140, 100, 9, 10, 10)]
    assert spread(far) == tuple(far)


def test_han_characters_take_one_em_and_others_about_half():
    assert width("视谷") == 24
    assert width("ab") == 12 * 0.49 * 2
