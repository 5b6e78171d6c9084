"""Tables of links, gaps and candidates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from shigu.chain.said import english, told, why_of_gap
from shigu.districts.policies import may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.face import marks, units
from shigu.face.columns import MeterColumn, NumberColumn, PercentColumn
from shigu.face.pieces import Link as Way

WRAPPED = {"td": {"class": "wrap-cell"}}
ROOMY = {"td": {"class": "wrap-cell roomy"}}


class StandingColumn(tables.Column):
    """Strong, weak or blank by shape, colour and word; a critical one is ringed."""

    def __init__(self, **kwargs: Any) -> None:
        set_up: Any = super().__init__
        set_up(**kwargs)

    def render(self, value: Any, **kwargs: Any) -> SafeString:  # noqa: ARG002
        return marks.status(self._state(kwargs), critical=bool(kwargs["record"].critical))

    def value(self, **kwargs: Any) -> str:
        word = str(marks.WORDS[self._state(kwargs)])
        return f"{word}（{_('关键')}）" if kwargs["record"].critical else word

    @staticmethod
    def _state(given: dict[str, Any]) -> str:
        """The stored value, not its label."""
        return str(given["bound_column"].accessor.resolve(given["record"]))


class LinkTable(tables.Table):
    """Every link with what the assessment found of it."""

    name = tables.Column(_("环节"), linkify=True, order_by=("name_zh",), accessor="name")
    segment = tables.Column(
        _("分段"), accessor="parent__name", order_by=("layer_order", "parent__code", "code")
    )
    layer = tables.Column(_("层"), accessor="get_layer_display", order_by=("layer_order", "code"))
    standing = StandingColumn(verbose_name=_("状态"))
    rank = NumberColumn(verbose_name=_("缺口排序"))
    organisations = NumberColumn(verbose_name=_("本地企业"))
    quotient = NumberColumn(verbose_name=_("区位商"), decimals=2)
    criticality = PercentColumn(verbose_name=_("断供使应用损失"))
    controllable = MeterColumn(verbose_name=_("集群内可控"), decimals=0)
    single_source = tables.Column(_("单一来源"))
    weight = NumberColumn(verbose_name=_("政策权重"), decimals=1)
    code = tables.Column(_("编号"))

    class Meta:
        row_attrs = {"data-href": lambda record: record.get_absolute_url()}

    def render_single_source(self, record: Any) -> str:
        return str(_("是")) if record.single_source else ""


class GapTable(tables.Table):
    """Gaps in order of urgency."""

    link = tables.Column(
        _("环节"),
        linkify=lambda record: record.link.get_absolute_url(),
        order_by=("link__name_zh",),
        accessor="link__name",
    )
    rank = NumberColumn(verbose_name=_("排序"))
    status = StandingColumn(verbose_name=_("状态"))
    first = PercentColumn(verbose_name=_("排第一的概率"), accessor="chance_first", orderable=False)
    three = MeterColumn(
        verbose_name=_("排进前三的概率"), accessor="chance_three", orderable=False, decimals=0
    )
    ten = PercentColumn(
        verbose_name=_("排进前十的概率"), accessor="chance_ten", orderable=False, decimals=0
    )
    priority = NumberColumn(verbose_name=_("紧迫度"), decimals=2)
    criticality = PercentColumn(verbose_name=_("断供使应用损失"))
    span = tables.Column(_("名次区间"), accessor="link__code", orderable=False)
    sure = PercentColumn(verbose_name=_("判断把握"), accessor="sure", orderable=False, decimals=0)
    filled = tables.Column(_("落地"), accessor="link_id", orderable=False)
    candidates = NumberColumn(verbose_name=_("候选"))
    receipt = tables.Column(_("检索凭据"), accessor="link__code", orderable=False)
    why = tables.Column(_("说明"), accessor="gap", orderable=False, attrs=ROOMY)
    segment = tables.Column(_("分段"), accessor="link__parent__name", order_by="link__parent__code")
    steady: Mapping[str, tuple[int, int]] = {}
    """By link, between which ranks it stays in nine draws of ten of weights and inputs."""

    class Meta:
        row_attrs = {"data-href": lambda record: record.link.get_absolute_url()}

    filled_by: Mapping[int, Way] = {}
    """What accepted landings fill, by the key of the link; given by the page."""

    def render_filled(self, value: int) -> SafeString | str:
        way = self.filled_by.get(value)
        if way is None:
            return "—"
        return format_html('<a href="{}">{}</a>', way.url, marks.status("good", way.label))

    def value_filled(self, value: int) -> str:
        way = self.filled_by.get(value)
        return str(way.label) if way else ""

    def render_span(self, value: str) -> str:
        low, high = self.steady.get(value, (0, 0))
        if not low:
            return "—"
        return str(low) if low == high else f"{low}–{high}"

    def value_span(self, value: str) -> str:
        return self.render_span(value)

    def render_why(self, value: Any) -> str:
        return why_of_gap(value)

    def value_why(self, value: Any) -> str:
        return why_of_gap(value)

    def render_receipt(self, record: Any) -> SafeString:
        return format_html(
            '<a href="{}#receipt">{}</a>', record.link.get_absolute_url(), _("看凭据")
        )

    def value_receipt(self, record: Any) -> str:
        return why_of_gap(record.gap)

    def render_candidates(self, record: Any, value: int) -> SafeString | str:
        if not value:
            return "—"
        address = f"{reverse('chain:candidates')}?link={record.link.code}"
        return format_html('<a href="{}">{}</a>', address, value)

    def value_candidates(self, value: int) -> int:
        return value


class CandidateTable(tables.Table):
    """Enterprises elsewhere, the best for the most urgent gap first."""

    request: Any

    organisation = tables.Column(
        _("候选企业"),
        attrs=WRAPPED,
        linkify=lambda record: record.organisation.get_absolute_url(),
        order_by=("organisation__name_zh",),
        accessor="organisation__name",
    )
    place = tables.Column(_("所在地"), accessor="organisation__district__name")
    link = tables.Column(
        _("可补缺口"),
        linkify=lambda record: record.link.get_absolute_url(),
        order_by=("place",),
        accessor="link__name",
    )
    score = NumberColumn(verbose_name=_("匹配得分"), decimals=2)
    through = tables.Column(
        _("由谁引荐"), attrs=WRAPPED, accessor="introducer", order_by="introducer__name_zh"
    )
    reasons = tables.Column(_("理由"), accessor="found", orderable=False, attrs=ROOMY)
    heard = NumberColumn(verbose_name=_("动向"), accessor="found__reasons", orderable=False)
    fact = tables.Column(_("性质"), accessor="organisation__get_status_display", orderable=False)

    class Meta:
        sequence = ("organisation", "score", "reasons", "through", "...")
        row_attrs = {"data-href": lambda record: record.organisation.get_absolute_url()}

    def render_through(self, value: Any) -> SafeString | str:
        return format_html('<a href="{}">{}</a>', value.get_absolute_url(), value.name)

    def value_through(self, value: Any) -> str:
        return str(value.name)

    def render_heard(self, record: Any, value: Any) -> SafeString | str:
        """How many signals count, and the way to note one for whoever keeps a register."""
        told = units.grouped(self.value_heard(value))
        if not may_write_somewhere(self.request.actor, DataClass.REGISTRY):
            return told
        address = reverse("registry:hear", args=[record.organisation_id])
        here = urlencode({"next": self.request.get_full_path()})
        return format_html('{} <a href="{}?{}">{}</a>', told, address, here, _("登记"))

    def value_heard(self, value: Any) -> int:
        return sum(reason["code"] == "chain.candidate.signal" for reason in value)

    def render_reasons(self, value: Any) -> str:
        return (" " if english() else "").join(told(reason) for reason in value["reasons"])
