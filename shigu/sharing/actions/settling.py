"""The steps of a settlement until it is computed: asked, begun, kept; or stopped, or failed.

A worker that is killed between two leaves the settlement at the step it was at, and the job is
run again; the lines are written in one transaction, so that there are all or none.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from procrastinate.contrib.django import app

from shigu.districts.actors import Actor
from shigu.districts.policies import Refused
from shigu.districts.verbs import action
from shigu.sharing import writing
from shigu.sharing.models import Agreement, AgreementVersion, Period, Run, RunProgress, State
from shigu.sharing.models.runs import OPEN
from shigu.sharing.policies import may_cancel, may_settle, person
from shigu.sharing.settled import Settled

FIRST_YEAR, LAST_YEAR = 1994, 2199
"""From the year of the tax-sharing system (国发〔1993〕85号) on."""


class Stopped(Exception):
    """Somebody asked for the end, or another attempt took over."""


@action("sharing.settle", gettext_lazy("发起结算"))
def ask(
    actor: Actor, agreement: Agreement, year: int, version: AgreementVersion, *, reason: str = ""
) -> Run:
    """Have a year settled under a version, in the background; nothing is posted by that.

    A year that is closed can be computed again under any version, to see what would differ.

    Raises:
        Refused: another's agreement, a text with problems, or a year out of range.
    """
    may_settle(actor, agreement).require()
    if version.agreement_id != agreement.pk or not version.sound:
        raise Refused(_("版本 %s 还有问题，不能用来结算。") % version)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(
            _("年度在 %(first)d 到 %(last)d 之间。") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    of = {"agreement": agreement, "district_id": agreement.district_id}
    period, _made = Period.objects.get_or_create(
        agreement=agreement, year=year, defaults={"district_id": agreement.district_id}
    )
    run = Run.objects.create(period=period, version=version, asked_by_id=person(actor), **of)
    RunProgress.objects.create(run=run, **of)
    app.configure_task("sharing.settle").defer(run=str(run.pk), user=person(actor))
    return run


@action("sharing.cancel", gettext_lazy("要求停止"))
def cancel(actor: Actor, run: Run, *, reason: str = "") -> Run:
    """Stop a settlement: at once while it waits, within seconds while it is computed.

    Raises:
        Refused: another's agreement, or it is no longer computed.
    """
    may_cancel(actor, run).require()
    RunProgress.objects.filter(run=run).update(cancel_asked_at=timezone.now())
    waiting = Run.objects.filter(pk=run.pk, state=State.QUEUED)
    for held in waiting.select_for_update(skip_locked=True):
        _end(held, State.CANCELLED)
    return Run.objects.get(pk=run.pk)


@action("sharing.begin", pgettext_lazy("历史", "开始结算"))
def begin(actor: Actor, run_id: UUID) -> UUID | None:
    """Take up a settlement that waits or that another worker left; ``None`` if it is over."""
    run = Run.objects.select_for_update().get(pk=run_id)
    if run.state not in OPEN:
        return None
    progress = RunProgress.objects.get(run=run)
    if progress.cancel_asked_at is not None:
        _end(run, State.CANCELLED)
        return None
    progress.attempt, progress.attempts = uuid4(), progress.attempts + 1
    progress.phase, progress.part, progress.told_at = "", 0.0, timezone.now()
    progress.save()
    if run.state != State.RUNNING:
        run.state = State.RUNNING
        run.save()
    return progress.attempt


@action("sharing.keep", gettext_lazy("写下结算"))
def keep(
    actor: Actor,
    run_id: UUID,
    attempt: UUID,
    settled: Settled,
    teller: Callable[[float], object] = lambda _done: None,
) -> bool:
    """Write all lines down, once; ``False`` where another attempt came first.

    Raises:
        Stopped: somebody asked for the end; nothing is written.
    """
    run = Run.objects.select_for_update().get(pk=run_id)
    if run.state != State.RUNNING or RunProgress.objects.get(run=run).attempt != attempt:
        return False

    def go_on(done: float) -> None:
        if RunProgress.objects.filter(Q(cancel_asked_at__isnull=False), run=run).exists():
            raise Stopped
        teller(done)

    writing.write_lines(run, settled.lines, go_on)
    run.book_hash, run.lines_hash = settled.book_hash, settled.lines_hash
    run.firms, run.paid, run.lines = settled.firms, settled.paid, settled.lines.height
    run.totals, run.untouched = settled.totals, settled.untouched
    run.took_seconds = settled.seconds
    _end(run, State.DONE)
    return True


@action("sharing.fail", gettext_lazy("未能结算"))
def fail(actor: Actor, run_id: UUID, attempt: UUID | None, problem: str) -> None:
    """Write down why there is no settlement; not what an attempt says that another took over."""
    run = Run.objects.select_for_update().get(pk=run_id)
    if run.state in OPEN and RunProgress.objects.get(run=run).attempt == attempt:
        run.problem = problem
        _end(run, State.FAILED)


@action("sharing.stop", gettext_lazy("已停止"))
def stop(actor: Actor, run_id: UUID) -> None:
    """Write down that the computation ended, if someone asked it to."""
    run = Run.objects.select_for_update().get(pk=run_id)
    if run.state in OPEN and RunProgress.objects.get(run=run).cancel_asked_at is not None:
        _end(run, State.CANCELLED)


def tell(run_id: UUID, attempt: UUID | None, phase: str, part: float) -> bool:
    """Write down how far an attempt is, outside history; ``False`` if it is to end."""
    mine = RunProgress.objects.filter(run_id=run_id, cancel_asked_at__isnull=True)
    if attempt is not None:
        mine = mine.filter(attempt=attempt)
    return bool(mine.update(phase=phase, part=part, told_at=timezone.now()))


def _end(run: Run, state: State) -> None:
    run.state, run.finished_at = state, timezone.now()
    run.save()
