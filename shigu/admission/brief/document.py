"""A brief as a document whose sentences are links."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
from django.utils.translation import gettext as _

from shigu.admission.brief.compose import Brief
from shigu.report.docx_layout import linked, official, stable


def as_docx(brief: Brief, absolute: Callable[[str], str]) -> bytes:
    """The brief; ``absolute`` makes an address of the site one that works outside it."""
    document = docx.Document()
    official(document)
    document.add_paragraph(str(brief.project), "Title")
    document.add_paragraph(_("一页简报 · %s") % f"{brief.day:%Y-%m-%d}", "Heading 2")
    for section in brief.sections:
        document.add_paragraph(section.title, "Heading 1")
        paragraph = document.add_paragraph()
        for each in section.sentences:
            linked(paragraph, each.text, absolute(each.url))
    file = BytesIO()
    document.save(file)
    return stable(file.getvalue())
