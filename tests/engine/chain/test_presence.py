from __future__ import annotations

import numpy as np
import pytest

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.presence import Labels, connected_parts, require_amounts
from shigu.engine.chain.proximity import proximity
from shigu.engine.chain.specialisation import balassa, specialised


@pytest.mark.parametrize("amount", [-1.0, np.nan, np.inf])
def test_an_amount_that_is_none_is_refused_with_its_place(amount):
    values = np.array([[1.0, 2.0], [3.0, amount]])
    with pytest.raises(ChainError, match=f"not {amount}") as refused:
        require_amounts(values, Labels(("a", "b"), ("x", "y")))
    assert refused.value.place == "place b, link y"


@pytest.mark.parametrize("amount", [-1.0, np.nan, np.inf])
@pytest.mark.parametrize("measure", [balassa, specialised])
def test_specialisation_of_amounts_that_are_none_is_refused_with_its_place(measure, amount):
    with pytest.raises(ChainError) as refused:
        measure(np.array([[1.0, 2.0], [amount, 3.0]]))
    assert refused.value.place == "place 1, link 0"


@pytest.mark.parametrize("amount", [2.0, 0.5, -1.0, np.nan])
def test_proximity_of_anything_but_presence_is_refused_with_its_place(amount):
    with pytest.raises(ChainError, match="present is 1 and absent is 0") as refused:
        proximity(np.array([[1.0, 0.0], [1.0, amount]]), diagonal=0)
    assert refused.value.place == "place 1, link 1"


def test_parts_that_share_no_link_the_largest_first():
    present = np.array([[1.0, 0, 0, 0], [0, 1, 1, 0], [0, 0, 1, 0], [0, 0, 0, 0]])
    parts = connected_parts(present)
    assert [(p.places.tolist(), p.links.tolist()) for p in parts] == [([1, 2], [1, 2]), ([0], [0])]
