from __future__ import annotations

import pytest

from shigu.engine.chain.wording import Namer, Words, and_list, listed, percent
from tests.engine.chain.cast import chain


@pytest.mark.parametrize(
    ("part", "told"),
    [(0, "0%"), (0.001, "<1%"), (0.125, "12%"), (0.994, "99%"), (0.999, ">99%"), (1, "100%")],
)
def test_percentages_never_round_to_never_or_always(part, told):
    assert percent(part) == told


def test_names_fall_back_from_the_pack_to_the_row_to_the_id():
    namer = Namer(chain(names={"hik": ("海康", "")}))
    assert namer("hik") == Words("海康", "海康")
    assert namer("dahua") == Words("大华", "Dahua")
    assert namer("moon") == Words("moon", "moon")


def test_a_common_noun_begins_small_inside_a_sentence_and_an_acronym_does_not():
    namer = Namer(chain())
    assert namer.mid("camera").en == "smart cameras"
    assert namer.mid("cmos").en == "CMOS image sensors"


def test_a_long_list_is_cut_and_says_so():
    items = [Words(name, name.upper()) for name in "abcde"]
    assert listed(items) == Words("a、b、c等", "A, B, C and 2 more")
    assert listed(items[:2]) == Words("a、b", "A and B")
    assert and_list([]) == ""
