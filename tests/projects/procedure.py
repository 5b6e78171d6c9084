"""Sound evidence for every step, made for a project of 滨江."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from shigu.admission.models import Evaluation
from shigu.districts.models import District, User
from shigu.districts.scope import acting_as_system
from shigu.projects.models import HandOver
from shigu.territory.models import Occupancy, Reservation, Space
from shigu.work.models import Meeting

SOUND = {"text": "已核", "number": "滨签〔2026〕7 号", "amount": "1200.5"}


def place(code):
    return District.objects.get(code=code)


def hand_over(project, state):
    """A hand-over of the project to 萧山 in a state, as the installation writes it."""
    with acting_as_system():
        HandOver.objects.filter(project=project).exclude(state="accepted").update(state="withdrawn")
        return HandOver.objects.create(
            project=project,
            district=project.district,
            from_district=project.district,
            to_district=place("xiaoshan"),
            name=project.name,
            summary="概况",
            reason="土地不够",
            credit_from="0.4",
            credit_to="0.6",
            proposed_by=User.objects.get(username="lin"),
            state=state,
        )


def holding(project):
    """A reservation of a space in the project's district."""
    with acting_as_system():
        space = Space.objects.filter(district=project.district, divisible=False).first()
        begin = date(2040, 1, 1) + timedelta(Occupancy.objects.count() * 40)
        same = {
            "district": project.district,
            "space": space,
            "organisation": project.organisation,
            "period": DateRange(begin, begin + timedelta(30)),
            "basis": "lease",
            "expires_on": timezone.localdate() + timedelta(30),
        }
        kept = Reservation.objects.create(**same)
        return Occupancy.objects.create(state="reserved", reservation=kept, **same)


def evaluation(project, decision):
    """An evaluation of the project with a conclusion, as the installation writes it."""
    with acting_as_system():
        district, now = project.district, timezone.now()
        meeting = Meeting.objects.create(
            district=district, parties=[district.pk], title="评审会", starts_at=now, held=True
        )
        return Evaluation.objects.create(
            district=district,
            project=project,
            meeting=meeting,
            people=[],
            decision=decision,
            decided_on=timezone.localdate(),
            said="过半同意",
        )


def evidence_for(step, project):
    """What the gate of a step lets through."""
    found = {}
    for each in step.evidence:
        if each.id == "hand_over":
            state = "proposed" if step.target == "3b" else "accepted"
            found[each.id] = str(hand_over(project, state).pk)
        elif each.id == "holding":
            found[each.id] = str(holding(project).pk)
        elif each.id == "evaluation":
            decision = "admitted" if step.target == "6" else "refused"
            found[each.id] = str(evaluation(project, decision).pk)
        elif each.kind in ("date", "plan"):
            found[each.id] = timezone.localdate().isoformat()
        else:
            found[each.id] = SOUND[each.kind]
    return found
