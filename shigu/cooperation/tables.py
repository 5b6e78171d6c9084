"""The list of partnerships and how it is narrowed."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.cooperation.models import Partnership
from shigu.districts.models import Status
from shigu.districts.queries import containing
from shigu.face.columns import StatusColumn

ANY = _("全部")


class PartnershipTable(tables.Table):
    """One line a partnership."""

    subject = tables.Column(
        _("合作内容"),
        accessor="pk",
        linkify=True,
        order_by=("subject", "id"),
        attrs={"td": {"class": "wrap-cell"}},
    )
    kind = tables.Column(_("类型"))
    parties = tables.Column(
        pgettext_lazy("科研合作", "合作方"),
        accessor="pk",
        orderable=False,
        attrs={"td": {"class": "wrap-cell"}},
    )
    since = tables.Column(_("起"))
    until = tables.Column(_("止"))
    status = StatusColumn(
        verbose_name=_("性质"), shapes={"fact": "good", "illustrative": "waiting"}
    )
    source = tables.Column(_("来源"), orderable=False)
    code = tables.Column(_("编号"), orderable=False)

    class Meta:
        row_attrs = {"data-href": lambda record: record.get_absolute_url()}

    def render_subject(self, record: Partnership) -> str:
        return str(record)

    def render_parties(self, record: Partnership) -> str:
        return _("、").join(str(each) for each in record.parties.all())


class PartnershipFilter(FilterSet):
    """Words, kind, whether fact or illustration."""

    q = filters.CharFilter(
        label=_("内容或合作方"), method="search", widget=forms.TextInput({"type": "search"})
    )
    kind = filters.ChoiceFilter(label=_("类型"), choices=Partnership.Kind, empty_label=ANY)
    status = filters.ChoiceFilter(label=_("性质"), choices=Status, empty_label=ANY)

    class Meta:
        model = Partnership
        fields: tuple[str, ...] = ()

    def search(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """In what it is about or in the name of a party."""
        party = containing(text, "parties__organisation__name_zh")
        return rows.filter(Q(containing(text, "subject")) | Q(party)).distinct()
