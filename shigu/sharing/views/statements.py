"""Statements of a settled year as files."""

from __future__ import annotations

import io
from uuid import UUID

from django.http import FileResponse, Http404
from django.views.decorators.http import require_GET

from shigu.districts.middleware import ActorRequest
from shigu.sharing.models import State
from shigu.sharing.statements.docx import as_docx
from shigu.sharing.statements.pdf import as_pdf
from shigu.sharing.statements.values import statement
from shigu.sharing.statements.xlsx import as_xlsx
from shigu.sharing.views.frame import the_run

KINDS = {
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": (as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (as_pdf, "application/pdf"),
}


@require_GET
def download(request: ActorRequest, key: UUID, party: str, kind: str) -> FileResponse:
    """The statement of a party; only of what stands in the ledgers."""
    run = the_run(request, key)
    if kind not in KINDS or run.state != State.POSTED or not _is_party(run.totals, party):
        raise Http404
    write, content_type = KINDS[kind]
    found = statement(request.actor, run, party)
    name = f"{found.code}-{found.year}-{party}.{kind}"
    content = io.BytesIO(write(found))
    return FileResponse(content, as_attachment=True, filename=name, content_type=content_type)


def _is_party(totals: list[dict[str, object]], party: str) -> bool:
    return any(row["party"] == party for row in totals)
