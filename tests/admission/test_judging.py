"""Each member judges for himself; the others' points are dark until he has handed in."""

from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from shigu.admission import actions
from shigu.admission.models import Ballot, Evaluation, Panel, Score, ScoreSheet
from shigu.districts.policies import Refused
from shigu.work.models import Notice
from tests.admission import world
from tests.people import user


def seen(name, act):
    with act(name) as actor:
        return (
            Evaluation.objects.visible_to(actor).count(),
            Ballot.objects.visible_to(actor).count(),
            sorted(Score.objects.visible_to(actor).values_list("total", flat=True)),
        )


def test_points_are_dark_until_ones_own_are_handed_in(act, judge):
    judge("gu", tax=6)
    judge("wei", jobs=0, land=8)
    assert seen("lin", act) == (1, 2, [])
    assert seen("gu", act) == (1, 2, [Decimal(90), Decimal(93)])
    assert seen("han", act) == (1, 2, [])
    judge("lin")
    assert seen("lin", act) == (1, 3, [Decimal(90), Decimal(93), Decimal(100)])
    assert seen("han", act) == (1, 3, [Decimal(90), Decimal(93), Decimal(100)])


def test_once_decided_who_reads_the_project_reads_the_points(act, judge, put_up):
    judge("gu", tax=6)
    judge("wei")
    with act("lin") as lin:
        actions.decide(lin, put_up, "deferred", said="补环评")
    assert seen("han", act) == (1, 2, [Decimal(90), Decimal(100)])


def test_who_reads_no_project_of_the_district_sees_nothing_of_it(act, judge):
    judge("gu")
    for name in ("shen", "fang", "zhou", "qiu"):
        assert seen(name, act) == (0, 0, []), name
    with act("shen"), connection.cursor() as cursor:
        for table in ("evaluation", "ballot", "score", "proviso", "evaluationkeptevent"):
            cursor.execute(f"SELECT count(*) FROM admission_{table}")
            assert cursor.fetchone() == (0,), table
        cursor.execute("SELECT count(*) FROM admission_panel")
        assert cursor.fetchone() == (1,)


def test_the_database_takes_no_ballot_without_points(act, put_up):
    with (
        act("wei"),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO admission_ballot (id, district_id, evaluation_id, person_id,"
            " handed_in_at) VALUES (gen_random_uuid(), %s, %s, %s, now())",
            [put_up.district_id, put_up.pk, user("wei").pk],
        )


def test_nobody_judges_in_anothers_name(act, put_up):
    values = {"district_id": put_up.district_id, "points": world.FULL, "total": 100}
    with act("gu"):
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            transaction.atomic(),
        ):
            Score.objects.create(evaluation=put_up, person=user("wei"), **values)
        assert not Score.objects.exists()


def test_one_hands_in_once(judge, act):
    judge("gu")
    with pytest.raises(Refused, match="已交表"):
        judge("gu", tax=0)
    assert seen("gu", act) == (1, 1, [Decimal(100)])


@pytest.mark.parametrize(
    ("points", "why"),
    [
        ({"tax": 17}, "税收贡献须在 0–16 分之间"),
        ({"tax": -1}, "税收贡献须在"),
        ({"tax": "3.2"}, "0.5"),
        ({"tax": ""}, "没有分数"),
        ({"bribe": 3}, "没有“bribe”"),
    ],
)
def test_points_outside_the_sheet_are_refused(judge, act, points, why):
    with pytest.raises(Refused, match=why):
        judge("gu", **points)
    assert seen("gu", act) == (1, 0, [])


def test_a_veto_is_named_and_says_why(judge, act):
    with pytest.raises(Refused, match="写明理由"):
        judge("gu", vetoes=["unsafe"])
    with pytest.raises(Refused, match="没有这一否决项"):
        judge("gu", vetoes=["ugly"], remark="不好看")
    assert judge("gu", vetoes=["unsafe"], remark="无安评").vetoes == ["unsafe"]


def test_who_is_no_member_does_not_judge(judge):
    for name in ("han", "shen"):
        with pytest.raises(Refused, match="评委打分"):
            judge(name)


def test_members_are_told_and_only_those_that_read_the_project_score(act):
    with act("lin") as lin:
        panel = world.call(lin, members=("lin", "gu", "shen"))
        made = actions.put_up(lin, panel, world.project_at("4"))
        assert made.people == [user("lin").pk, user("gu").pk]
    kinds = {}
    for name in ("gu", "shen", "lin"):
        with act(name):
            rows = Notice.objects.filter(person=user(name).pk, kind__startswith="admission")
            kinds[name] = sorted(rows.values_list("kind", flat=True))
    assert kinds == {
        "gu": ["admission.asked", "admission.put_up"],
        "shen": ["admission.asked"],
        "lin": [],
    }


def test_a_member_has_a_seat_at_a_district_that_is_asked_to_come(act):
    with act("lin") as lin:
        for members, invited in ((("shen",), ("joint",)), ((), ("joint",)), (("han",), ())):
            with pytest.raises(Refused, match="评委须是"):
                world.call(lin, members=members, invited=invited)
        assert not Panel.objects.exists()


@pytest.mark.parametrize("stage", ["0", "3", "6", "15"])
def test_a_project_of_another_stage_is_not_put_up(act, panel, stage):
    with act("lin") as lin, pytest.raises(Refused, match="阶段的项目才上会"):
        actions.put_up(lin, panel, world.project_at(stage))


def test_a_project_waits_at_one_meeting_only(act, put_up, panel):
    with act("lin") as lin:
        with pytest.raises(Refused, match="已在一次会议"):
            actions.put_up(lin, world.call(lin, title="下一次"), put_up.project)
        actions.withdraw(lin, put_up, reason="企业改期")
        assert actions.put_up(lin, panel, put_up.project).is_open


def test_another_district_puts_up_and_withdraws_nothing(act, put_up, panel):
    with act("gu") as gu:
        with pytest.raises(Refused, match="滨江区的项目"):
            actions.put_up(gu, panel, put_up.project)
        with pytest.raises(Refused, match="滨江区的协同"):
            actions.withdraw(gu, put_up, reason="x")
        assert Evaluation.objects.filter(pk=put_up.pk).update(decision="admitted") == 0


def test_a_sheet_is_adopted_in_versions_and_never_changed(act):
    sheet = world.shipped()["tuanfeng"]
    with act("lin") as lin:
        first = world.sheet_of(lin)
        with pytest.raises(Refused, match="第 1 版相同"):
            actions.adopt(lin, world.place("binjiang"), sheet, reason="再来")
        with pytest.raises(Refused, match="萧山区的项目"):
            actions.adopt(lin, world.place("xiaoshan"), sheet, reason="代")
        changed = world.replace_most(sheet, "jobs", 6)
        second = actions.adopt(lin, world.place("binjiang"), changed, reason="加重就业")
        assert [(each.version, each.sheet.most) for each in (first, second)] == [(1, 100), (2, 101)]
    with act("shen"):
        assert ScoreSheet.objects.count() == 2
