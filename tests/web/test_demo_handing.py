"""The demonstration shows a hand-over that waits for its answer."""

from decimal import Decimal

from shigu.districts.scope import acting_as_system
from shigu.projects.models import HandOver
from shigu.sharing.models import HandOverTerms
from shigu.web.demo_handing import offer_the_demo
from shigu.web.demo_sharing import settle_the_demo
from tests.sharing import ledger_world as world


def test_one_offer_stands_under_its_clause_and_a_second_run_adds_nothing(db):
    world.enrol_officers()
    settle_the_demo()
    for _ in range(2):
        offer_the_demo()
        with acting_as_system():
            (offered,) = HandOver.objects.select_related("project__district", "to_district")
            terms = HandOverTerms.objects.get(pk=offered.pk)
        assert (offered.state, offered.to_district.code) == (HandOver.State.PROPOSED, "xiaoshan")
        assert (offered.project.stage, offered.project.district.code) == ("3b", "binjiang")
        assert (terms.rule, terms.clause, terms.share_introducer) == (
            "tax",
            "第三条",
            Decimal("0.4"),
        )
