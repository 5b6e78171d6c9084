"""How the data pages hang together."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from shigu.face.pieces import Link, Tab

TABS = ("overview", "tables", "sources", "quality")


def tabs(current: str) -> tuple[Tab, ...]:
    """The four sides of data."""
    labels = (_("导入记录"), _("各数据表"), _("各来源"), _("质量"))
    return tuple(
        Tab(label, reverse(f"data:{name}"), name == current)
        for name, label in zip(TABS, labels, strict=True)
    )


def trail(*steps: Link) -> tuple[Link, ...]:
    """Where one is below the data pages."""
    return (Link(_("数据"), reverse("data:overview")), *steps)
