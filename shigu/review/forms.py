"""The forms of the desk: values corrected, a reason, a rule for many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.chain.models import Link
from shigu.chain.queries import current_chain
from shigu.cooperation.models import Partnership
from shigu.districts.actors import Actor
from shigu.districts.models import District, Zone
from shigu.districts.vocabulary import DataClass
from shigu.face.forms import Measured
from shigu.registry.models import Organisation
from shigu.review.models import Kind, NewsProposal
from shigu.review.queries import LEAST_SURE
from shigu.review.words import label
from shigu.territory.models import Space

FIELDS: dict[str, tuple[str, ...]] = {
    Kind.ORGANISATION: ("name_zh", "short_name", "kind", "district", "capital_wan", "staff"),
    Kind.PROJECT: (
        *("name", "district", "organisation", "link", "invest_wan", "land_mu", "floor_area_m2"),
    ),
    Kind.SPACE: ("name", "zone", "kind", "area_m2", "land_mu"),
    Kind.PARTNERSHIP: ("parties", "kind", "subject", "since"),
    Kind.POSITION: ("organisation", "link", "share"),
}
KINDS: dict[str, Any] = {
    Kind.ORGANISATION: Organisation.Kind,
    Kind.SPACE: Space.Kind,
    Kind.PARTNERSHIP: Partnership.Kind,
}
AMOUNTS = ("capital_wan", "invest_wan", "land_mu", "floor_area_m2", "area_m2")
REFERENCES = ("district", "link", "zone")
WHOLE = 100


class CorrectForm(forms.Form):
    """What is to be written, as the person has it; fields of the kind of the proposal."""

    def __init__(self, *args: Any, proposal: NewsProposal, actor: Actor, **kwargs: Any) -> None:
        told = dict(proposal.told)
        if told.get("parties"):
            told["parties"] = "\n".join(told["parties"])
        super().__init__(*args, **kwargs)
        self.initial.update(told)
        self.proposal = proposal
        known = bool(proposal.target)
        for name in FIELDS[proposal.kind]:
            if not known or name not in ("name_zh", "zone", "kind", "name"):
                self.fields[name] = _field(name, proposal, actor)
        self.fields["reason"] = forms.CharField(
            label=gettext_lazy("理由"), required=False, help_text=gettext_lazy("写进历史。")
        )

    def values(self) -> dict[str, Any]:
        """The filled fields, as proposals have them."""
        found = {name: self.cleaned_data[name] for name in self.fields if name != "reason"}
        return {name: _plain(name, value) for name, value in found.items() if value not in _EMPTY}


_EMPTY: tuple[Any, ...] = (None, "", [])


def _field(name: str, proposal: NewsProposal, actor: Actor) -> forms.Field:
    words = label(name)
    if name in REFERENCES:
        offered = _offered(name, proposal, actor)
        return forms.ChoiceField(label=words, choices=offered, required=False)
    if name == "kind":
        return forms.ChoiceField(label=words, choices=KINDS[proposal.kind].choices)
    if name in AMOUNTS:
        return forms.FloatField(label=words, required=False, min_value=0, widget=Measured(""))
    if name in SPECIAL:
        return SPECIAL[name](words)
    return forms.CharField(label=words, required=name in ("name", "name_zh", "organisation"))


def _staff(words: str) -> forms.Field:
    return forms.IntegerField(label=words, required=False, min_value=0)


def _share(words: str) -> forms.Field:
    return forms.FloatField(
        label=words,
        min_value=0.1,
        max_value=WHOLE,
        widget=Measured("%"),
        help_text=_("这项业务占企业全部业务的几成；文章没有说，由您判断。"),
    )


def _parties(words: str) -> forms.Field:
    return forms.CharField(
        label=words,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("一行一家，名录里的全称或简称。"),
    )


SPECIAL = {"staff": _staff, "share": _share, "parties": _parties}


def _offered(name: str, proposal: NewsProposal, actor: Actor) -> list[tuple[str, str]]:
    rows: Any
    if name == "link":
        chain = current_chain(actor)
        rows = Link.objects.visible_to(actor).filter(chain=chain, parent__isnull=False)
    elif name == "zone":
        rows = Zone.objects.visible_to(actor)
    else:
        rows = District.objects.visible_to(actor).exclude(level=District.Level.OFFICE)
        if proposal.kind == Kind.PROJECT and not actor.everything:
            own = actor.writable.get(DataClass.PROJECTS, frozenset())
            rows = rows.filter(pk__in=own)
    return [("", "—"), *((row.code, row.name) for row in rows.for_choices().order_by("code"))]


def _plain(name: str, value: Any) -> Any:
    if name == "share":
        return value / WHOLE
    if name == "parties":
        return [line.strip() for line in value.splitlines() if line.strip()]
    return value


class RejectForm(forms.Form):
    """Why a proposal is not taken."""

    reason = forms.CharField(
        label=gettext_lazy("否定的理由"),
        help_text=gettext_lazy("例如：重名、不属于本集群、原文读错。"),
    )


class TogetherForm(forms.Form):
    """What is accepted together, and why."""

    least = forms.FloatField(
        label=gettext_lazy("把握不低于"),
        min_value=100 * LEAST_SURE,
        max_value=WHOLE,
        initial=90,
        widget=Measured("%"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("类型"),
        required=False,
        choices=[("", gettext_lazy("全部")), *Kind.choices],
    )


class ConfirmForm(TogetherForm):
    """The rule as it was looked over, and the reason."""

    reason = forms.CharField(
        label=gettext_lazy("理由"), help_text=gettext_lazy("例如：已逐条核对原文。")
    )
