"""Verbs of the working day as cases: which row each needs, and how it is really done."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from shigu.admission import actions as admission
from shigu.admission.models import Evaluation, Panel, ScoreSheet
from shigu.commitments import actions as commitments
from shigu.commitments.models import Commitment
from shigu.counting import actions as counting
from shigu.districts.models import District, Zone
from shigu.districts.scope import at_work
from shigu.districts.vocabulary import Role
from shigu.dossier import actions as dossier
from shigu.dossier.models import Clearance, Profile
from shigu.engine.admission.load import shipped
from shigu.leads.actions import claims, events, registering
from shigu.leads.models import Lead
from shigu.projects import actions as projects
from shigu.projects.models import HandOver, Project
from shigu.registry import actions as registry
from shigu.registry.models import Merge, Organisation, OtherName, Signal
from shigu.territory import actions as territory
from shigu.territory.models import Entitlement, Lot, Pool, Space
from shigu.work import actions as work
from shigu.work.models import Meeting, ReformItem, Task
from tests.commitments.cast import INVESTMENT
from tests.people import user
from tests.security import (
    verbs_day,
    verbs_ground,
    verbs_money,
    verbs_news,
    verbs_office,
    verbs_plans,
    verbs_work,
)
from tests.security.case import Case
from tests.work.world import WHEN, force_of, give, place

WHY = "按月度例会"
LEAD = {"name": "矩阵线", "firm_name": "矩阵视觉", "kind": "firm", "origin": "visit"}
PROJECT = {"name": "矩阵项目", "stage": "0", "status": "illustrative"}
TALK = {"kind": "talk", "at": WHEN, "topics": "选址"}
EVENT = {"kind": "promotion", "name": "推介会", "on": date(2026, 12, 1)}
REFORM = {"name": "一证准入", "owner": "发改局"}


def promise_of(project):
    return INVESTMENT | {"due": timezone.localdate() + timedelta(days=200)}


def hand_over_to(actor, project):
    other = "gongshu"
    return projects.propose_hand_over(
        *(actor, project, place(other)), summary="概况", credit_to=Decimal("0.5"), reason=WHY
    )


def called(actor, district):
    values = {"title": "评审会", "starts_at": WHEN}
    sheet = ScoreSheet.objects.first()
    return admission.call(actor, district, values, sheet, at_work(district.pk)[:1])


def put_up(actor, panel):
    rows = Project.objects.filter(district=panel.district, name="矩阵上会")
    return admission.put_up(actor, panel, rows.get())


def merged_with_its_double(actor, row):
    return registry.merge(actor, row, firm(row.district.code, "double"), reason=WHY)


def firm(place_code, name):
    return Organisation.objects.get(code=f"matrix-{place_code}-{name}")


def doubled_firms(actor, code):
    """A firm of the district, its double of which something is heard, a merge of two more."""
    shape = {"kind": "enterprise", "status": "illustrative", "district": code}
    rows = [
        shape | {"id": f"matrix-{code}-{name}", "name_zh": f"矩阵{name}"}
        for name in ("kept", "double", "whole", "part")
    ]
    registry.put(actor, "organisations", rows, reason="底本")
    merged = registry.merge(actor, firm(code, "whole"), firm(code, "part"), reason="底本")
    name = registry.call(actor, firm(code, "kept"), "矩阵旧名", "former", reason="底本")
    signal = heard(actor, firm(code, "double"))
    kept = firm(code, "kept")
    return {Organisation: kept, Merge: merged, OtherName: name, Signal: signal}


def taken(actor, row):
    """A firm of the registry that lies in the district of ``row``."""
    unknown = dict.fromkeys(("address", "founded", "capital_wan", "lon", "lat"))
    firm = unknown | {"uscc": "91330108MA2H9X1Q0X", "name": "矩阵取入"}
    return registry.take(actor, [firm | {"district": row.district.name_zh}], reason=WHY)


def heard(actor, row):
    told = {"kind": "expansion", "date": "2026-05", "statement": "新建产线（示例）"}
    return registry.hear(actor, row, told, reason=WHY)


POOL = {"resource": "power", "amount": 5.0, "unit": "kva", "month_from": date(2027, 1, 1)}


def entitled(actor, pool):
    """Another player than the owner gets a part; pools of players without one are not entitled."""
    other = {"xiaoshan": "binjiang"}.get(pool.owner, "xiaoshan")
    return territory.entitle(actor, pool, other, 0.25, reason=WHY)


def ground(actor, code):
    """A lot in a zone of the district, a pool of its player, and another's part of the pool."""
    zone = Zone.objects.create(
        code=f"matrix-{code}", district=place(code), name_zh="矩阵园", kind="park", status="fact"
    )
    lot = {"id": f"matrix-{code}", "zone": zone.code, "name": "矩阵地", "kind": "land"}
    lot |= {"land_mu": 30.0, "available_from": date(2027, 1, 1), "status": "illustrative"}
    territory.put(actor, "spaces", [lot])
    values = POOL | {"status": "illustrative"}
    pool = territory.open_pool(actor, place(code), values, reason="底本")
    return {
        Space: Space.objects.get(code=lot["id"]),
        Pool: pool,
        Entitlement: entitled(actor, pool),
    }


PARTS = (
    verbs_day,
    verbs_work,
    verbs_ground,
    verbs_money,
    verbs_plans,
    verbs_office,
    verbs_news,
)
CASES = (
    Case(
        "territory.open_pool",
        District,
        lambda a, d: territory.open_pool(a, d, POOL | {"status": "illustrative"}, reason=WHY),
    ),
    Case(
        "territory.change_pool",
        Pool,
        lambda a, p: territory.change_pool(a, p, {"amount": 6.0}, reason=WHY),
    ),
    Case(
        "territory.close_pool",
        Pool,
        lambda a, p: territory.close_pool(a, p, last_month=date(2028, 1, 1), reason=WHY),
    ),
    Case("territory.entitle", Pool, entitled),
    Case(
        "territory.end_entitlement",
        Entitlement,
        lambda a, e: territory.end_entitlement(a, e, reason=WHY),
    ),
    Case("projects.file", District, lambda a, d: projects.file(a, d, PROJECT, reason=WHY)),
    Case(
        "projects.revise", Project, lambda a, p: projects.revise(a, p, {"name": "改"}, reason=WHY)
    ),
    Case(
        "projects.move_on",
        Project,
        lambda a, p: projects.move_on(
            a, p, "4", reason=WHY, evidence={"visit_on": "2026-12-01", "visit_plan": "有"}
        ),
    ),
    Case(
        "projects.unfile",
        Project,
        lambda a, p: projects.unfile(
            a, Project.objects.get(district=p.district, name="矩阵撤回"), reason=WHY
        ),
    ),
    Case("projects.assign", Project, lambda a, p: projects.assign(a, [p], None, reason=WHY)),
    Case("projects.hand_over", Project, hand_over_to),
    Case(
        "projects.withdraw_hand_over",
        HandOver,
        lambda a, h: projects.withdraw_hand_over(a, h, reason=WHY),
    ),
    Case("leads.register", District, lambda a, d: registering.register(a, d, LEAD, reason=WHY)),
    Case("leads.revise", Lead, lambda a, x: registering.revise(a, x, {"outline": "x"}, reason=WHY)),
    Case("leads.talk", Project, lambda a, p: registering.talk(a, p, TALK, reason=WHY)),
    Case(
        "leads.add_contact",
        Project,
        lambda a, p: registering.add_contact(a, p, {"person": "联系人"}, reason=WHY),
    ),
    Case(
        "leads.add_file",
        Project,
        lambda a, p: registering.add_file(a, p, "a.pdf", b"x", reason=WHY),
    ),
    Case("leads.announce", District, lambda a, d: events.announce(a, d, EVENT, reason=WHY)),
    Case("leads.claim", District, lambda a, d: claims.file_claim(a, d, "矩阵视觉", reason=WHY)),
    Case(
        "dossier.write",
        Project,
        lambda a, p: dossier.write(a, p, Clearance, {"kind": "energy"}, reason=WHY),
    ),
    Case("dossier.revise", Profile, lambda a, x: dossier.revise(a, x, {"staff": 5}, reason=WHY)),
    Case(
        "dossier.attach",
        Clearance,
        lambda a, c: dossier.attach(a, c, "批文.pdf", b"%PDF", reason=WHY),
    ),
    Case(
        "territory.set_terms",
        Space,
        lambda a, s: territory.set_terms(a, s, Lot, {"use": "工业"}, reason=WHY),
    ),
    Case(
        "commitments.promise",
        Project,
        lambda a, p: commitments.promise(a, p, promise_of(p), reason=WHY),
    ),
    Case(
        "commitments.revise",
        Commitment,
        lambda a, c: commitments.revise(a, c, {"page": "5"}, reason=WHY),
    ),
    Case(
        "commitments.prove",
        Commitment,
        lambda a, c: commitments.prove(
            a, c, {"kind": "statistics", "figure": 5, "day": date(2026, 5, 1)}, reason=WHY
        ),
    ),
    Case("counting.tell", Project, lambda a, p: counting.tell(a, p, {"outlet": True}, reason=WHY)),
    Case(
        "counting.record",
        Project,
        lambda a, p: counting.record(
            a, p, {"kind": "upgrade", "day": date(2026, 5, 1)}, reason=WHY
        ),
    ),
    Case(
        "admission.adopt",
        District,
        lambda a, d: admission.adopt(a, d, shipped()["tuanfeng"], reason=WHY),
    ),
    Case("admission.call", District, called),
    Case("registry.merge", Organisation, merged_with_its_double),
    Case("registry.split", Merge, lambda a, m: registry.split(a, m, reason=WHY)),
    Case(
        "registry.call",
        Organisation,
        lambda a, o: registry.call(a, o, "旧名", "former", reason=WHY),
    ),
    Case(
        "registry.identify",
        Organisation,
        lambda a, o: registry.identify(a, o, "registration", "110108000000016", reason=WHY),
    ),
    Case(
        "registry.judge",
        Organisation,
        lambda a, o: registry.judge(a, o, firm(o.district.code, "double"), "same", reason=WHY),
    ),
    Case("registry.close", OtherName, lambda a, n: registry.close(a, n, "2019", reason=WHY)),
    Case("registry.unname", OtherName, lambda a, n: registry.unname(a, n, reason=WHY)),
    Case("registry.take", Organisation, taken),
    Case("registry.hear", Organisation, heard),
    Case("registry.unhear", Signal, lambda a, s: registry.unhear(a, s, reason=WHY)),
    Case("admission.put_up", Panel, put_up),
    Case("admission.withdraw", Evaluation, lambda a, e: admission.withdraw(a, e, reason=WHY)),
    Case("work.issue", District, lambda a, d: give(a, by=d.code, to="gongshu")),
    Case("work.move", Task, lambda a, t: work.move(a, t, "withdraw", "不再需要")),
    Case("work.reply", Task, lambda a, t: work.reply(a, t, "已办")),
    Case("work.attach", Task, lambda a, t: work.attach(a, t, "清单.pdf", b"%PDF")),
    Case("work.escalate", Task, lambda a, t: work.escalate(a, t, reason=WHY)),
    Case(
        "work.reassign",
        Task,
        lambda a, t: work.reassign(a, t, place("joint"), [], reason=WHY),
    ),
    Case("work.convene", District, lambda a, d: force_of(a, by=d.code)),
    Case(
        "work.call_meeting",
        District,
        lambda a, d: work.call_meeting(a, d, {"title": "例会", "starts_at": WHEN}),
    ),
    Case(
        "work.record",
        Meeting,
        lambda a, m: work.record(a, m, {"minutes": "会议情况"}, {}),
    ),
    Case("work.register", District, lambda a, d: work.register(a, ReformItem, d, REFORM)),
    Case("work.revise_entry", ReformItem, lambda a, e: work.revise(a, e, {"state": "tried"})),
    *(case for part in PARTS for case in part.CASES),
)


def fill(actor, code, people, *, own):
    """Rows of every model in a district, by model or name; ``people`` are who acts, by role."""
    everybody = list(people.values())
    members = [person for role, person in people.items() if role != Role.ADMINISTRATOR]
    rows = first(actor, code)
    rows |= {Evaluation: judged_by(rows[Panel], members)}
    rows |= verbs_day.fill(actor, code, members, rows)
    rows |= verbs_work.fill(code, everybody, own=own)
    rows |= verbs_ground.fill(actor, rows[Space])
    rows |= verbs_plans.fill(actor, code, rows)
    return rows | verbs_office.fill(code, everybody, own=own)


def judged_by(panel, people):
    """A project on the agenda of the panel's meeting, for ``people`` to judge."""
    link = Project.objects.filter(link__isnull=False).first().link
    project = Project.objects.create(
        code=f"matrix-judged-{panel.district.code}",
        name="矩阵待评",
        district=panel.district,
        introducer=panel.district,
        status="illustrative",
        link=link,
        stage="5",
    )
    return Evaluation.objects.create(
        district=panel.district, project=project, meeting=panel.meeting, people=people
    )


def first(actor, code):
    district = place(code)
    lead = registering.register(actor, district, LEAD, reason="底本")
    link = Project.objects.filter(link__isnull=False).first().link
    project = lead.project
    Project.objects.filter(pk=project.pk).update(stage="3", link=link)
    project.refresh_from_db()
    offered = projects.file(actor, district, PROJECT | {"stage": "3", "link": link}, reason="底本")
    # A person proposes a hand-over: the installation itself has no name to write down.
    hand_over = HandOver.objects.create(
        project=offered,
        district=district,
        from_district=district,
        to_district=place("gongshu"),
        name=offered.name,
        summary="概况",
        reason="底本",
        credit_from=Decimal("0.5"),
        credit_to=Decimal("0.5"),
        proposed_by=user("wei"),
    )
    projects.file(actor, district, PROJECT | {"name": "矩阵撤回"}, reason="底本")
    meeting = work.call_meeting(actor, district, {"title": "例会", "starts_at": WHEN})
    sheet = ScoreSheet.objects.first() or admission.adopt(
        actor, place("hangzhou"), shipped()["tuanfeng"], reason="底本"
    )
    panel = Panel.objects.create(
        district=district, meeting=meeting, sheet=sheet, people=[user("shen").pk, user("wei").pk]
    )
    waiting = projects.file(
        actor, district, PROJECT | {"name": "矩阵上会", "link": link}, reason="底本"
    )
    Project.objects.filter(pk=waiting.pk).update(stage="5")
    firms = doubled_firms(actor, code)
    return {
        District: district,
        Panel: panel,
        Project: project,
        Lead: lead,
        HandOver: hand_over,
        Commitment: commitments.promise(actor, project, promise_of(project), reason="底本"),
        Task: give(actor, by=code, to="gongshu"),
        Meeting: meeting,
        ReformItem: work.register(actor, ReformItem, district, REFORM),
        Profile: dossier.write(actor, project, Profile, {"track": "矩阵"}, reason="底本"),
        Clearance: dossier.write(actor, project, Clearance, {"kind": "filing"}, reason="底本"),
        **firms,
        **ground(actor, code),
        **verbs_news.fill(actor, code),
    }
