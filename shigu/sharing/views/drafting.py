"""Writing the text of an agreement: read as it is typed, from an example or from what is there."""

from __future__ import annotations

import io
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused, may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.face.pieces import Link
from shigu.report.annex import annex as write_annex
from shigu.sharing import actions, shown, texts
from shigu.sharing.actions.agreements import players
from shigu.sharing.forms.agreements import NewAgreementForm, TextForm
from shigu.sharing.policies import may_keep
from shigu.sharing.views.frame import INVALID, of_agreement, the_agreement, trail

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXAMPLES = files("shigu.engine.sharing.rules").joinpath("examples")


def new(request: ActorRequest) -> HttpResponse:
    """Make an agreement; ``?example=`` begins with one of the shipped texts."""
    may_write_somewhere(request.actor, DataClass.SHARING).require()
    text = example_text(request.GET.get("example", ""))
    form = NewAgreementForm(
        request.POST or None, request.FILES or None, actor=request.actor, initial={"text": text}
    )
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            made = actions.make_agreement(
                request.actor,
                found["keeper"],
                found["code"],
                found["text"],
                found["parties"],
                reason=found["reason"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(made)
    return _page(request, form, _("新建协议"), trail((_("新建协议"), "")), text)


def edit(request: ActorRequest, key: UUID) -> HttpResponse:
    """Write another version, from the one in force."""
    row = the_agreement(request, key)
    may_keep(request.actor, row).require()
    best = shown.in_force(row.versions.all())
    text = best.text if best else ""
    form = TextForm(request.POST or None, request.FILES or None, initial={"text": text})
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            actions.save_text(request.actor, row, found["text"], reason=found["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(row)
    crumbs = of_agreement(row, (_("修改条文"), ""))
    return _page(request, form, _("修改条文"), crumbs, text)


@require_GET
def annex(request: ActorRequest, key: UUID, version: UUID) -> FileResponse:
    """What officers sign of a version: the annex as docx, in the reader's language."""
    row = the_agreement(request, key)
    chosen = get_object_or_404(row.versions, pk=version, sound=True)
    terms = shown.terms_of(chosen)
    assert terms is not None
    content = io.BytesIO(write_annex(terms, "en" if get_language() == "en" else "zh"))
    name = f"{row.code}-{chosen.version}.docx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=DOCX)


@require_POST
def preview(request: ActorRequest) -> HttpResponse:
    """What a text says and what is wrong with it; nothing is kept."""
    return render(request, "sharing/part/read.html", read(request.POST.get("text", "")))


def read(text: str) -> dict[str, Any]:
    """A text as the preview shows it."""
    if not text.strip():
        return {"nothing": True}
    found = texts.examine(text[: texts.LONGEST], players())
    sound = found.agreement if found.sound else None
    return {
        "problems": [texts.said(problem) for problem in found.problems],
        "told": shown.told(sound) if sound else None,
    }


def examples() -> list[Link]:
    """The shipped texts to begin with."""
    address = reverse("sharing:new_agreement")
    names = sorted(path.name.removesuffix(".yaml") for path in EXAMPLES.iterdir()
                   if path.name.endswith(".yaml"))  # fmt: skip
    return [Link(name, f"{address}?example={name}") for name in names]


def example_text(name: str) -> str:
    """A shipped text, empty where there is none of that name."""
    known = {link.label for link in examples()}
    return EXAMPLES.joinpath(f"{name}.yaml").read_text(encoding="utf-8") if name in known else ""


def _page(
    request: ActorRequest, form: TextForm, title: str, crumbs: tuple[Link, ...], text: str
) -> HttpResponse:
    typed = form.data.get("text", "") if form.is_bound else text
    context = {
        "form": form,
        "title": title,
        "examples": examples(),
        "breadcrumbs": crumbs,
        **read(typed),
    }
    return render(request, "sharing/draft.html", context, status=INVALID if form.is_bound else 200)
