"""The pages of the section of organisations."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.face.pieces import Tab

TABS = (
    ("registry:organisations", _("企业与机构")),
    ("registry:firms", _("登记册")),
    ("registry:matrix", _("环节 × 区县")),
    ("registry:doubles", pgettext_lazy("registry", "疑似重复")),
    ("registry:merges", _("合并记录")),
)


def tabs(current: str) -> tuple[Tab, ...]:
    """The tabs above a page of the section; ``current`` is its address by name."""
    return tuple(Tab(str(words), reverse(name), name == current) for name, words in TABS)
