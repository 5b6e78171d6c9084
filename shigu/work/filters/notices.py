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
    """What kinds are called, each name once: it stands for all kinds of that name."""
    first: dict[str, str] = {}
    for name, each in KINDS.items():
        first.setdefault(str(each.label), name)
    return [(name, label) for label, name in first.items()]


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
    kind = filters.ChoiceFilter(
        label=_("事项"), choices=_kinds, method="called_alike", empty_label=ANY
    )

    class Meta:
        model = Notice
        fields = ()

    def search(self, rows: QuerySet[Notice], _name: str, text: str) -> QuerySet[Notice]:
        """Words among the inputs of the sentence."""
        return rows.annotate(told=Cast("inputs", TextField())).filter(told__icontains=text)

    def still_unread(self, rows: QuerySet[Notice], _name: str, wanted: str) -> QuerySet[Notice]:
        """Those that were not read, or those that were."""
        return rows.filter(read_at__isnull=wanted == "yes")

    def called_alike(self, rows: QuerySet[Notice], _name: str, wanted: str) -> QuerySet[Notice]:
        """Those of the kind, and of others that are called like it."""
        label = str(KINDS[wanted].label)
        return rows.filter(kind__in=[name for name, it in KINDS.items() if str(it.label) == label])
