"""A settlement: how far it is, what it says, who agreed, what would differ, and its lines."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.timeline import timeline
from shigu.face.pieces import Empty, Figure, Progress, Words
from shigu.face.templatetags.units import language
from shigu.face.units import money_parts
from shigu.sharing import actions, shown
from shigu.sharing.clearing import clearing_of
from shigu.sharing.difference import difference
from shigu.sharing.filters import LineFilter
from shigu.sharing.forms.agreements import OptionalReasonForm, ReasonForm
from shigu.sharing.models import Run, SettledLine, State
from shigu.sharing.names import reason_words
from shigu.sharing.policies import (
    may_answer,
    may_cancel,
    may_post,
    may_propose,
    may_settle,
    may_withdraw,
)
from shigu.sharing.tables.ledgers import DifferenceTable, LineTable
from shigu.sharing.views.frame import of_agreement, the_run
from shigu.sharing.views.listing import CodedListing

PHASES = {
    "": gettext_lazy("等待后台处理"),
    "reading": gettext_lazy("读取税收与名单"),
    "settling": gettext_lazy("逐条计算"),
    "keeping": gettext_lazy("写下分录"),
    "posting": gettext_lazy("写入账簿"),
}

NOTHING_POSTED = gettext_lazy("%(year)d 年：%(state)s，账簿没有变化。")
SAID = {
    State.DONE: gettext_lazy("%(year)d 年已算出，尚未提请；账簿没有变化。"),
    State.PROPOSED: gettext_lazy("%(year)d 年的结算等各方同意；都同意后由登记区县入账。"),
    State.POSTED: gettext_lazy("%(year)d 年已入账，年度已结。"),
    State.SUPERSEDED: gettext_lazy("%(year)d 年后来又有更正；有差别的分录已冲销。"),
    State.FAILED: gettext_lazy("%(year)d 年没有算成：见下面的原因。"),
    State.CANCELLED: NOTHING_POSTED,
    State.WITHDRAWN: NOTHING_POSTED,
}
UNDER_WAY_SAID = gettext_lazy("%(year)d 年正在后台处理，可以离开此页，回来时接着看。")


def run(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """A settlement, and what may be done with it now."""
    row = the_run(request, key)
    parties, terms = shown.called(row), shown.terms_of(row.version)
    context = {
        "run": row,
        "steps": shown.steps(row),
        "job": progress(row) if row.under_way else None,
        "sums": shown.sums(row, parties),
        "clearing": clearing_of(request.actor, row, terms, parties),
        "credits": shown.credited(row, parties),
        "opinions": shown.opinions(row, parties),
        "untouched": [each | {"why": reason_words([each["reason"]])} for each in row.untouched],
        "rules": shown.rule_titles(terms),
        "figures": figures(row),
        "answer": sentence(row),
        "before": _posted(row),
        "events": timeline(row),
        "reason_form": ReasonForm(),
        "opinion_form": OptionalReasonForm(),
        "breadcrumbs": of_agreement(row.agreement, (f"{row.period.year}", "")),
        **_may(request, row),
    }
    return render(request, "sharing/run.html", context)


def _may(request: ActorRequest, row: Run) -> dict[str, Any]:
    actor = request.actor
    return {
        "may_propose": may_propose(actor, row) if row.state == State.DONE else None,
        "may_answer": may_answer(actor, row) if row.state == State.PROPOSED else None,
        "may_post": may_post(actor, row) if row.state == State.PROPOSED else None,
        "may_withdraw": may_withdraw(actor, row) if row.state == State.PROPOSED else None,
        "may_settle": may_settle(actor, row.agreement),
    }


def _posted(row: Run) -> Run | None:
    """The settlement of the same year that stands in the ledgers, if it is another."""
    posted = Run.objects.filter(period_id=row.period_id, state=State.POSTED)
    return posted.exclude(pk=row.pk).select_related("version").first()


def figures(row: Run) -> tuple[Figure, ...]:
    """The strip of a computed settlement."""
    if row.lines is None:
        return ()
    moved = sum(
        each["transfer_fen"] for each in row.totals
        if each["ledger"] == "fiscal" and each["transfer_fen"] > 0
    )  # fmt: skip
    return (
        Figure(_("划转总额"), *money_parts(moved, language()), note=_("财政账；各方划转之和为零")),
        Figure(_("企业"), str(row.firms), _("家")),
        Figure(_("税收行"), f"{row.paid:,}", note=_("含以前年度，供封顶与起算")),
        Figure(_("分录行"), f"{row.lines:,}"),
        Figure(_("版本"), str(row.version), note=_("条文即结算依据")),
    )


def sentence(row: Run) -> str:
    """Where it stands, in one sentence."""
    words = SAID.get(State(row.state), UNDER_WAY_SAID)
    return str(words) % {"year": row.period.year, "state": row.get_state_display()}


def progress(row: Run) -> Progress:
    """How far the worker is."""
    at = row.progress
    posting = row.state == State.POSTING
    phase = "posting" if posting else at.phase
    return Progress(
        PHASES.get(phase, phase),
        None if posting else at.part or None,
        row.get_state_display(),
        refresh_url=reverse("sharing:run_progress", args=[row.pk]),
        cancel_url="" if posting else reverse("sharing:cancel_run", args=[row.pk]),
    )


@require_GET
def how_far(request: ActorRequest, key: UUID) -> HttpResponse:
    """The progress; the whole page anew once there is nothing to wait for."""
    row = the_run(request, key)
    if not row.under_way:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "sharing/progress.html", {"job": progress(row)})


@require_POST
def cancel(request: ActorRequest, key: UUID) -> HttpResponse:
    """Stop the computation."""
    row = the_run(request, key)
    may_cancel(request.actor, row).require()
    actions.cancel(request.actor, row)
    messages.info(request, _("已要求停止；已经开始的写入会整体撤回。"))
    return redirect(row)


@require_POST
def propose(request: ActorRequest, key: UUID) -> HttpResponse:
    """Put it to the parties."""
    row = the_run(request, key)
    actions.propose(request.actor, row, reason=request.POST.get("reason", ""))
    messages.success(request, _("已提请；各方的财政专员在这一页表态。"))
    return redirect(row)


@require_POST
def answer(request: ActorRequest, key: UUID) -> HttpResponse:
    """Agree or object for one's party."""
    row = the_run(request, key)
    agrees = request.POST.get("agrees") == "yes"
    actions.answer(request.actor, row, agrees=agrees, reason=request.POST.get("reason", ""))
    messages.success(request, _("已同意。") if agrees else _("已记下不同意及理由。"))
    return redirect(row)


@require_POST
def withdraw(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take the proposal back."""
    row = the_run(request, key)
    actions.withdraw(request.actor, row, reason=request.POST.get("reason", ""))
    messages.success(request, _("已撤回；改好后重新结算。"))
    return redirect(row)


@require_POST
def post(request: ActorRequest, key: UUID) -> HttpResponse:
    """Have it written into the ledgers."""
    row = the_run(request, key)
    actions.ask_to_post(request.actor, row, reason=request.POST.get("reason", ""))
    messages.success(request, _("正在入账；两本账一次写完。"))
    return redirect(row)


class Lines(CodedListing):
    """The lines of a settlement as it was computed."""

    table_class = LineTable
    filterset_class = LineFilter
    title = gettext_lazy("结算分录")
    hidden_columns = ("rule",)
    empty = Empty(
        gettext_lazy("这次结算没有这样的分录"), gettext_lazy("放宽筛选，或看“未分享”的原因。")
    )

    def get_queryset(self) -> Any:
        self.run = the_run(self.request, self.kwargs["key"])
        self.export_name = f"{self.run.agreement.code}-{self.run.period.year}"
        rows = SettledLine.objects.visible_to(self.request.actor).filter(run=self.run)
        return rows.order_by("id")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        run = self.run
        crumbs = of_agreement(
            run.agreement, (f"{run.period.year}", run.get_absolute_url()), (self.title, "")
        )
        return context | {"breadcrumbs": crumbs}


class Difference(CodedListing):
    """Where a settlement differs from another of the same year: the one in the ledgers, unless
    ``?against=`` names one."""

    table_class = DifferenceTable
    title = gettext_lazy("逐行差异")
    hidden_columns = ("entitled_before", "entitled_after", "collected_before", "collected_after")
    empty = Empty(gettext_lazy("没有差异"), gettext_lazy("两次结算逐行相同。"))

    def get_queryset(self) -> Any:
        self.run = the_run(self.request, self.kwargs["key"])
        asked = self.request.GET.get("against", "")
        self.other = the_run(self.request, UUID(asked)) if asked else _posted(self.run)
        if self.other is None or self.other.period_id != self.run.period_id:
            return []
        return difference(self.other, self.run)

    def get_answer(self, rows: Any) -> Words:
        if self.other is None:
            return _("这一年还没有入账的结算可以比较。")
        return _("与版本 %(version)s 的结算相比，%(count)d 行不同。") % {
            "version": self.other.version,
            "count": len(rows),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        run = self.run
        crumbs = of_agreement(
            run.agreement, (f"{run.period.year}", run.get_absolute_url()), (self.title, "")
        )
        return context | {"breadcrumbs": crumbs}
