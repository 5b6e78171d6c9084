from __future__ import annotations

import numpy as np
import pytest

from shigu.engine.chain.presence import Labels, connected_parts, require_amounts
from shigu.engine.chain.values import ChainError


@pytest.mark.parametrize("amount", [-1.0, np.nan, np.inf])
def test_an_amount_that_is_none_is_refused_with_its_place(amount):
    values = np.array([[1.0, 2.0], [3.0, amount]])
    with pytest.raises(ChainError, match=f"not {amount}") as refused:
        require_amounts(values, Labels(("a", "b"), ("x", "y")))
    assert refused.value.place == "place b, link y"


def test_parts_that_share_no_link_the_largest_first():
    present = np.array([[1.0, 0, 0, 0], [0, 1, 1, 0], [0, 0, 1, 0], [0, 0, 0, 0]])
    parts = connected_parts(present)
    assert [(p.places.tolist(), p.links.tolist()) for p in parts] == [([1, 2], [1, 2]), ([0], [0])]
