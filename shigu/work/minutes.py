"""Minutes of a meeting as a document in the form of official papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import docx
from django.utils import timezone
from django.utils.translation import gettext as _
from docx.document import Document

from shigu.districts.models import District
from shigu.report.docx_layout import grid, official, stable
from shigu.work.models import Meeting

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_docx(
    meeting: Meeting,
    places: Sequence[District],
    more: Callable[[Document], None] = lambda _document: None,
) -> bytes:
    """The minutes: who met, what was said on each item, what was decided; the same bytes again.

    ``more`` writes what an app above has of the meeting, before the decisions.
    """
    document = docx.Document()
    official(document)
    document.add_paragraph(meeting.title, "Title")
    document.add_paragraph(_("会议纪要"), "Heading 2")
    when = f"{timezone.localtime(meeting.starts_at):%Y-%m-%d %H:%M}"
    for name, value in (
        (_("时间"), when),
        (_("地点"), meeting.place),
        (_("主持"), meeting.chair),
        (_("参会单位"), _("、").join(map(str, places))),
        (_("出席人员"), _("、").join(meeting.attendees)),
    ):
        if value:
            document.add_paragraph(f"{name}{_('：')}{value}")
    if meeting.minutes:
        document.add_paragraph(meeting.minutes)
    for item in meeting.agenda.all():
        document.add_paragraph(f"{item.position}. {item.topic}", "Heading 1")
        if item.presenter:
            document.add_paragraph(f"{_('汇报')}{_('：')}{item.presenter}")
        document.add_paragraph(item.said or _("（未记录）"))
    more(document)
    _decisions(document, meeting)
    file = BytesIO()
    document.save(file)
    return stable(file.getvalue())


def _decisions(document: Document, meeting: Meeting) -> None:
    rows = [
        (str(at), each.text, str(each.owner), f"{each.deadline:%Y-%m-%d}")
        for at, each in enumerate(meeting.decisions.select_related("owner"), 1)
    ]
    document.add_paragraph(_("议定事项"), "Heading 1")
    if rows:
        grid(document, (_("序号"), _("议定事项"), _("主办单位"), _("期限")), rows)
    else:
        document.add_paragraph(_("没有议定事项。"))
