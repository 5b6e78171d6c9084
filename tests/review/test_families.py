"""A copy of a story asks nothing twice."""

from shigu.review.models import NewsProposal
from tests.review.world import LENS, of, tell


def test_a_mirror_of_an_article_proposes_nothing_again(act):
    with act("gu") as gu:
        first = tell(gu)
        mirror = tell(gu, LENS + "（转载自云谷日报）\n", "https://mirror.internal/lens")
        assert mirror.family_id == first.family_id
        assert NewsProposal.objects.filter(document=first).count() == 4
        assert not NewsProposal.objects.filter(document=mirror).exists()


def test_another_telling_with_another_figure_is_asked(act):
    with act("gu") as gu:
        first = tell(gu)
        mirror = tell(gu, LENS.replace("320人", "360人"), "https://mirror.internal/lens")
        assert mirror.family_id == first.family_id
        assert of(mirror, "organisation").told["staff"] == 360
        assert NewsProposal.objects.filter(document=mirror).count() == 1
