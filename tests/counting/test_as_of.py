"""Tables of an earlier day come out again, whatever is recorded later."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from shigu.counting import queries
from shigu.counting.actions import cancel, record, tell
from shigu.counting.models import CapitalEvent, CountingFacts
from shigu.counting.queries import Asked, Want, count
from shigu.counting.vocabulary import rules_named
from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.projects.actions import accept_hand_over, file, propose_hand_over, revise
from shigu.projects.models import Project
from shigu.projects.stages import Stage

TODAY = timezone.localdate()
RULES = rules_named("vision-valley")
INCREASE = {"kind": "increase", "day": TODAY, "amount_wan": Decimal("800")}


def asked(as_of=TODAY):
    return Asked(TODAY.year, as_of, RULES)


def signed(actor, code, amount, stage=Stage.SIGNED):
    model = Project.objects.filter(district__code="binjiang", disclosed=False).first()
    values = {
        "name": code,
        "code": code,
        "stage": Stage.LEAD,
        "link": model.link,
        "invest_wan": None if amount is None else Decimal(amount),
        "status": "illustrative",
    }
    made = file(actor, model.district, values, reason="示例")
    return stand(stand(made, Stage.EVALUATION), stage)


def stand(project, stage):
    """Put a project on a stage as an import does: the log follows, no gate is asked."""
    Project.objects.filter(pk=project.pk).update(stage=stage)
    project.refresh_from_db()
    return project


def of(actor, as_of=TODAY):
    found = count(actor, asked(as_of), Want.RATES)
    (row,) = queries.ranking(found) or [None]
    return row


def test_a_signed_project_counts_once_with_what_was_added(act):
    with act("lin") as lin:
        project = signed(lin, "p-one", 5000)
        record(lin, project, INCREASE, reason="增资协议")
        record(lin, project, {"kind": "upgrade", "day": TODAY}, reason="列入省重点")
        stand(stand(project, Stage.TALKS), Stage.SIGNED)
        row = of(lin)
        assert (row["projects"], row["upgrades"]) == (1, 1)
        assert (row["signed_wan"], row["added_wan"], row["amount_wan"]) == (5000, 800, 5800)
        left = [each for each in queries.left_out(count(lin, asked())) if each["name"] == "p-one"]
        assert [each["why"] for each in left] == ["counted_before"]


def test_what_was_signed_and_stepped_back_stays_counted(act):
    with act("lin") as lin:
        project = signed(lin, "p-back", 5000)
        stand(project, Stage.TALKS)
        assert (of(lin)["projects"], of(lin)["amount_wan"]) == (1, 5000)
        stand(stand(project, Stage.SIGNED), Stage.REMEDY)
        assert of(lin)["projects"] == 1


@pytest.mark.parametrize("stage", [Stage.SCREENING, Stage.TALKS, Stage.VISIT, Stage.EVALUATION])
def test_talks_that_end_and_admission_that_is_refused_sign_nothing(act, stage):
    with act("lin") as lin:
        project = signed(lin, "p-over", 5000, stage)
        stand(project, Stage.REMEDY)
        assert of(lin) is None
        assert "p-over" not in {row["name"] for row in queries.left_out(count(lin, asked()))}


def test_what_was_registered_after_its_signing_waits_for_the_day(act):
    with act("lin") as lin:
        project = Project.objects.filter(
            district__code="binjiang", stage__in=("7", "8", "9", "10", "11", "12")
        ).first()
        key = str(project.pk)
        before = {row["project"]: row["why"] for row in queries.left_out(count(lin, asked()))}
        assert before[key] == "day_unknown"
        record(lin, project, {"kind": "signing", "day": date(TODAY.year, 1, 1)}, reason="补登")
        found = count(lin, asked())
        (row,) = [each for each in queries.counted(found) if each["project"] == key]
        assert (row["day"], row["projects"], row["amount_wan"]) == (
            date(TODAY.year, 1, 1),
            1,
            project.invest_wan or 0,
        )


def test_facts_leave_a_project_out_and_say_why(act):
    with act("lin") as lin:
        project = signed(lin, "p-own", 5000)
        tell(lin, project, {"own_city_capital": True}, reason="股东为本市国资")
        assert of(lin) is None
        (left,) = [e for e in queries.left_out(count(lin, asked())) if e["name"] == "p-own"]
        assert left["why"] == "own_city_capital"
        both = {"own_city_capital": True, "segment_of_own_leader": True}
        tell(lin, project, both, reason="链主独立板块")
        assert of(lin)["projects"] == 1


def test_the_table_of_yesterday_knows_nothing_of_today(act):
    with act("lin") as lin:
        signed(lin, "p-one", 5000)
        assert of(lin)["projects"] == 1
        assert of(lin, TODAY - timedelta(days=1)) is None


def test_later_rows_do_not_change_an_earlier_table(act, monkeypatch):
    tomorrow = TODAY + timedelta(days=1)
    with act("lin") as lin:
        project = signed(lin, "p-one", 5000)
        record(lin, project, INCREASE, reason="增资协议")
        then = queries.monthly(count(lin, asked()))
        rates = queries.ranking(count(lin, asked(), Want.RATES))
        later = timezone.now() + timedelta(days=1)
        with monkeypatch.context() as patched:
            patched.setattr("django.utils.timezone.now", lambda: later)
            mistaken = CapitalEvent.objects.get()
            cancel(lin, mistaken, reason="误登")
            tell(lin, project, {"housing": True}, reason="实为住宅")
        assert queries.monthly(count(lin, asked())) == then
        assert queries.ranking(count(lin, asked(), Want.RATES)) == rates
        assert queries.monthly(count(lin, asked(tomorrow))) == []


def test_a_revised_amount_shows_from_the_day_it_was_revised(act):
    with act("lin") as lin:
        project = signed(lin, "p-one", 5000)
        revise(lin, project, {"invest_wan": Decimal(6000)}, reason="更正")
        assert of(lin)["amount_wan"] == 6000
    with acting_as_system():
        history = Project.events.rel.related_model
        moments = history.objects.filter(pgh_obj_id=project.pk).order_by("pgh_created_at")
        assert [each.invest_wan for each in moments][-1] == 6000


def test_sums_of_what_counts_alike_are_the_sums_of_the_rows(act):
    with act("lin") as lin:
        for n in range(6):
            project = signed(lin, f"p-{n}", 1000 + n)
            if n in (1, 2):
                tell(lin, project, {"public_share": Decimal("0.7")}, reason="财政出资")
            if n == 3:
                record(lin, project, INCREASE, reason="增资协议")
        sums = count(lin, asked())
        counted, left = list(queries.counted(sums)), list(queries.left_out(sums))
        assert queries.how_many_left_out(sums) == len(left) == len(queries.left_out(sums)) > 2
        assert len(counted) == len(queries.counted(sums))
        assert len(sums.book.events) < len(counted) + len(left)
        told = {row["name"]: row["amount_wan"] for row in counted}
        assert {name: told[name] for name in ("p-0", "p-4")} == {"p-0": 1000, "p-4": 1004}
        with pytest.raises(ValueError, match="RATES"):
            queries.ranking(sums)


def test_rates_count_what_landed_by_then(act):
    with act("lin") as lin:
        for code, stage in (("p-a", Stage.SIGNED), ("p-b", Stage.LAND), ("p-c", Stage.STARTED)):
            signed(lin, code, 100, stage)
        row = of(lin)
        assert (row["signed"], row["projects"]) == (3, 3)
        assert row["landed_rate"] == Decimal(2) / 3
        assert (row["started_rate"], row["producing_rate"]) == (Decimal(1) / 3, 0)


def test_another_district_is_not_counted_and_tells_nothing(act):
    with act("lin") as lin:
        project = signed(lin, "p-one", 5000)
        record(lin, project, INCREASE, reason="x")
    with act("shen") as shen:
        assert of(shen) is None
        assert not CapitalEvent.objects.exists()
        with pytest.raises(Refused):
            record(shen, project, INCREASE, reason="x")
        with pytest.raises(Refused):
            tell(shen, project, {"housing": True}, reason="x")
    with act("gu") as gu:
        assert of(gu)["projects"] == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount_wan": None}, "增量"),
        ({"day": TODAY + timedelta(days=1)}, "不能晚于今天"),
    ],
)
def test_an_event_that_does_not_fit_is_refused(act, wrong, said):
    with act("lin") as lin:
        project = signed(lin, "p-one", 5000)
        with pytest.raises(Refused, match=said):
            record(lin, project, INCREASE | wrong, reason="x")
        assert not CapitalEvent.objects.exists()
        with pytest.raises(Refused, match="事由"):
            tell(lin, project, {"housing": True}, reason=" ")
        assert not CountingFacts.objects.exists()


def test_an_event_is_cancelled_once(act):
    with act("lin") as lin:
        project = signed(lin, "p-one", 5000)
        row = record(lin, project, INCREASE, reason="x")
        gone = cancel(lin, row, reason="误登")
        assert of(lin)["added_wan"] == 0
        for each in (row, gone):
            with pytest.raises(Refused, match="冲销"):
                cancel(lin, each, reason="再来")


@pytest.mark.parametrize("facts", [{"housing": True}, {"segment_of_own_leader": True}])
def test_what_was_handed_over_counts_alike_for_its_introducer(act, facts):
    with act("lin") as lin:
        project = signed(lin, "p-handed", 5000, Stage.TALKS)
        tell(lin, project, facts, reason="首谈所知")
        offered = propose_hand_over(
            *(lin, project, District.objects.get(code="xiaoshan")),
            summary="光学企业", credit_to=Decimal("0.6"), reason="土地不够",
        )  # fmt: skip
    with act("shen") as shen:
        accept_hand_over(shen, offered, reason="有厂房")
        record(shen, stand(project, Stage.SIGNED), INCREASE, reason="增资协议")
        theirs = rows_of(shen, "p-handed")
    with act("lin") as lin:
        assert rows_of(lin, "p-handed") == theirs
    assert theirs == (
        [("signing", "housing"), ("increase", "housing")] if "housing" in facts
        else [("signing", 5000), ("increase", 800)]
    )  # fmt: skip


def rows_of(actor, name):
    """The events of one project as its statistics tell them: counted with amount, or why not."""
    found = count(actor, asked())
    rows = [(e["kind"], e["amount_wan"]) for e in queries.counted(found) if e["name"] == name]
    return rows + [(e["kind"], e["why"]) for e in queries.left_out(found) if e["name"] == name]


def test_facts_of_others_that_were_not_introduced_stay_unread(act):
    with act("lin") as lin:
        project = signed(lin, "p-one", 5000)
        tell(lin, project, {"housing": True}, reason="住宅")
        record(lin, project, INCREASE, reason="增资协议")
    with act("shen"):
        rows = (model.objects.filter(project=project.pk) for model in (CountingFacts, CapitalEvent))
        assert [each.count() for each in rows] == [0, 0]
