"""Forms of leads: the short one of the registration, and all the rest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from shigu.chain.models import Link
from shigu.districts.actors import Actor
from shigu.districts.models import District, User
from shigu.districts.versions import RowForm, VersionedForm
from shigu.face.forms import Measured, offer
from shigu.leads.forms.claims import own_districts
from shigu.leads.models import Lead, LeadContact
from shigu.leads.models.leads import Rhythm
from shigu.leads.queries.leads import people_of
from shigu.projects.models import Project

WAN = gettext_lazy("万元")
LONG = ("outline", "process", "environment", "wanted_site", "to_settle")
MONEY = ("land_invest_wan", "plant_invest_wan", "equipment_invest_wan", "output_wan", "tax_wan")


class RegisterForm(forms.Form):
    """What a lead needs to be there; the rest comes later."""

    firm_name = forms.CharField(
        label=gettext_lazy("企业或团队名称"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=gettext_lazy("项目名称"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("留空则与企业同名。"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("线索类型"), choices=Lead.Kind.choices)
    link = forms.ModelChoiceField(
        Link.objects.none(),
        label=gettext_lazy("环节"),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("待研判"),
    )
    origin = forms.ChoiceField(label=gettext_lazy("来源"), choices=Lead.Origin.choices)
    introduced_by = forms.CharField(label=gettext_lazy("引荐人"), max_length=100, required=False)
    person = forms.CharField(
        label=gettext_lazy("资方联系人"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("联系人与电话只有本区看得到，授权也不出借。"),
    )
    phone = forms.CharField(
        label=gettext_lazy("电话"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )
    rhythm = forms.TypedChoiceField(
        label=gettext_lazy("跟踪节奏"),
        choices=Rhythm.choices,
        coerce=int,
        initial=Rhythm.WEEKLY,
    )
    district = forms.ModelChoiceField(
        District.objects.none(), label=gettext_lazy("登记区县"), to_field_name="code"
    )
    first_report = forms.BooleanField(
        label=gettext_lazy("同时首报这家企业"),
        required=False,
        initial=True,
        help_text=gettext_lazy("报出就算数，保护 90 天；不知道企业全称时先不勾。"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = own_districts(actor)
        links = Link.objects.visible_to(actor).for_choices().filter(parent__isnull=False)
        offer(self, district=own, link=links)
        if len(own) == 1:
            self.fields["district"].initial = own[0]

    def values(self) -> dict[str, Any]:
        """Fields of the lead and its project."""
        told = {k: v for k, v in self.cleaned_data.items() if k in REGISTERED}
        return {**told, "name": told["name"] or told["firm_name"]}

    def contact(self) -> dict[str, str]:
        """Whom to call."""
        return {"person": self.cleaned_data["person"], "phone": self.cleaned_data["phone"]}


REGISTERED = ("firm_name", "name", "kind", "link", "origin", "introduced_by", "rhythm")


class LeadForm(VersionedForm):
    """Everything that is asked of a lead beside its project."""

    reason = forms.CharField(label=gettext_lazy("事由"))

    class Meta:
        model = Lead
        fields = (
            *("firm_name", "kind", "origin", "introduced_by", "first_talker", "investor"),
            *LONG,
            *MONEY,
            *("rhythm", "next_due"),
        )
        widgets = {
            **dict.fromkeys(
                ("firm_name", "introduced_by", "first_talker", "investor"), forms.TextInput
            ),
            **dict.fromkeys(LONG, forms.Textarea({"rows": 2})),
            **{name: Measured(WAN) for name in MONEY},
        }


class ContactForm(RowForm):
    """Whom to call."""

    class Meta:
        model = LeadContact
        fields = ("person", "position", "phone")
        widgets = dict.fromkeys(("person", "position", "phone"), forms.TextInput)


class AssignForm(forms.Form):
    """Who follows the lead from now on, and why."""

    person = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("跟踪负责人"))
    reason = forms.CharField(label=gettext_lazy("事由"))

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, person=people_of(project.district))


class FileForm(forms.Form):
    """A document of the lead."""

    file = forms.FileField(label=gettext_lazy("材料"))
