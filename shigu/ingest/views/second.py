"""The second reader at an article: asked for, watched and stopped from where one stands."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Answer, Refused
from shigu.engine.text.second.answer import WORDS
from shigu.face.pieces import Progress
from shigu.ingest import actions
from shigu.ingest.models import Document, SecondReading, State
from shigu.ingest.policies import may_ask_second_reader, may_stop_second_reader
from shigu.ingest.second_reader import model_set


@dataclass(frozen=True, slots=True)
class SecondPanel:
    """What a page shows of the second reader: whether one is set, its last reading, the button."""

    model: str
    may: Answer
    ask_url: str
    said: str
    failed: bool
    job: Progress | None


def panel_of(request: ActorRequest, document: Document) -> SecondPanel:
    """The second reader at ``document``, for ``ingest/second_panel.html``."""
    rows = SecondReading.objects.visible_to(request.actor).filter(document=document)
    last = rows.first()
    return SecondPanel(
        model_set(),
        may_ask_second_reader(request.actor, document),
        reverse("ingest:ask_second", args=[document.pk]),
        _sentence(last) if last else "",
        last is not None and last.state == State.FAILED,
        _progress(request, last) if last and last.open else None,
    )


@require_POST
def ask(request: ActorRequest, key: int) -> HttpResponseBase:
    """Have an article read a second time."""
    document = get_object_or_404(Document.objects.visible_to(request.actor), pk=key)
    try:
        actions.ask_second_reader(request.actor, document)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(request, document)


@require_POST
def stop(request: ActorRequest, key: uuid.UUID) -> HttpResponseBase:
    """Stop a second reading."""
    reading = _seen(request, key)
    try:
        actions.stop_second_reader(request.actor, reading)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(request, reading.document)


def how_far(request: ActorRequest, key: uuid.UUID) -> HttpResponse:
    """The progress alone; a reading that is over has the page shown anew."""
    reading = _seen(request, key)
    if not reading.open:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "ingest/progress.html", {"job": _progress(request, reading)})


def _progress(request: ActorRequest, reading: SecondReading) -> Progress:
    stop_url = reverse("ingest:stop_second", args=[reading.pk])
    return Progress(
        _("第二读者：%s") % reading.get_state_display(),
        reading.answered / reading.parts if reading.parts else None,
        _("%(answered)d / %(parts)d 段") % {"answered": reading.answered, "parts": reading.parts},
        refresh_url=reverse("ingest:second_progress", args=[reading.pk]),
        cancel_url=stop_url if may_stop_second_reader(request.actor, reading) else "",
    )


def _sentence(reading: SecondReading) -> str:
    """How the last reading ended; empty while it goes on."""
    english = get_language() == "en"
    if reading.state == State.CANCELLED:
        return _("上次被人停止，什么也没有存。")
    if reading.state == State.FAILED:
        why: str = reading.problem["en" if english else "zh"]
        return _("上次没有读成：%s。") % why
    if reading.state != State.DONE:
        return ""
    told = _("%(model)s 读过，存下 %(kept)d 条陈述。") % {
        "model": reading.model,
        "kept": reading.kept,
    }
    if not reading.dropped:
        return told
    left = {WORDS[why][english]: count for why, count in reading.dropped.items() if why in WORDS}
    why = _("；").join(f"{words} {count}" for words, count in left.items())
    return told + _("没有采用 %(n)d 条：%(why)s。") % {"n": sum(left.values()), "why": why}


def _seen(request: ActorRequest, key: uuid.UUID) -> SecondReading:
    rows = SecondReading.objects.visible_to(request.actor).select_related("document")
    return get_object_or_404(rows, pk=key)


def _back(request: ActorRequest, document: Document) -> HttpResponseBase:
    came = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(
        came, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(came if safe else document.get_absolute_url())
