"""The pages of the section of projects, those of apps above among them by their address."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.face.pieces import Tab

TABS = (
    ("projects:list", _("项目")),
    ("projects:board", _("看板")),
    ("board:calendar", _("日历")),
    ("leads:list", _("线索")),
    ("leads:claims", _("首报")),
    ("leads:cases", _("裁定")),
    ("projects:hand_overs", _("流转")),
    ("admission:list", _("会商评审")),
    ("projects:bottlenecks", _("卡在哪里")),
    ("leads:events", _("招商活动")),
    ("dossier:list", pgettext_lazy("档案", "台账")),
)


def tabs(current: str) -> tuple[Tab, ...]:
    """The tabs above a page of the section; ``current`` is its address by name."""
    return tuple(Tab(str(words), reverse(name), name == current) for name, words in TABS)
