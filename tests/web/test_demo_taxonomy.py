"""The draft of the taxonomy beside the demonstration says what became of each link."""

from shigu.engine.pack.archive import read_archive
from shigu.engine.pack.read import read_pack
from shigu.engine.plan.side_by_side import compare_packs
from shigu.web.demo_taxonomy import MERGED, NAME, draft_of
from tests.people import REFERENCE


def test_merged_links_of_the_draft_are_parted_again_and_nobody_is_lost():
    now = read_pack(REFERENCE)
    found = compare_packs([now, read_archive(draft_of(now))])
    assert {(one.from_link, one.to_link) for one in found.moved} == {
        (new, old) for new, _zh, _en, olds in MERGED for old in olds
    }
    assert {one.cluster for one in found.moved} == {NAME}
    assert found.left_out == ()
    here, draft = found.clusters
    assert (draft.facts, draft.links_held) == (here.facts, here.links_held)
