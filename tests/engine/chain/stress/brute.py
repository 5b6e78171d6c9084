"""Stress by the definitions alone: what every test of cascades compares with."""

from itertools import combinations

from hypothesis import strategies as st

from shigu.engine.chain.stress.network import Network, network


def needs_of(given: Network) -> list[tuple[int, set[int]]]:
    return [(int(given.buyer[k]), set(given.suppliers(k).tolist())) for k in range(given.needs)]


def fallen(given: Network, failed: set[int]) -> set[int]:
    """Rules applied until nothing changes."""
    down, needs = set(failed), needs_of(given)
    while True:
        more = {buyer for buyer, suppliers in needs if suppliers <= down} - down
        if not more:
            return down
        down |= more


def smallest(given: Network, events: list[set[int]], target: int, most: int) -> set[frozenset]:
    """All sets of up to ``most`` events that stop the target and of which no part does."""
    found: set[frozenset] = set()
    for size in range(1, most + 1):
        for some in combinations(range(len(events)), size):
            if any(each <= set(some) for each in found):
                continue
            if target in fallen(given, set().union(*(events[k] for k in some))):
                found.add(frozenset(some))
    return found


@st.composite
def networks(draw: st.DrawFn, largest: int = 8) -> Network:
    nodes = draw(st.integers(1, largest))
    node, kind = st.integers(0, nodes - 1), st.integers(0, 2)
    rows = draw(st.lists(st.tuples(node, kind, node), unique=True, max_size=3 * nodes))
    return network(nodes, *([row[column] for row in rows] for column in range(3)))
