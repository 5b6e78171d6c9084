"""What the pages of leads share: their trail, answering a small form."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.face.pieces import Link


def trail(*steps: tuple[str, str]) -> tuple[Link, ...]:
    """Where a page lies; each step is (words, name of the page)."""
    named = ((_("项目"), "projects:list"), *steps)
    return tuple(Link(words, reverse(name) if name else "") for words, name in named)


def done(
    request: ActorRequest, form: BaseForm, act: Callable[[], object], words: str, back: str
) -> HttpResponse:
    """Act where the form is right and go back; what is wrong or refused is told there."""
    if form.is_valid():
        try:
            act()
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, words)
    for name, errors in form.errors.items():
        messages.error(request, f"{form[name].label}{_('：')}{_('；').join(map(str, errors))}")
    return redirect(back)
