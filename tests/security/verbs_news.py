"""Verbs of news, the desk and partnerships as cases; most of their rows are of no district."""

from functools import cache

from shigu.cooperation import actions as cooperation
from shigu.cooperation.models import Partnership
from shigu.districts.models import District
from shigu.engine.text.second.opinion import Opinion
from shigu.ingest import actions as ingest
from shigu.ingest.models import Document, Run, SecondReading, Source
from shigu.registry.models import Organisation
from shigu.review import actions as review
from shigu.review.models import NewsJudgement, NewsProposal
from shigu.review.queries import Rule
from tests.ingest.world import OTHER, SIGNED, page
from tests.security.case import Case

WHY = "按月度例会"
MODEL = "matrix"
PAGE = ingest.Brought("matrix", b"x", filename="matrix.txt")
OPEN = {
    *("cooperation.register", "cooperation.revise", "cooperation.strike"),
    *("ingest.store", "ingest.register_source", "ingest.edit_source", "ingest.ask_for_run"),
    *("ingest.cancel_run", "ingest.ask_second_reader", "ingest.stop_second_reader"),
    *("ingest.bring", "ingest.confirm_pages"),
    *("ingest.keep_second_opinion", "review.read_in", "review.propose", "review.reject"),
}
"""Verbs on rows of the whole cluster: whoever keeps a register, wherever it sits."""


@cache
def article():
    return page(OTHER, "https://matrix.example/new")


def firm(code, name):
    return Organisation.objects.get(code=f"matrix-{code}-{name}")


def confirmed(actor):
    """What the actor brought, and a worker has looked over."""
    run = ingest.bring(actor, [PAGE])
    run.pages.update(found={"standing": "new"})
    Run.objects.filter(pk=run.pk).update(state="ready")
    run.refresh_from_db()
    return ingest.confirm_pages(actor, run, {run.pages.get().pk: {}}, reason=WHY)


def together(actor, proposal):
    """With what the rule offers narrowed to this one."""
    NewsProposal.objects.exclude(pk=proposal.pk).update(bulk=False)
    return review.accept_together(actor, Rule(0.8, "organisation"), [proposal.pk], reason=WHY)


def partners(row):
    return [row, Organisation.objects.exclude(pk=row.pk).order_by("code").first()]


def registered(actor, row):
    given = {"kind": "agreement", "status": "illustrative"}
    return cooperation.register(actor, given, partners(row), reason=WHY)


CASES = (
    Case("cooperation.register", Organisation, registered),
    Case(
        "cooperation.revise",
        Partnership,
        lambda a, p: cooperation.revise(a, p, {"subject": "改"}, reason=WHY),
    ),
    Case("cooperation.strike", Partnership, lambda a, p: cooperation.strike(a, p, reason=WHY)),
    Case("ingest.store", Document, lambda a, d: ingest.store(a, [article()], reason=WHY)),
    Case(
        "ingest.register_source",
        District,
        lambda a, d: ingest.register_source(a, f"new-{d.code}", "rss", {}, reason=WHY),
    ),
    Case(
        "ingest.edit_source",
        Source,
        lambda a, s: ingest.edit_source(a, s, {"hours": 12}, reason=WHY),
    ),
    Case("ingest.ask_for_run", Source, lambda a, s: ingest.ask_for_run(a, s, reason=WHY)),
    Case("ingest.bring", District, lambda a, d: ingest.bring(a, [PAGE], reason=WHY)),
    Case("ingest.confirm_pages", District, lambda a, d: confirmed(a)),
    Case("ingest.cancel_run", Run, lambda a, r: ingest.cancel_run(a, r, reason=WHY)),
    Case(
        "ingest.ask_second_reader",
        Document,
        lambda a, d: ingest.ask_second_reader(a, d, reason=WHY),
    ),
    Case(
        "ingest.stop_second_reader",
        SecondReading,
        lambda a, r: ingest.stop_second_reader(a, r, reason=WHY),
    ),
    Case(
        "ingest.keep_second_opinion",
        Document,
        lambda a, d: ingest.keep_second_opinion(a, d, MODEL, Opinion((), {}), reason=WHY),
    ),
    Case("review.read_in", Document, lambda a, d: review.read_in(a, most=0, reason=WHY)),
    Case("review.propose", Document, lambda a, d: review.propose(a, d, reason=WHY)),
    Case("review.accept", NewsProposal, lambda a, p: review.accept(a, p, reason=WHY)),
    Case("review.accept_together", NewsProposal, together),
    Case("review.reject", NewsProposal, lambda a, p: review.reject(a, p, reason=WHY)),
    Case(
        "review.undo",
        NewsJudgement,
        lambda a, j: review.undo(a, j.proposal, reason=WHY),
    ),
)


def fill(actor, code):
    """An article and what it proposes of two firms of the district, one of it accepted."""
    told = page(f"{SIGNED}\n{code}", f"https://matrix.example/{code}")
    [document] = ingest.store(actor, [told]).new
    accepted = _proposed(document, firm(code, "whole"))
    judged = review.accept(actor, accepted, reason="底本")
    source = ingest.register_source(
        actor, f"matrix-{code}", "rss", {"addresses": ["https://matrix.example/feed"]}
    )
    return {
        Document: document,
        NewsProposal: _proposed(document, firm(code, "kept")),
        NewsJudgement: judged,
        Partnership: registered(actor, firm(code, "kept")),
        Source: source,
        Run: Run.objects.create(source=_other_source(actor, code)),
        SecondReading: SecondReading.objects.create(
            document=_other_document(actor, code), model=MODEL
        ),
    }


def _proposed(document, row):
    told = {"field": "staff", "value": 320, "modality": "happened", "confidence": 0.9}
    return NewsProposal.objects.create(
        document=document,
        kind="organisation",
        key=f"organisation:{row.code}",
        subject=row.name_zh,
        target=row.code,
        values=[told | {"statements": [1], "qualifier": None, "time": None}],
        confidence=0.9,
        bulk=True,
        modality="happened",
    )


def _other_source(actor, code):
    return ingest.register_source(
        actor, f"matrix-{code}-read", "rss", {"addresses": ["https://matrix.example/read"]}
    )


def _other_document(actor, code):
    told = f"{OTHER}\n{code}二读"
    return ingest.store(actor, [page(told, f"https://matrix.example/{code}/2")]).new[0]
