"""Minutes of an evaluation meeting: those of the meeting, and of each project what was judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from docx.document import Document

from shigu.admission.models import Evaluation, Panel, Score
from shigu.admission.queries import members, scores
from shigu.admission.sheet_of import Compared, compared
from shigu.districts.actors import Actor
from shigu.report.docx_layout import grid
from shigu.work.minutes import as_docx as minutes_of
from shigu.work.queries.tasks import named


def as_docx(actor: Actor, panel: Panel, agenda: Sequence[Any]) -> bytes:
    """The minutes with the projects that the reader sees; the same bytes again."""

    def projects(document: Document) -> None:
        people = _("、").join(map(str, members(panel.people)))
        document.add_paragraph(f"{_('评委')}{_('：')}{people}")
        document.add_paragraph(f"{_('评分表')}{_('：')}{panel.sheet}")
        for at, row in enumerate(agenda, start=1):
            document.add_paragraph(
                _("评审项目 %(at)s：%(project)s") % {"at": at, "project": row}, "Heading 1"
            )
            _judged(document, panel, row, scores(actor, row))

    return minutes_of(panel.meeting, named(panel.meeting.parties), projects)


def _judged(document: Document, panel: Panel, row: Evaluation, handed_in: Sequence[Score]) -> None:
    found = compared(panel.sheet.sheet, handed_in)
    if row.is_open or found is None:
        document.add_paragraph(_("%s。") % row.get_decision_display())
    else:
        _points(document, found, [str(score.person) for score in handed_in])
        for person, items, why in found.vetoed:
            told = {"person": person, "items": items, "why": why}
            document.add_paragraph(_("%(person)s提出否决项：%(items)s。%(why)s") % told)
        document.add_paragraph(f"{_('结论')}{_('：')}{row.get_decision_display()}")
        document.add_paragraph(f"{_('评审意见')}{_('：')}{row.said}")
    _conditions(document, row)


def _points(document: Document, found: Compared, people: Sequence[str]) -> None:
    rows = [
        (f"{row.name}（{row.most.normalize():f}）", *map(_plain, row.points), _plain(row.mean))
        for row in found.rows
    ]
    totals = [sum(row.points[at] for row in found.rows) for at in range(len(people))]
    rows.append((_("总分"), *map(_plain, totals), _plain(found.found.mean)))
    grid(document, (_("评分项"), *people, _("平均分")), rows)
    told = {"low": _plain(found.found.low), "high": _plain(found.found.high)}
    document.add_paragraph(
        _("总分 %(low)s–%(high)s，离散（标准差）%(spread)s。")
        % (told | {"spread": found.found.spread})
    )


def _conditions(document: Document, row: Evaluation) -> None:
    rows = [
        (str(each.position), each.text, str(each.owner), f"{each.deadline:%Y-%m-%d}")
        for each in row.conditions.select_related("owner")
    ]
    if rows:
        grid(document, (_("序号"), _("条件"), _("主办单位"), _("期限")), rows)


def _plain(value: Any) -> str:
    return f"{value.normalize():f}"
