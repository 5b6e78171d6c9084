"""What the pages of evaluations share."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shigu.face.pieces import Link
from shigu.work.minutes import DOCX


def trail(*links: Link) -> tuple[Link, ...]:
    """The way to a page of evaluations."""
    home = Link(_("项目"), reverse("projects:list"))
    return (home, Link(_("会商评审"), reverse("admission:list")), *links)


def docx_file(content: bytes, name: str) -> HttpResponse:
    """A document as a download."""
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.docx')}"
    return response
