"""How lists of the data pages are narrowed."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.data.kept import BROUGHT
from shigu.data.models import Import
from shigu.data.tables import title_of
from shigu.districts.models import Source
from shigu.districts.queries import containing

ANY = _("全部")


def _tables() -> list[tuple[str, str]]:
    return [(name, title_of(kept.table)) for name, kept in BROUGHT.items() if kept.by_sheet]


class ImportFilter(FilterSet):
    """By state, table and who."""

    state = filters.ChoiceFilter(label=_("状态"), choices=Import.State, empty_label=ANY)
    table = filters.ChoiceFilter(label=_("数据表"), choices=_tables, empty_label=ANY)
    q = filters.CharFilter(
        label=_("文件或事由"), method="search", widget=forms.TextInput({"type": "search"})
    )

    class Meta:
        model = Import
        fields = ()

    def search(self, rows: QuerySet[Import], _name: str, text: str) -> QuerySet[Import]:
        """Part of the file's name or of the reason."""
        return rows.filter(containing(text, "filename", "reason"))


class SourceFilter(FilterSet):
    """By trust, or words of the title."""

    q = filters.CharFilter(
        label=_("标题或发布者"), method="search", widget=forms.TextInput({"type": "search"})
    )
    trust = filters.ChoiceFilter(label=_("可信级别"), choices=Source.Trust, empty_label=ANY)

    class Meta:
        model = Source
        fields = ()

    def search(self, rows: QuerySet[Source], _name: str, text: str) -> QuerySet[Source]:
        """Part of the title or publisher."""
        return rows.filter(containing(text, "title", "publisher"))
