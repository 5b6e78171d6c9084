"""The map of the site; a section is shown once its app is there."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SECTIONS: tuple[tuple[str, Promise], ...] = (
    ("board:cockpit", _("驾驶舱")),
    ("chain:graph", _("产业链")),
    ("registry:organisations", _("企业与机构")),
    ("territory:map", _("空间")),
    ("projects:list", _("项目")),
    ("commitments:list", _("履约")),
    ("counting:monthly", _("统计")),
    ("plans:list", _("方案")),
    ("sharing:overview", _("利益共享")),
    ("grading:list", pgettext_lazy("section", "考核评价")),
    ("work:tasks", pgettext_lazy("section", "协同")),
    ("cooperation:list", pgettext_lazy("section", "科研合作")),
    ("ingest:documents", _("资讯")),
    ("data:overview", _("数据")),
    ("districts:settings", _("设置")),
)


BESIDE = {"ingest:documents": "review:queue"}
"""Sections with a second place of their own: the desk is of the news."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the navigation."""

    url: str
    label: str
    current: bool


def navigation(request: HttpRequest) -> tuple[Item, ...]:
    """The sections that exist; the one that the address lies in is current."""
    return tuple(item for name, label in SECTIONS if (item := _item(request, name, str(label))))


def _item(request: HttpRequest, name: str, label: str) -> Item | None:
    try:
        url = reverse(name)
    except NoReverseMatch:
        return None
    inside = (url, reverse(BESIDE[name])) if name in BESIDE else (url,)
    current = request.path == url if url == "/" else request.path.startswith(inside)
    return Item(url, label, current)
