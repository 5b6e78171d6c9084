"""The one-page brief of a project, on a page and as a document."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shigu.admission.brief import Brief, brief_of
from shigu.admission.brief.document import as_docx
from shigu.admission.views.frame import docx_file
from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link
from shigu.projects.queries import listed
from shigu.projects.views import trail


def brief(request: ActorRequest, project: UUID) -> HttpResponse:
    """Every sentence with its record."""
    found = _brief(request, project)
    count = sum(len(each.sentences) for each in found.sections)
    answer = ngettext(
        "%s 句话，句句出自记录；点开就是出处。", "%s 句话，句句出自记录；点开就是出处。", count
    )
    row = found.project
    way = (*trail(str(row), row.get_absolute_url()), Link(_("一页简报")))
    context = {"brief": found, "answer": answer % count, "breadcrumbs": way}
    return render(request, "admission/brief.html", context)


def document(request: ActorRequest, project: UUID) -> HttpResponse:
    """The brief as a document."""
    found = _brief(request, project)
    return docx_file(as_docx(found, request.build_absolute_uri), str(found.project))


def _brief(request: ActorRequest, project: UUID) -> Brief:
    rows = listed(request.actor).select_related("link__chain", "district", "organisation")
    return brief_of(request.actor, get_object_or_404(rows, pk=project))
