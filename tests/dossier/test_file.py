"""The file of a project: written, changed, read with the project, moved with it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import override

from shigu.districts.policies import Refused
from shigu.dossier import actions
from shigu.dossier.models import Authorisation, Clearance, PastEvaluation, Profile, YearPlan
from shigu.dossier.panels import TIES
from shigu.dossier.said import by_land
from shigu.face.described import facts
from shigu.projects import actions as projects
from shigu.projects.models import HandOver, Project
from tests.commitments.cast import project_of
from tests.people import user
from tests.work.world import place

PROFILE = {
    "national_code": "2026-330108-39-03-123456",
    "track": "激光雷达",
    "funding": "both",
    "domestic_wan": Decimal(12000),
    "foreign_usd_wan": Decimal("350.5"),
    "tax_wan": Decimal(1500),
    "research_share": Decimal("6.5"),
    "two_high": False,
}


@pytest.fixture
def project(act):
    with act("lin"):
        return project_of()


def test_a_profile_is_written_once_and_changed(act, project):
    with act("lin") as lin:
        made = actions.write(lin, project, Profile, PROFILE, reason="立项")
        changed = actions.revise(lin, made, {"staff": 260}, reason="补用工")
        assert (changed.staff, changed.foreign_usd_wan) == (260, Decimal("350.5"))
        told = list(made.events.order_by("pgh_created_at").values_list("pgh_context", flat=True))
        assert [each["reason"] for each in told] == ["立项", "补用工"]
        with pytest.raises(ValidationError):
            actions.write(lin, project, Profile, PROFILE)


@pytest.mark.parametrize(
    ("model", "wrong"),
    [
        (Profile, {"national_code": "2026-1"}),
        (Profile, {"research_share": Decimal(101)}),
        (Profile, {"begins_on": date(2027, 2, 1), "ends_on": date(2027, 1, 1)}),
        (YearPlan, {"year": 1899}),
        (Clearance, {"kind": "energy", "needed": False, "number": "1"}),
        (Authorisation, {"number": "1"}),
        (PastEvaluation, {"held_on": date(2025, 1, 1), "meeting": "会", "decision": ""}),
    ],
)
def test_what_is_wrong_is_not_written(act, project, model, wrong):
    with act("lin") as lin:
        with pytest.raises(ValidationError):
            actions.write(lin, project, model, wrong)
        assert not model.objects.exists()


def test_another_district_writes_nothing_and_reads_nothing(act, project):
    with act("lin") as lin:
        made = actions.write(lin, project, Clearance, {"kind": "energy"})
    with act("shen") as shen:
        for act_of in (
            lambda: actions.write(shen, project, YearPlan, {"year": 2026}),
            lambda: actions.revise(shen, made, {"number": "1"}),
            lambda: actions.attach(shen, made, "a.pdf", b"%PDF"),
        ):
            with pytest.raises(Refused):
                act_of()
        assert not Clearance.objects.visible_to(shen).exists()
    with act("lin"):
        assert not YearPlan.objects.exists()
        assert Clearance.objects.get().number == ""


def test_a_paper_is_kept_byte_for_byte_and_only_of_kinds_that_offices_exchange(act, project):
    with act("lin") as lin:
        made = actions.write(lin, project, Clearance, {"kind": "safety"})
        actions.attach(lin, made, "安评.pdf", b"%PDF-1.7 \x00")
        with pytest.raises(Refused):
            actions.attach(lin, made, "a.html", b"<script>")
        kept = Clearance.objects.get()
        assert (kept.file_name, bytes(kept.content)) == ("安评.pdf", b"%PDF-1.7 \x00")


def test_the_database_knows_one_record_of_a_key(act, project):
    with act("lin") as lin:
        actions.write(lin, project, YearPlan, {"year": 2026, "planned_wan": Decimal(10)})
        with pytest.raises(IntegrityError):
            YearPlan.objects.create(project=project, district=project.district, year=2026)


def test_the_file_goes_along_when_the_project_is_handed_over(act, project):
    with act("lin") as lin:
        Project.objects.filter(pk=project.pk).update(stage="3")
        project.refresh_from_db()
        actions.write(lin, project, Profile, PROFILE)
        offer = projects.propose_hand_over(
            lin, project, place("xiaoshan"), summary="概况", credit_to=Decimal("0.5"), reason="无地"
        )
        Project.objects.filter(pk=project.pk).update(stage="3b")
    with act("shen") as shen:
        assert not Profile.objects.visible_to(shen).filter(project=project).exists()
        projects.accept_hand_over(shen, HandOver.objects.get(pk=offer.pk), reason="接收")
        moved = Profile.objects.visible_to(shen).get(project=project)
        assert moved.district == place("xiaoshan")
        assert user("shen").pk == shen.id


def test_amounts_are_written_out_in_english():
    profile = Profile(tax_wan=Decimal(1050), foreign_usd_wan=Decimal("350.5"), staff=260)
    with override("en"):
        told = dict(facts(profile, TIES))
        assert told["Expected yearly tax"] == "10.5 million yuan a year"
        assert told["Foreign money"] == "US$3,505,000"
        assert told["Staff"] == "260\u2009people"


def test_facts_and_figures_by_land():
    project = Project(land_mu=Decimal(30), fixed_invest_wan=Decimal(6000))
    profile = Profile(tax_wan=Decimal(1050), two_high=True, foreign_usd_wan=Decimal("350.500000"))
    assert [value for _name, value, _how in by_land(project, profile)] == [
        "200\u2009万元/亩",
        "35\u2009万元/亩",
    ]
    assert by_land(Project(), profile) == []
    assert facts(profile, TIES) == [
        ("外资", "350.5\u2009万美元"),
        ("预期年税收", "1,050\u2009万元/年"),
        ("两高项目", "是"),
    ]
