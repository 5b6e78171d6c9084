"""A project that another district takes over brings its promises, evidence and papers along."""

from datetime import date
from decimal import Decimal

from shigu.commitments.actions import File, prove, take_step
from shigu.commitments.models import Commitment, Document, Evidence, RemedyStep
from shigu.districts.models import District
from shigu.districts.scope import acting_as_system
from shigu.projects.models import HandOver, Project
from tests.people import user


def test_what_was_promised_goes_along_with_its_project(act, promised):
    paper = File("审计.pdf", b"x")
    with act("lin") as lin:
        take_step(
            lin, promised, {"step": "notice", "day": date(2026, 7, 5)}, paper, reason="未到位"
        )
        values = {"kind": "audit", "figure": Decimal(6000), "day": date(2026, 3, 31)}
        prove(lin, promised, values, paper)
    with acting_as_system():
        own, other = (District.objects.get(code=code) for code in ("binjiang", "xiaoshan"))
        HandOver.objects.create(
            project_id=promised.project_id,
            district=own,
            from_district=own,
            to_district=other,
            credit_from=Decimal("0.5"),
            credit_to=Decimal("0.5"),
            proposed_by=user("lin"),
            state="accepted",
        )
        moved = Project.objects.filter(pk=promised.project_id)
        moved.update(district=other, introducer=own)
    with act("shen") as shen:
        for model in (Commitment, Evidence, Document, RemedyStep):
            rows = model.objects.visible_to(shen)
            assert set(rows.values_list("district__code", flat=True)) == {"xiaoshan"}
    with act("lin"):
        assert not Evidence.objects.exists()
