"""What the pages of this section share: its tabs and its breadcrumbs."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import BadRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link, Tab, Words

REGISTERS: tuple[tuple[str, Words], ...] = (
    ("reforms", gettext_lazy("改革事项")),
    ("prosperity", gettext_lazy("共富指标")),
    ("key-projects", gettext_lazy("重点项目名单")),
    ("titles", gettext_lazy("称号申报")),
)


def tabs(request: ActorRequest) -> tuple[Tab, ...]:
    """The pages of the section; that of the address is current."""
    pages = (
        ("work:tasks", _("任务")),
        ("work:supervision", _("督办")),
        ("work:calendar", _("日历")),
        ("work:meetings", _("会议")),
        ("work:forces", _("工作专班")),
        ("work:notices", _("通知")),
    )
    found: list[tuple[str, Words]] = [(reverse(name), label) for name, label in pages]
    found += [(reverse("work:register", args=[name]), label) for name, label in REGISTERS]
    return tuple(Tab(label, url, current=request.path == url) for url, label in found)


def trail(*links: Link) -> tuple[Link, ...]:
    """The way to a page below the section's own."""
    return (Link(pgettext("section", "协同"), reverse("work:tasks")), *links)


def posted(request: ActorRequest, name: str) -> list[UUID]:
    """The rows that were ticked.

    Raises:
        BadRequest: one of them is no key.
    """
    try:
        return [UUID(each) for each in request.POST.getlist(name)]
    except ValueError as error:
        raise BadRequest(name) from error
