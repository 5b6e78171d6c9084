from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.sidebyside import Side, compare, in_frame
from shigu.engine.chain.signals import Signal
from shigu.engine.chain.values import Ownership
from tests.engine.chain.cast import FIRMS, LINKS, POSITIONS, chain, firm, link, stands

OLD = (
    link("eye", names=("视觉芯片", "Vision chips")),
    link("glass", names=("镜片", "Glass")),
    link("odd", names=("其他", "Other")),
    link("camera", "application"),
)
"""An older taxonomy: vision chips became ISP (0.7) and CMOS (0.3), glass became lenses."""
BECOMES = {"eye": [("isp", 0.7), ("cmos", 0.3)], "glass": [("lens", 1.0)]}
OLD_FIRMS = (firm("one"), firm("two"), firm("three", "nation"))
OLD_POSITIONS = (
    stands("one", "eye", 0.5),
    stands("one", "glass", 0.4),
    stands("two", "odd", 0.9),
    stands("two", "camera", 0.8),
    stands("three", "eye", 0.5),
)


def old(**changes):
    plain = {"links": OLD, "supplies": (), "firms": OLD_FIRMS, "positions": OLD_POSITIONS}
    return chain(**plain | {"capabilities": (), "references": ()} | changes)


def sides(new=None, becomes=BECOMES, **changes):
    return (
        Side("here", "本地", "Here", new or chain(), {}),
        Side("there", "他处", "There", old(**changes), becomes),
    )


def test_positions_follow_the_mapping_by_share():
    here, there = sides()
    inputs, moved, left = in_frame(here.inputs, there)
    assert {(p.organisation, p.link): p.share for p in inputs.positions} == pytest.approx(
        {
            ("one", "isp"): 0.35,
            ("one", "cmos"): 0.15,
            ("one", "lens"): 0.4,
            ("two", "camera"): 0.8,
            ("three", "isp"): 0.35,
            ("three", "cmos"): 0.15,
        }
    )
    assert [(m.from_link, m.to_link, m.share, m.organisations) for m in moved] == [
        ("eye", "isp", 0.7, 2),
        ("eye", "cmos", 0.3, 2),
        ("glass", "lens", 1.0, 1),
    ]
    assert [(one.link, one.organisations) for one in left] == [("odd", 1)]


def test_two_old_links_that_became_one_add_up():
    here, there = sides(becomes={"eye": [("isp", 1.0)], "glass": [("isp", 1.0)]})
    inputs, _, _ = in_frame(here.inputs, there)
    shares = {(p.organisation, p.link): p.share for p in inputs.positions}
    assert shares["one", "isp"] == pytest.approx(0.9)


def test_all_sides_are_judged_on_the_links_of_the_first():
    found = compare(sides())
    assert [row.link for row in found.links] == [one.id for one in LINKS]
    here, there = found.clusters
    assert (here.organisations, here.facts, here.links_held) == (4, 4, 2)
    assert (there.organisations, there.facts, there.links_held) == (2, 2, 4)
    assert there.strong + there.weak + there.none_listed == len(LINKS)
    isp = {row.link: row for row in found.links}["isp"].by_cluster
    assert (isp["here"].enterprises, isp["here"].status) == (0, "none listed")
    assert (isp["there"].enterprises, isp["there"].status) == (1, "weak")


def test_that_nobody_is_listed_is_never_called_blank():
    found = compare(sides())
    stati = {cell.status for row in found.links for cell in row.by_cluster.values()}
    assert stati <= {"strong", "weak", "none listed"}


def test_illustrative_firms_are_compared_only_where_asked():
    sketch = tuple(replace(one, fact=False) for one in OLD_POSITIONS)
    assert compare(sides(positions=sketch)).clusters[1].links_held == 0
    assert compare(sides(positions=sketch), illustrative=True).clusters[1].links_held == 4


def test_without_a_reference_no_quotient_is_counted():
    found = compare(sides(new=chain(references=())))
    assert {(one.specialised, one.quotients) for one in found.clusters} == {(None, 0)}


def test_equal_packs_have_equal_columns():
    one, two = (Side(key, key, key, chain(firms=FIRMS, positions=POSITIONS), {}) for key in "ab")
    found = compare((one, two))
    assert all(row.by_cluster["a"] == row.by_cluster["b"] for row in found.links)
    assert replace(found.clusters[0], id="b", name_zh="b", name_en="b") == found.clusters[1]


@pytest.mark.parametrize("share", [0.0, 1.5, float("nan")])
def test_a_mapping_out_of_range_is_refused_by_name(share):
    with pytest.raises(ChainError, match="mapping eye → isp"):
        compare(sides(becomes={"eye": [("isp", share)]}))


def test_one_cluster_is_no_comparison():
    here, _ = sides()
    for given in ((here,), (here, here)):
        with pytest.raises(ChainError, match="two different clusters"):
            compare(given)


def test_what_is_said_of_illustrative_firms_leaves_with_them():
    said = {
        "firms": (*FIRMS, firm("drawn", fact=False)),
        "ownerships": (Ownership("drawn", "hik"),),
        "signals": (Signal("drawn", "patent", date(2026, 1, 1)),),
    }
    assert compare(sides(chain(**said))) == compare(sides())
