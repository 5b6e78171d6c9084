"""One proposal beside its page, and the four verdicts on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.districts.versions import CONFLICT, INVALID, OPENED, since, version_of
from shigu.face.pieces import Link
from shigu.ingest.models import Document
from shigu.ingest.views.second import panel_of
from shigu.registry.views import Panel
from shigu.review import actions
from shigu.review.forms import RejectForm
from shigu.review.models import Kind, NewsJudgement, NewsProposal
from shigu.review.passages import lines
from shigu.review.policies import may_judge, may_undo
from shigu.review.queries import last_verdict, organisations_beside
from shigu.review.seconds import second_of
from shigu.review.stage_form import correct_form
from shigu.review.views.queue import Place, trail
from shigu.review.views.shown import others_of, rows_of, target_of

TAKE_BACK = "undo"
PanelsOf = Callable[[ActorRequest, NewsProposal], Iterable[Panel]]


def proposal(
    request: ActorRequest, key: UUID, panels: PanelsOf = lambda _request, _row: ()
) -> HttpResponse:
    """A proposal, its values with their sentences, and the page they stand in."""
    row = _seen(request, key)
    return _page(request, row, panels=list(panels(request, row)))


@require_POST
def judge(request: ActorRequest, key: UUID, how: str) -> HttpResponse:
    """Accept, correct, reject or take back; then the next of the queue."""
    row = _seen(request, key)
    if how != TAKE_BACK and since(row, request.POST.get("version", "")):
        return _page(request, row, refused=_overtaken(request, row), status=CONFLICT)
    correct = correct_form(request.actor, row, request.POST)
    reject = RejectForm(request.POST)
    done: dict[str, tuple[Any, Callable[[], NewsJudgement]]] = {
        "accept": (None, lambda: actions.accept(request.actor, row)),
        "correct": (
            correct,
            lambda: actions.accept(
                request.actor, row, correct.values(), reason=correct.cleaned_data["reason"]
            ),
        ),
        "reject": (
            reject,
            lambda: actions.reject(request.actor, row, reason=reject.cleaned_data["reason"]),
        ),
        TAKE_BACK: (None, lambda: actions.undo(request.actor, row, reason=_("撤回刚才的判断"))),
    }
    form, act = done[how]
    shown = {how: form} if form else {}
    if form and not form.is_valid():
        return _page(request, row, status=INVALID, **shown)
    place = Place.of(request, row.pk)
    try:
        judged = act()
    except Refused as refusal:
        return _page(request, row, refused=str(refusal), status=CONFLICT, **shown)
    return _onward(request, row, judged, place)


def _onward(
    request: ActorRequest, row: NewsProposal, judged: NewsJudgement, place: Place
) -> HttpResponse:
    """To the next of the queue, with the way back to what was just judged."""
    told = {"verdict": judged.get_verdict_display(), "subject": row.subject}
    messages.success(request, _("%(verdict)s：%(subject)s") % told)
    if judged.verdict == "undone":
        return redirect(f"{row.get_absolute_url()}?{place.asked}")
    onward = place.next or place.previous or row.get_absolute_url()
    mark = "&" if "?" in onward else "?"
    return redirect(f"{onward}{mark}after={row.pk}")


def _page(
    request: ActorRequest,
    row: NewsProposal,
    *,
    refused: str = "",
    status: int = OPENED,
    **more: Any,
) -> HttpResponse:
    actor = request.actor
    last = last_verdict(actor, row)
    document = Document.objects.get(pk=row.document_id)
    second = second_of(row)
    target = target_of(actor, row, last)
    context = {
        "row": row,
        "answer": _answer(row, known=target is not None),
        "document": document,
        "facts": rows_of(row, row.values, second, target),
        "plans": rows_of(row, row.plans, second),
        "others": others_of(row) if row.is_open else [],
        "second": second,
        "second_reader": panel_of(request, document),
        "target": target,
        "lines": lines(document, row.evidence),
        "last": last,
        "judgements": NewsJudgement.objects.visible_to(actor).filter(proposal=row),
        "may_judge": may_judge(actor, row),
        "may_undo": may_undo(actor, row, last),
        "after": _after(request),
        "refused": refused,
        "beside": organisations_beside(actor, row) if refused else (),
        "version": version_of(row),
        "correct": correct_form(actor, row),
        "reject": RejectForm(),
        "place": Place.of(request, row.pk),
        "breadcrumbs": trail(Link(row.subject)),
        **more,
    }
    return render(request, "review/proposal.html", context, status=status)


def _answer(row: NewsProposal, *, known: bool) -> str:
    """What accepting would do, how sure that is, and how the article means it."""
    told = {
        "kind": row.get_kind_display(),
        "sure": f"{100 * row.confidence:.0f}",
        "how": row.get_modality_display(),
        "facts": len(row.values),
    }
    if not row.is_open:
        return _("把握 %(sure)s%%，语气：%(how)s。") % told
    if not row.values:
        return _("文章只说了计划，要写入请改后采纳；把握 %(sure)s%%。") % told
    if row.kind == Kind.STAGE:
        return _("采纳就办项目的一步；把握 %(sure)s%%，语气：%(how)s。") % told
    if known:
        return _("采纳会写入已有记录的 %(facts)d 项；把握 %(sure)s%%，语气：%(how)s。") % told
    return _("采纳会新登记一条%(kind)s，写入 %(facts)d 项；把握 %(sure)s%%，语气：%(how)s。") % told


def _after(request: ActorRequest) -> NewsProposal | None:
    """What was judged before this page, to be taken back from here."""
    try:
        key = UUID(request.GET.get("after", ""))
    except ValueError:
        return None
    return NewsProposal.objects.visible_to(request.actor).filter(pk=key).first()


def _overtaken(request: ActorRequest, row: NewsProposal) -> str:
    last = NewsJudgement.objects.visible_to(request.actor).filter(proposal=row).first()
    if last is None:
        return _("这条提议刚被重新读取，内容有变；请看过再判断。")
    told = {"who": last.by_name, "verdict": last.get_verdict_display()}
    return _("%(who)s刚刚判断过这一条：%(verdict)s。您的判断没有写入。") % told


def _seen(request: ActorRequest, key: UUID) -> NewsProposal:
    rows = NewsProposal.objects.visible_to(request.actor).select_related("document", "link")
    return get_object_or_404(rows, pk=key)
