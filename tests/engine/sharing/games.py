"""Games that hypothesis draws."""

from hypothesis import strategies as st

from shigu.engine.sharing.game import from_values

NAMES = "abcdefgh"


@st.composite
def games(draw, least=2, most=5, kind="profit", low=-20, high=60):
    """Whole numbers between ``low`` and ``high``, for ``least`` to ``most`` players."""
    n = draw(st.integers(least, most))
    size = (1 << n) - 1
    values = draw(st.lists(st.integers(low, high), min_size=size, max_size=size))
    return from_values(NAMES[:n], values, kind)
