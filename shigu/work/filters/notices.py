"""How the list of one's notices is narrowed."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.work.kinds import KINDS
from shigu.work.models import Notice

ANY = _("不限")


def _kinds() -> list[tuple[str, str]]:
    return [(name, str(each.label)) for name, each in KINDS.items()]


class NoticeFilter(FilterSet):
    """Words in what is told, kind, read or not."""

    q = filters.CharFilter(
        label=_("通知里的字"), method="search", widget=forms.TextInput({"type": "search"})
    )
    unread = filters.ChoiceFilter(
        label=_("状态"),
        choices=(("yes", _("未读")), ("no", _("已读"))),
        method="still_unread",
        empty_label=ANY,
    )
    kind = filters.ChoiceFilter(label=_("事项"), choices=_kinds, empty_label=ANY)

    class Meta:
        model = Notice
        fields = ()

    def search(self, rows: QuerySet[Notice], _name: str, text: str) -> QuerySet[Notice]:
        """Words among the inputs of the sentence."""
        return rows.annotate(told=Cast("inputs", TextField())).filter(told__icontains=text)

    def still_unread(self, rows: QuerySet[Notice], _name: str, wanted: str) -> QuerySet[Notice]:
        """Those that were not read, or those that were."""
        return rows.filter(read_at__isnull=wanted == "yes")
