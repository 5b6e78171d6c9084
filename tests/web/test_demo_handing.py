"""The demonstration shows hand-overs in every state, and one that waits under a clause."""

from collections import Counter
from decimal import Decimal

from shigu.districts.scope import acting_as_system
from shigu.projects.models import HandOver, Project
from shigu.projects.stages import Stage
from shigu.sharing.models import HandOverTerms
from shigu.web.demo_handing import PROJECT, offer_the_demo
from shigu.web.demo_sharing import settle_the_demo
from tests.sharing import ledger_world as world

STATES = {"proposed": 2, "accepted": 1, "declined": 1, "withdrawn": 1}


def test_there_is_one_in_each_state_and_a_second_run_adds_nothing(db):
    world.enrol_officers()
    settle_the_demo()
    for _ in range(2):
        offer_the_demo()
        with acting_as_system():
            assert Counter(HandOver.objects.values_list("state", flat=True)) == STATES
            offered = HandOver.objects.select_related("project__district", "to_district").get(
                project__code=PROJECT
            )
            terms = HandOverTerms.objects.get(pk=offered.pk)
            waiting = Project.objects.filter(stage=Stage.HAND_OVER)
            assert all(HandOver.objects.filter(project=row).exists() for row in waiting)
            assert len(waiting) == 4
        assert (offered.state, offered.to_district.code) == (HandOver.State.PROPOSED, "xiaoshan")
        assert (offered.project.stage, offered.project.district.code) == ("3b", "binjiang")
        assert (terms.rule, terms.clause, terms.share_introducer) == (
            "tax",
            "第三条",
            Decimal("0.4"),
        )
