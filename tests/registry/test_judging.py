"""Judgements are only added, the latest is in force, and a district can agree to a merge."""

import pytest
from django.db import DatabaseError, transaction

from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.registry import actions
from shigu.registry.models import Judgement, Merge, Organisation, Proposal
from shigu.registry.pairs import judgements
from tests.registry.doubled import register

WHY = "地址、电话都一样"


def test_the_latest_word_on_a_pair_is_in_force_whoever_is_named_first(act):
    with act("lin") as lin:
        keep, drop = register(lin)
        actions.judge(lin, keep, drop, "unsure", reason=WHY)
        said = actions.judge(lin, drop, keep, "different", reason="两套证照")
        assert [word.verdict for word in judgements(keep, drop)] == ["different", "unsure"]
        assert (said.district, said.judged_by_id) == (District.objects.get(code="binjiang"), lin.id)


def test_a_word_is_neither_changed_nor_taken_back(act):
    with act("lin") as lin:
        said = actions.judge(lin, *register(lin), "same", reason=WHY)
        for change in (
            lambda: Judgement.objects.filter(pk=said.pk).update(verdict="different"),
            said.delete,
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        assert judgements(said.one, said.other).get().verdict == "same"


def test_nobody_speaks_for_another_person_or_district(act):
    with act("lin") as lin:
        said = actions.judge(lin, *register(lin), "same", reason=WHY)
    with act("shen"):
        for given in ({"judged_by_id": lin.id}, {"district": said.district}):
            word = Judgement(
                **{"one": said.one, "other": said.other, "verdict": "same", "reason": "x"} | given
            )
            with pytest.raises(DatabaseError), transaction.atomic():
                word.save()


def test_who_keeps_no_registry_does_not_judge(act):
    with act("lin") as lin:
        keep, drop = register(lin)
    with act("fang") as fang:
        with pytest.raises(Refused):
            actions.judge(fang, keep, drop, "same", reason=WHY)
        assert not Judgement.objects.exists()


def test_rows_of_two_districts_are_merged_once_the_other_one_agreed(act):
    with act("lin") as lin:
        keep, _ = register(lin)
    with act("shen") as shen:
        drop = actions.register(
            shen,
            {
                "name_zh": "海康（萧山）",
                "kind": "enterprise",
                "status": "fact",
                "district": "xiaoshan",
            },
            reason=WHY,
        )
    with act("lin") as lin, pytest.raises(Refused, match="请对方先"):
        actions.merge(lin, keep, drop, reason=WHY)
    with act("shen") as shen:
        actions.judge(shen, keep, drop, "same", reason=WHY)
        actions.judge(shen, keep, drop, "different", reason=WHY)
    with act("lin") as lin, pytest.raises(Refused, match="请对方先"):
        actions.merge(lin, keep, drop, reason=WHY)
    with act("shen") as shen:
        actions.judge(shen, keep, drop, "same", reason=WHY)
    with act("lin") as lin:
        actions.merge(lin, keep, drop, reason=WHY)
        assert Merge.objects.get().drop == drop
    with act("shen") as shen:
        actions.split(shen, Merge.objects.get(), reason="两家都在经营")
        assert Organisation.objects.visible_to(shen).filter(pk=drop.pk).exists()


def test_a_pair_is_proposed_once_and_takes_the_new_likeness(act):
    with act("lin") as lin:
        keep, drop = register(lin)
        actions.propose(lin, [(keep, drop, 0.8, [])])
        actions.propose(lin, [(drop, keep, 0.9, [{"field": "name"}])])
        found = Proposal.objects.get()
        assert (found.one.pk < found.other.pk, found.score) == (True, 0.9)
