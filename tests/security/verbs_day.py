"""What else the working day does: first reports, guests, conclusions, remedies, hand-overs."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from shigu.admission import actions as admission
from shigu.admission.models import Evaluation, Panel, Proviso, Score
from shigu.commitments import actions as commitments
from shigu.commitments.models import Commitment, Evidence
from shigu.counting import actions as counting
from shigu.counting.models import CapitalEvent
from shigu.districts.models import District, Source
from shigu.engine.admission.load import shipped
from shigu.leads import ledger
from shigu.leads.actions import claims, events, registering
from shigu.leads.models import Appeal, Claim, Clash, Guest, PromotionEvent
from shigu.projects import actions as projects
from shigu.projects.models import HandOver, Project
from tests.commitments.cast import INVESTMENT
from tests.people import user
from tests.security.case import Case
from tests.work.world import place

WHY = "按月度例会"
PROJECT = {"stage": "0", "status": "illustrative"}
FULL = {each.code: str(each.most) for each in shipped()["tuanfeng"].criteria}
EVENT = {"kind": "promotion", "name": "矩阵推介会", "on": date(2026, 11, 1)}
GUEST = {"firm_name": "矩阵来宾", "person": "赵工"}
OPEN = {"admission.hand_in"}
"""A member of a panel hands in for himself, wherever he sits."""

CASES = (
    Case("leads.extend_claim", Claim, lambda a, c: claims.extend_claim(a, c, reason=WHY)),
    Case("leads.withdraw_claim", Claim, lambda a, c: claims.withdraw_claim(a, c, reason=WHY)),
    Case("leads.ask_opening", Clash, lambda a, c: claims.ask_opening(a, c, reason=WHY)),
    Case("leads.appeal", Clash, lambda a, c: claims.appeal(a, c, reason=WHY)),
    Case(
        "leads.decide",
        Appeal,
        lambda a, c: claims.decide(a, c, first_stands=True, reason=WHY),
        office=True,
    ),
    Case(
        "leads.set_terms",
        District,
        lambda a, d: claims.set_terms(a, d, {"valid_from": date(2027, 1, 1)}, reason=WHY),
        office=True,
    ),
    Case(
        "leads.note_guest",
        District,
        lambda a, d: events.note_guest(a, PromotionEvent.objects.first(), d, GUEST, reason=WHY),
    ),
    Case("leads.of_guest", Guest, lambda a, g: events.lead_of(a, g, reason=WHY)),
    Case(
        "leads.assign",
        Project,
        lambda a, p: registering.assign(a, p, user("shen"), reason=WHY),
    ),
    Case(
        "admission.hand_in",
        Evaluation,
        lambda a, e: admission.hand_in(a, e, FULL, reason=WHY),
    ),
    Case(
        "admission.decide",
        Evaluation,
        lambda a, e: admission.decide(a, e, "deferred", said="补充材料后再议", reason=WHY),
        row="judged by most",
    ),
    Case("admission.hand_on", Proviso, lambda a, c: admission.hand_on(a, c, reason=WHY)),
    Case("commitments.withdraw", Evidence, lambda a, e: commitments.withdraw(a, e, reason=WHY)),
    Case(
        "commitments.remedy",
        Commitment,
        lambda a, c: commitments.take_step(
            a, c, {"step": "notice", "day": timezone.localdate()}, reason=WHY
        ),
        row="broken",
    ),
    Case("counting.cancel", CapitalEvent, lambda a, e: counting.cancel(a, e, reason=WHY)),
    Case(
        "projects.disclose",
        Project,
        lambda a, p: projects.disclose(a, p, reason=WHY),
        row="a fact",
    ),
    Case(
        "projects.estimate",
        Project,
        lambda a, p: projects.estimate(a, p, [{"year": 1, "jobs": 20}], reason=WHY),
    ),
    Case(
        "projects.put",
        District,
        lambda a, d: projects.put(a, "projects", [row_of(d)], filed_by=d, reason=WHY),
    ),
    Case(
        "projects.move_together",
        Project,
        lambda a, p: projects.move_together(a, [p], "3", reason=WHY),
        row="on a visit",
    ),
    Case(
        "projects.order_hand_over",
        Project,
        lambda a, p: projects.order_hand_over(
            *(a, place("joint"), p, place("gongshu")),
            summary="概况",
            credit_to=Decimal("0.5"),
            reason=WHY,
        ),
        office=True,
    ),
    Case(
        "projects.accept_hand_over",
        HandOver,
        lambda a, h: projects.accept_hand_over(a, h, reason=WHY),
        row="offered to it",
    ),
    Case(
        "projects.decline_hand_over",
        HandOver,
        lambda a, h: projects.decline_hand_over(a, h, reason=WHY),
        row="offered to it",
    ),
)


def row_of(district):
    told = {"id": "matrix-put", "name": "矩阵表", "stage": "0", "status": "illustrative"}
    return told | {"introducer": district.code, "link": None}


def clashing(actor, code):
    """A claim of the district, a clash of it with another's, once all is matched."""
    district, rival = place(code), place("gongshu")
    claim = claims.file_claim(actor, district, f"矩阵首报{code}", reason="底本")
    for home in (rival, district):
        claims.file_claim(actor, home, f"矩阵撞单{code}", reason="底本")
    ledger.keep_up()
    return {
        Claim: claim,
        Clash: Clash.objects.get(district=district, claim__firm_name=f"矩阵撞单{code}"),
    }


def guests(actor, code):
    event = events.announce(actor, place(code), EVENT, reason="底本")
    return {Guest: events.note_guest(actor, event, place(code), GUEST)}


def judged(actor, code, people, panel):
    """Evaluations of the panel's meeting: one that most have judged, another with a condition."""
    rows = []
    for name in ("矩阵评毕", "矩阵条件"):
        project = projects.file(actor, place(code), PROJECT | {"name": name}, reason="底本")
        Project.objects.filter(pk=project.pk).update(stage="5", link=_link())
        rows.append(
            Evaluation.objects.create(
                district=place(code), project=project, meeting=panel.meeting, people=people
            )
        )
    for person in people[: len(people) // 2 + 1]:
        Score.objects.create(
            district=place(code), evaluation=rows[0], person_id=person, points=FULL, total=100
        )
    proviso = Proviso.objects.create(
        district=place(code),
        evaluation=rows[1],
        position=1,
        text="补充能评",
        owner=place("gongshu"),
        deadline=date(2027, 3, 1),
    )
    return {"judged by most": rows[0], Proviso: proviso}


def kept(actor, project):
    """A promise of the project that is broken, evidence of another, an event of its capital."""
    today = timezone.localdate()
    broken, other = (
        commitments.promise(
            actor, project, INVESTMENT | {"due": today + timedelta(days=days)}, reason="底本"
        )
        for days in (100, 101)
    )
    Commitment.objects.filter(pk=broken.pk).update(due=today - timedelta(days=1))
    proof = {"kind": "statistics", "figure": 5, "day": date(2026, 5, 1)}
    event = {"kind": "upgrade", "day": date(2026, 4, 1)}
    return {
        "broken": broken,
        Evidence: commitments.prove(actor, other, proof, reason="底本"),
        CapitalEvent: counting.record(actor, project, event, reason="底本"),
    }


def others(actor, code):
    """Projects elsewhere on their way: a fact, one on a visit, one offered to the district."""
    district = place(code)
    named = {
        name: projects.file(actor, district, PROJECT | {"name": f"矩阵{name}"}, reason="底本")
        for name in ("a fact", "on a visit")
    }
    Project.objects.filter(pk=named["a fact"].pk).update(
        status="fact", source=Source.objects.order_by("pk").first()
    )
    Project.objects.filter(pk=named["on a visit"].pk).update(stage="4", link=_link())
    rows = {name: Project.objects.get(pk=row.pk) for name, row in named.items()}
    return rows | {"offered to it": offered(actor, district)}


def offered(actor, to):
    giver = place("gongshu")
    given = {"name": f"矩阵流入{to.code}"}
    project = projects.file(actor, giver, PROJECT | given, reason="底本")
    Project.objects.filter(pk=project.pk).update(stage="3b", link=_link())
    return HandOver.objects.create(
        project=project,
        district=giver,
        from_district=giver,
        to_district=to,
        name=project.name,
        summary="概况",
        reason="底本",
        credit_from=Decimal("0.5"),
        credit_to=Decimal("0.5"),
        proposed_by=user("wei"),
    )


def _link():
    return Project.objects.filter(link__isnull=False).first().link


def fill(actor, code, people, rows):
    """More rows of a district, beside those that it has already."""
    return {
        **clashing(actor, code),
        **guests(actor, code),
        **judged(actor, code, people, rows[Panel]),
        **kept(actor, rows[Project]),
        **others(actor, code),
    }


def fill_office(actor):
    """What stands before the joint office: a case, and a project that it may have handed over."""
    for code in ("gongshu", "xiaoshan"):
        claims.file_claim(actor, place(code), "矩阵裁定", reason="底本")
    ledger.keep_up()
    clash = Clash.objects.get(district=place("xiaoshan"), claim__firm_name="矩阵裁定")
    claims.appeal(actor, clash, reason="底本")
    project = projects.file(actor, place("xiaoshan"), PROJECT | {"name": "矩阵调度"}, reason="底本")
    Project.objects.filter(pk=project.pk).update(stage="3", link=_link())
    return {
        District: place("joint"),
        Appeal: Appeal.objects.get(),
        Project: Project.objects.get(pk=project.pk),
    }
