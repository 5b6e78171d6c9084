"""What the pages of this section share: its tabs and its breadcrumbs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link, Tab


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
    here = request.path
    return tuple(Tab(label, reverse(name), current=here == reverse(name)) for name, label in pages)


def trail(*links: Link) -> tuple[Link, ...]:
    """The way to a page below the section's own."""
    return (Link(_("协同"), reverse("work:tasks")), *links)
