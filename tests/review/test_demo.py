"""The desk of the demonstration is not empty, and what it shows is illustrative."""

from shigu.districts.scope import acting_as_system
from shigu.registry.models import Organisation
from shigu.review.models import NewsProposal
from shigu.web.demo_review import review_the_demo
from tests.review.world import FIRM


def test_the_demonstration_judges_one_article_in_part_and_once(db):
    review_the_demo()
    review_the_demo()
    with acting_as_system():
        states = dict(NewsProposal.objects.values_list("kind", "state"))
        assert states["organisation"] == "accepted"
        assert (states["project"], states["position"]) == ("accepted", "proposed")
        assert states["stage"] == "proposed"
        assert Organisation.objects.get(name_zh=FIRM).status == "illustrative"
