"""How the list of leads is narrowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.chain.models import Link
from shigu.districts.queries import containing
from shigu.leads.filters.claims import ANY
from shigu.leads.models import Claim, Lead, Protection
from shigu.leads.queries.leads import followed
from shigu.projects.stages import Stage

MINE = (("mine", _("我跟踪的")), ("nobody", _("没有负责人")))
DUE = (("overdue", _("已逾期")), ("today", _("今天到期或已逾期")))
UNPROTECTED = "none"


def _links(request: Any) -> QuerySet[Link]:
    own = Lead.objects.visible_to(request.actor).order_by().values("project__link")
    return Link.objects.visible_to(request.actor).for_choices().filter(pk__in=own)


class LeadFilter(FilterSet):
    """Words, whose, when due, kind, first report, stage, link."""

    q = filters.CharFilter(
        label=_("线索、企业、投资方"),
        method="search",
        widget=forms.TextInput({"type": "search"}),
    )
    whose = filters.ChoiceFilter(
        label=_("谁跟踪"), choices=MINE, method="of_person", empty_label=ANY
    )
    due = filters.ChoiceFilter(label=_("跟踪"), choices=DUE, method="when", empty_label=ANY)
    kind = filters.ChoiceFilter(label=_("线索类型"), choices=Lead.Kind.choices, empty_label=ANY)
    protection = filters.ChoiceFilter(
        label=pgettext_lazy("一个", "首报"),
        choices=(*Protection.choices, (UNPROTECTED, _("未首报"))),
        method="protected",
        empty_label=ANY,
    )
    stage = filters.ChoiceFilter(
        label=_("阶段"), field_name="project__stage", choices=Stage.choices, empty_label=ANY
    )
    link = filters.ModelChoiceFilter(
        label=_("环节"),
        field_name="project__link",
        queryset=_links,
        to_field_name="code",
        empty_label=ANY,
    )

    class Meta:
        model = Lead
        fields = ()

    def search(self, rows: QuerySet[Lead], _name: str, text: str) -> QuerySet[Lead]:
        """Words in the names of the lead, its firm or its investor."""
        return rows.filter(containing(text, "project__name", "firm_name", "investor"))

    def of_person(self, rows: QuerySet[Lead], _name: str, whose: str) -> QuerySet[Lead]:
        """One's own, or those that nobody follows."""
        if whose == "nobody":
            return rows.filter(project__responsible__isnull=True)
        return rows.filter(project__responsible=self.request.actor.id)

    def when(self, rows: QuerySet[Lead], _name: str, when: str) -> QuerySet[Lead]:
        """Due before today, or by today."""
        today = timezone.localdate()
        by = Q(next_due__lt=today) if when == "overdue" else Q(next_due__lte=today)
        return rows.filter(followed(), by)

    def protected(self, rows: QuerySet[Any], _name: str, state: str) -> QuerySet[Any]:
        """How the newest first report stands; or there is none."""
        claims = Claim.objects.visible_to(self.request.actor).order_by()
        if state == UNPROTECTED:
            return rows.filter(~Exists(claims.filter(project=OuterRef("project_id"))))
        later = claims.filter(project=OuterRef("project_id"), filed_at__gt=OuterRef("filed_at"))
        newest = claims.filter(~Exists(later), state=state)
        return rows.filter(project__in=newest.values("project_id"))
