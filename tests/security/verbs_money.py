"""Verbs of sharing as cases: agreements, lists, measures, settlements, tax files."""

import datetime
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from shigu.districts.models import District
from shigu.engine.sharing.rules.values import Event
from shigu.projects.models import Project
from shigu.registry.models import Organisation
from shigu.sharing import actions as sharing
from shigu.sharing.models import (
    Agreement,
    AgreementVersion,
    Approval,
    Enrolment,
    Measure,
    Period,
    Reopening,
    Run,
    RunProgress,
    State,
    TaxBatch,
)
from tests.people import user
from tests.security.case import Case
from tests.sharing.ledger_world import text
from tests.work.world import place

WHY = "按月度例会"
OTHER = "chengxi"
OPEN: set[str] = set()
CSV = "企业名称,年度,税种,入库税额（元）,地方留存（元）,凭证\n{firm},2025,增值税,20.01,10.01,表一\n"
DAY = datetime.date(2024, 6, 1)


def words(code, version="2024"):
    """A text between the district and 城西."""
    return text(version).replace("binjiang", OTHER).replace("xiaoshan", code)


def taxes():
    firm = Organisation.objects.get(code="org-ezviz").name_zh
    return CSV.format(firm=firm).encode()


def listed(code):
    facts = {"host": code, "introducer": OTHER, "evidence": "纪要"}
    return sharing.Listed(**facts, dates={Event.IN_OPERATION: DAY})


def agreed(actor, district):
    parties = [district.player, OTHER]
    return sharing.make_agreement(
        actor, district, "matrix-new", words(district.code), parties, reason=WHY
    )


def put(actor, district):
    row = {"id": "matrix-put", "file": "a.yaml", "parties": [district.player, OTHER]}
    row |= {"valid_from": "2024-01-01", "valid_to": None, "status": "illustrative"}
    return sharing.put(actor, "agreements", [row], reason=WHY)


def settled(actor, agreement):
    return sharing.ask(actor, agreement, 2030, agreement.versions.get(), reason=WHY)


def key_of(project):
    return f"{Agreement.objects.get(district=project.district, code='matrix').pk}:tax"


def measured(actor, agreement):
    told = (agreement.parties[0], 2025, "output", Decimal(7))
    return sharing.put_measure(actor, agreement, *told, evidence="年鉴", reason=WHY)


def taken_in(actor, agreement):
    rows = [sharing.Measured(agreement.parties[0], 2026, "output", Decimal(7))]
    return sharing.take_in_measures(actor, agreement, rows, evidence="年鉴", reason=WHY)


def ruled(actor, district):
    part = (Fraction(1, 2), datetime.date(2027, 1, 1))
    return sharing.put_regime(actor, district, "vat", *part, reason=WHY)


CASES = (
    Case("sharing.put", District, put),
    Case("sharing.agree", District, agreed),
    Case(
        "sharing.save_text",
        Agreement,
        lambda a, x: sharing.save_text(a, x, words(x.district.code, "2025"), reason=WHY),
    ),
    Case(
        "sharing.date_events",
        Agreement,
        lambda a, x: sharing.date_events(a, x, {}, reason=WHY),
    ),
    Case(
        "sharing.enrol",
        Agreement,
        lambda a, x: sharing.enrol(
            *(a, x, Organisation.objects.get(code="org-uniview"), listed(x.district.code)),
            reason=WHY,
        ),
    ),
    Case("sharing.confirm_firm", Enrolment, lambda a, e: sharing.confirm(a, e, reason=WHY)),
    Case("sharing.take_off", Enrolment, lambda a, e: sharing.take_off(a, e, DAY, reason=WHY)),
    Case("sharing.put_measure", Agreement, measured),
    Case("sharing.take_in_measures", Agreement, taken_in),
    Case("sharing.drop_measure", Measure, lambda a, m: sharing.drop_measure(a, m, reason=WHY)),
    Case("sharing.settle", Agreement, settled),
    Case("sharing.cancel", Run, lambda a, r: sharing.cancel(a, r, reason=WHY), row="queued"),
    Case("sharing.propose", Run, lambda a, r: sharing.propose(a, r, reason=WHY), row="done"),
    Case(
        "sharing.answer",
        Run,
        lambda a, r: sharing.answer(a, r, agrees=True, reason=WHY),
        row="proposed",
    ),
    Case("sharing.withdraw", Run, lambda a, r: sharing.withdraw(a, r, reason=WHY), row="proposed"),
    Case("sharing.post", Run, lambda a, r: sharing.ask_to_post(a, r, reason=WHY), row="agreed"),
    Case(
        "sharing.ask_to_reopen",
        Period,
        lambda a, p: sharing.ask_to_reopen(a, p, reason=WHY),
        row="closed",
    ),
    Case("sharing.reopen", Reopening, lambda a, r: sharing.reopen(a, r, reason=WHY)),
    Case(
        "sharing.bring_taxes",
        District,
        lambda a, d: sharing.bring(a, d, "税收.csv", taxes()),
    ),
    Case("sharing.take_in_taxes", TaxBatch, lambda a, b: sharing.take_in(a, b, reason=WHY)),
    Case("sharing.drop_taxes", TaxBatch, lambda a, b: sharing.drop(a, b, reason=WHY)),
    Case("sharing.put_regime", District, ruled),
    Case(
        "sharing.hand_over",
        Project,
        lambda a, p: sharing.hand_over_under(
            a, p, place("yuhang"), key_of(p), summary="概况", reason=WHY
        ),
    ),
    Case(
        "sharing.order_hand_over",
        Project,
        lambda a, p: sharing.order_hand_over_under(
            a, place("joint"), p, place("yuhang"), key_of(p), summary="概况", reason=WHY
        ),
        office=True,
    ),
)


def fill(keeper, code):
    """An agreement of the district with 城西, as somebody that keeps its money has it."""
    district = place(code)
    agreement = sharing.make_agreement(
        keeper, district, "matrix", words(code), [code, OTHER], reason="底本"
    )
    firm = Organisation.objects.get(code="org-ezviz")
    return {
        Agreement: agreement,
        Enrolment: sharing.enrol(keeper, agreement, firm, listed(code), reason="底本"),
        Measure: measured(keeper, agreement),
        TaxBatch: sharing.bring(keeper, district, "税收.csv", taxes()),
    }


def stages(agreement):
    """Settlements of the agreement, each of another year at another stage."""
    of = {"agreement": agreement, "district": agreement.district}
    version = AgreementVersion.objects.get(agreement=agreement)
    put_up = {"proposed_by": user("wei"), "proposed_at": timezone.now()}

    def year(number, state):
        return Period.objects.create(year=number, state=state, **of)

    def run(number, state, standing="open", **more):
        period = year(number, standing)
        who = user("wei")
        made = Run.objects.create(
            period=period, version=version, asked_by=who, state=state, **of, **more
        )
        RunProgress.objects.create(run=made, **of)
        return made

    agreed = run(2023, State.PROPOSED, "proposed", **put_up)
    for party in (agreement.district, place(OTHER)):
        Approval.objects.create(
            run=agreed,
            agreement=agreement,
            keeper=agreement.district,
            district=party,
            player=party.player,
            agrees=True,
            user=user("wei"),
        )
    reopening = Reopening.objects.create(
        period=year(2019, "closed"), reason="底本", asked_by=user("wei"), **of
    )
    return {
        "queued": run(2020, State.QUEUED),
        "done": run(2021, State.DONE),
        "proposed": run(2022, State.PROPOSED, "proposed", **put_up),
        "agreed": agreed,
        "closed": year(2018, "closed"),
        Reopening: reopening,
    }
