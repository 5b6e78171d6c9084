"""Filters of links, gaps and candidates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.chain import queries
from shigu.chain.models import CandidateFinding, Chain, Link, LinkFinding, Supply
from shigu.districts.models import District, Zone

MARKS = (
    ("critical", _("关键缺口")),
    ("single", _("单一来源")),
    ("reach", _("集群内不能自足")),
)
STANDINGS = (*LinkFinding.Standing.choices, ("gap", _("缺口：弱或空白")))
WANTED: dict[str, dict[str, Any]] = {
    "critical": {"critical": True},
    "single": {"single_source": True},
    "reach": {"controllable__lt": 1.0},
}
SCOPES = (("city", _("本市其他区")), ("province", _("省内其他市")), ("nation", _("省外")))
SEARCH = forms.TextInput(attrs={"type": "search"})


def _segments(request: Any) -> QuerySet[Link]:
    chain = queries.chain_of(request.actor, request.GET.get("chain", ""))
    links = Link.objects.visible_to(request.actor).filter(chain=chain, parent__isnull=True)
    return links.order_by("layer", "code")


def _districts(request: Any) -> QuerySet[District]:
    members = District.objects.visible_to(request.actor).exclude(player="")
    return members.filter(level=District.Level.DISTRICT).for_choices()


def _zones(request: Any) -> QuerySet[Zone]:
    return Zone.objects.visible_to(request.actor).for_choices()


def _gaps_with_candidates(request: Any) -> QuerySet[Link]:
    chain = queries.chain_of(request.actor, request.GET.get("chain", ""))
    done = queries.course(request.actor, chain).done
    brought = CandidateFinding.objects.filter(assessment=done, link=OuterRef("pk"))
    return Link.objects.visible_to(request.actor).filter(Exists(brought))


def named(rows: Any, text: str, path: str = "") -> Any:
    """Links whose names or terms hold ``text``."""
    return rows.filter(
        Q(**{f"{path}name_zh__icontains": text})
        | Q(**{f"{path}name_en__icontains": text})
        | Q(**{f"{path}terms__icontains": text})
    )


class LinkFilter(FilterSet):
    """Links by name, layer, segment, state, place, and the neighbourhood of one."""

    q = filters.CharFilter(label=_("环节或关键词"), method="by_text", widget=SEARCH)
    layer = filters.ChoiceFilter(label=_("层"), choices=Link.Layer.choices)
    standing = filters.ChoiceFilter(label=_("状态"), choices=STANDINGS, method="by_standing")
    district = filters.ModelChoiceFilter(
        label=_("有企业的区县"), queryset=_districts, to_field_name="code", method="by_district"
    )
    mark = filters.ChoiceFilter(label=_("标记"), choices=MARKS, method="by_mark")
    segment = filters.ModelChoiceFilter(
        label=_("分段"), queryset=_segments, to_field_name="code", field_name="parent"
    )
    zone = filters.ModelChoiceFilter(
        label=_("有企业的片区"), queryset=_zones, to_field_name="code", method="by_zone"
    )
    chain = filters.ModelChoiceFilter(
        label=_("产业链版本"),
        queryset=lambda request: Chain.objects.visible_to(request.actor),
        to_field_name="code",
        method="by_chain",
    )
    focus = filters.CharFilter(method="by_focus", widget=forms.HiddenInput)

    class Meta:
        model = Link
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Link], _name: str, text: str) -> QuerySet[Link]:
        found: QuerySet[Link] = named(rows, text)
        return found

    def by_standing(self, rows: QuerySet[Link], _name: str, standing: str) -> QuerySet[Link]:
        gap = {"rank__isnull": False}
        return rows.filter(**gap if standing == "gap" else {"standing": standing})

    def by_mark(self, rows: QuerySet[Link], _name: str, mark: str) -> QuerySet[Link]:
        return rows.filter(**WANTED[mark])

    def by_district(self, rows: QuerySet[Link], _name: str, place: District) -> QuerySet[Link]:
        return rows.filter(queries.present("district", place))

    def by_zone(self, rows: QuerySet[Link], _name: str, place: Zone) -> QuerySet[Link]:
        return rows.filter(queries.present("zone", place))

    def by_chain(self, rows: QuerySet[Link], _name: str, _chain: Chain) -> QuerySet[Link]:
        """The rows are of that version already."""
        return rows

    def by_focus(self, rows: QuerySet[Link], _name: str, code: str) -> QuerySet[Link]:
        """A link with those that supply it and those that buy from it."""
        supplies = Supply.objects.filter(from_link__code=code, to_link=OuterRef("pk"))
        buys = Supply.objects.filter(to_link__code=code, from_link=OuterRef("pk"))
        return rows.filter(Q(code=code) | Exists(supplies) | Exists(buys))


class GapFilter(FilterSet):
    """Gaps by name, layer, state and whether they are critical."""

    q = filters.CharFilter(label=_("环节或关键词"), method="by_text", widget=SEARCH)
    layer = filters.ChoiceFilter(
        label=_("层"), choices=Link.Layer.choices, field_name="link__layer"
    )
    status = filters.ChoiceFilter(
        label=_("状态"), choices=LinkFinding.Standing.choices[1:], field_name="status"
    )
    critical = filters.ChoiceFilter(
        label=_("关键"), choices=(("True", _("关键")), ("False", _("不关键")))
    )
    chain = filters.CharFilter(widget=forms.HiddenInput, method="as_it_is")

    class Meta:
        model = LinkFinding
        fields: tuple[str, ...] = ()

    def by_text(self, rows: Any, _name: str, text: str) -> Any:
        return named(rows, text, "link__")

    def as_it_is(self, rows: Any, _name: str, _value: str) -> Any:
        """The rows are of that version already."""
        return rows


class CandidateFilter(FilterSet):
    """Candidates by the gap that they could close, how far they are, and their name."""

    q = filters.CharFilter(label=_("候选企业"), method="by_text", widget=SEARCH)
    link = filters.ModelChoiceFilter(
        label=_("缺口"),
        queryset=_gaps_with_candidates,
        to_field_name="code",
    )
    layer = filters.ChoiceFilter(
        label=_("层"), choices=Link.Layer.choices, field_name="link__layer"
    )
    scope = filters.ChoiceFilter(label=_("距离"), choices=SCOPES)
    fact = filters.ChoiceFilter(
        label=_("性质"),
        choices=(("fact", _("事实")), ("illustrative", _("示例"))),
        field_name="organisation__status",
    )
    chain = filters.CharFilter(widget=forms.HiddenInput, method="as_it_is")

    class Meta:
        model = CandidateFinding
        fields: tuple[str, ...] = ()

    def by_text(self, rows: Any, _name: str, text: str) -> Any:
        return rows.filter(
            Q(organisation__name_zh__icontains=text)
            | Q(organisation__name_en__icontains=text)
            | Q(organisation__short_name__icontains=text)
        )

    def as_it_is(self, rows: Any, _name: str, _value: str) -> Any:
        """The rows are of that version already."""
        return rows
