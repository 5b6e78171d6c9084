"""Verbs of plans, the chain, registers and grades as cases."""

from datetime import date
from functools import cache
from pathlib import Path

from django.utils import timezone

from shigu.chain import actions as chain
from shigu.chain.actions.wording import Wording
from shigu.chain.models import Assessment, Chain, ComparedCluster, Link, Position
from shigu.districts.models import District
from shigu.engine.grading.schemes import texts
from shigu.engine.pack.archive import archive_of
from shigu.engine.pack.files import read_files
from shigu.grading import actions as grading
from shigu.grading.models import GradedSheet
from shigu.plans import actions as plans
from shigu.plans.models import Paper, Placement, Plan, Run
from shigu.projects.models import Project
from shigu.registry import actions as registry
from shigu.registry.models import Organisation
from shigu.territory.models import Space
from tests.grading.test_pages import SCHEME, SHEET
from tests.people import user
from tests.security.case import Case
from tests.work.world import place

WHY = "按月度例会"
PACK = Path(__file__).parents[2] / "packs" / "voice-valley"
OPEN = {
    *("chain.put", "chain.word_link", "chain.add_position", "chain.confirm_position"),
    *("chain.reject_position", "chain.ask", "chain.withdraw", "chain.add_cluster"),
    *("chain.remove_cluster", "registry.propose"),
}
"""Verbs on rows of the whole cluster."""


@cache
def pack():
    return archive_of(read_files(PACK), PACK.name)


def graded(actor, district):
    told = ("矩阵", texts()[SCHEME], "表.csv", SHEET.encode())
    return grading.grade_sheet(actor, district, *told)


def row_of(district, code="matrix-put"):
    row = {"id": code, "kind": "enterprise", "status": "illustrative", "name_zh": f"矩阵{code}"}
    return row | {"district": district.code}


def paired(actor, district):
    one, other = (Organisation.objects.get(code=code) for code in ("org-ezviz", "org-uniview"))
    return registry.propose(actor, [(one, other, 0.5, {})], reason=WHY)


def stood(actor, district):
    firm = Organisation.objects.filter(positions=None, district=district).first()
    how = {"share": 0.1, "basis": Position.Basis.values[0], "confidence": 0.5, "source": None}
    return chain.add_position(actor, firm, leaf(), **how, reason=WHY)


def leaf():
    return Link.objects.filter(children=None, parent__isnull=False).order_by("code").first()


def worded(actor, link):
    kept = ("name_zh", "name_en", "definition_zh", "definition_en", "terms", "negative_terms")
    told = {name: getattr(link, name) for name in (*kept, "gbt4754", "weight")}
    return chain.word_link(actor, link, Wording(**told), reason=WHY)


def chain_row(actor, district):
    row = {"id": "matrix", "version": "1", "name_zh": "矩阵链", "status": "illustrative"}
    return chain.put(actor, "chains", [row], reason=WHY)


CASES = (
    Case("plans.ask", District, lambda a, d: plans.ask_for_plan(a, d, plans.Wish(), reason=WHY)),
    Case("plans.cancel", Plan, lambda a, p: plans.cancel_plan(a, p, reason=WHY), row="waiting"),
    Case("plans.hasten", Plan, lambda a, p: plans.hasten_plan(a, p, reason=WHY), row="running"),
    Case("plans.adopt", Plan, lambda a, p: plans.adopt_plan(a, p, reason=WHY)),
    Case("plans.replan", Plan, lambda a, p: plans.replan(a, p, 0, reason=WHY)),
    Case("plans.lock", Placement, lambda a, p: plans.lock_placement(a, p, reason=WHY)),
    Case("plans.forbid", Placement, lambda a, p: plans.forbid(a, p, reason=WHY)),
    Case("grading.grade", District, graded),
    Case("grading.keep", GradedSheet, lambda a, g: grading.keep(a, g, reason=WHY)),
    Case("grading.discard", GradedSheet, lambda a, g: grading.discard(a, g, reason=WHY)),
    Case(
        "registry.put",
        District,
        lambda a, d: registry.put(a, "organisations", [row_of(d)], reason=WHY),
    ),
    Case("registry.register", District, lambda a, d: registry.register(a, row_of(d), reason=WHY)),
    Case(
        "registry.edit",
        Organisation,
        lambda a, o: registry.edit(a, o, row_of(o.district, o.code), reason=WHY),
    ),
    Case("registry.propose", District, paired),
    Case("chain.put", District, chain_row),
    Case("chain.word_link", Link, worded),
    Case("chain.add_position", District, stood),
    Case(
        "chain.confirm_position",
        Position,
        lambda a, p: chain.confirm_position(a, p, share=0.1, confidence=0.5, reason=WHY),
    ),
    Case(
        "chain.reject_position",
        Position,
        lambda a, p: chain.reject_position(a, p, reason=WHY),
    ),
    Case("chain.ask", Chain, lambda a, c: chain.ask(a, c, reason=WHY)),
    Case("chain.withdraw", Assessment, lambda a, x: chain.withdraw(a, x, reason=WHY)),
    Case("chain.add_cluster", District, lambda a, d: chain.add_cluster(a, pack(), reason=WHY)),
    Case(
        "chain.remove_cluster",
        ComparedCluster,
        lambda a, c: chain.remove_cluster(a, c, reason=WHY),
    ),
)


def fill(actor, code, rows):
    """Plans of the district at three stages, one with a place; rows of the whole cluster."""
    district = place(code)
    return {
        **planned(district, rows[Project], rows[Space]),
        GradedSheet: graded(actor, district),
        Link: leaf(),
        Position: Position.objects.order_by("code").first(),
        **of_the_cluster(code),
    }


def planned(district, project, space):
    def plan(state, **more):
        made = Plan.objects.create(district=district, requested_by=user("wei"), state=state, **more)
        Run.objects.create(plan=made, district=district)
        return made

    done = {"objective_yuan": 1.0, "gap": 0.0, "finished_at": timezone.now()}
    whole = plan("done", **done)
    Paper.objects.create(plan=whole, district=district, owners=[district.pk], body="{}")
    placement = Placement.objects.create(
        plan=whole,
        asker=district,
        district=district,
        project=project,
        name_zh=project.name,
        space=space,
        host=district,
        area_m2=1.0,
        start=date(2027, 1, 1),
    )
    return {
        Plan: whole,
        "waiting": plan("queued"),
        "running": plan("running"),
        Placement: placement,
    }


def of_the_cluster(code):
    told = {"version": "1", "name_zh": "矩阵集群", "created": date(2026, 1, 1), "hash": "x"}
    told |= {"organisations": 1, "links": 1, "added_by": "矩阵", "content": b"x"}
    empty = Chain.objects.create(
        code=f"matrix-{code}", version="1", name_zh="矩阵链", status="illustrative"
    )
    return {
        Chain: Chain.objects.get(code="vv-interview"),
        Assessment: Assessment.objects.create(chain=empty, asked_by="矩阵"),
        ComparedCluster: ComparedCluster.objects.create(code=f"matrix-{code}", **told),
    }
