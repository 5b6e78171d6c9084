"""Forms of projects: everything that a data package has of one, and its years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.chain.models import Link
from shigu.districts.actors import Actor
from shigu.districts.models import District, Source, Status, Zone
from shigu.districts.versions import VersionedForm
from shigu.districts.vocabulary import DataClass
from shigu.engine.pack.schema import schema
from shigu.face.forms import DateInput, Measured, Quantity, offer
from shigu.projects.models import Project
from shigu.projects.stages import FILED_AT, LINK_MAY_BE_OPEN, TO_BE_PLACED
from shigu.registry.forms import OneOrganisation, among
from shigu.territory.models import Space

SEPARATORS = re.compile(r"[;；,，\s]+")
WISH = re.compile(schema().tables["projects"].field("preferences").pattern)
REASON, DISTRICT, VERSION = "reason", "district", "version"
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        gettext_lazy("是什么"),
        ("name", "name_en", DISTRICT, "stage", "link", "organisation", "gbt4754"),
    ),
    (
        gettext_lazy("投多少、多大把握"),
        (
            *("invest_wan", "fixed_invest_wan", "success_probability"),
            *("origin_district", "origin_tax_wan"),
        ),
    ),
    (
        gettext_lazy("要什么样的空间"),
        (
            *("land_mu", "floor_area_m2", "height_m", "load_t_m2"),
            *("clean_class", "hazard_class", "needs_exhaust"),
        ),
    ),
    (
        gettext_lazy("要多少能源与容量"),
        ("power_kva", "water_t_day", "drainage_t_day", "energy_tce", "emission_t"),
    ),
    (
        gettext_lazy("什么时候、在哪里"),
        (
            *("earliest", "latest", "districts_allowed", "districts_excluded"),
            *("together_with", "apart_from", "phase_of", "phase_near", "preferences", "veto"),
        ),
    ),
    (gettext_lazy("凭什么"), ("status", "source", "note", REASON)),
)
UNITS: dict[str, Any] = {
    "invest_wan": gettext_lazy("万元"),
    "fixed_invest_wan": gettext_lazy("万元"),
    "origin_tax_wan": gettext_lazy("万元/年"),
    "land_mu": gettext_lazy("亩"),
    "floor_area_m2": "㎡",
    "height_m": "m",
    "load_t_m2": "t/㎡",
    "power_kva": "kVA",
    "water_t_day": gettext_lazy("吨/日"),
    "drainage_t_day": gettext_lazy("吨/日"),
    "energy_tce": gettext_lazy("吨标准煤/年"),
    "emission_t": gettext_lazy("吨/年"),
    "clean_class": "ISO",
}
NEEDED_WHILE_OPEN = ("earliest", "success_probability")


class Places(forms.MultipleChoiceField):
    """Districts by code, any number of them."""

    widget = forms.CheckboxSelectMultiple


class Codes(forms.CharField):
    """Codes of other projects, separated by whatever people separate with."""

    def clean(self, value: Any) -> list[str]:
        listed = SEPARATORS.split(super().clean(value) or "")
        return list(dict.fromkeys(code for code in listed if code))

    def prepare_value(self, value: Any) -> Any:
        return "；".join(value) if isinstance(value, list) else value


class ProjectForm(VersionedForm):
    """Everything that is known of a project, and why it is filed or changed."""

    district = forms.ModelChoiceField(
        District.objects.none(),
        label=gettext_lazy("首报单位"),
        to_field_name="code",
        help_text=gettext_lazy("谁首报，项目就归谁保管；其他区县看不到。"),
    )
    organisation = OneOrganisation(
        label=gettext_lazy("投资主体"),
        required=False,
        help_text=gettext_lazy("全称、简称、统一社会信用代码或编号。"),
    )
    districts_allowed = Places(label=gettext_lazy("限定区县"), required=False)
    districts_excluded = Places(label=gettext_lazy("排除区县"), required=False)
    together_with = Codes(
        label=gettext_lazy("须同片区"), required=False, help_text=gettext_lazy("本区项目的编号。")
    )
    apart_from = Codes(
        label=gettext_lazy("须不同片区"), required=False, help_text=gettext_lazy("本区项目的编号。")
    )
    preferences = Codes(
        label=gettext_lazy("偏好"),
        required=False,
        help_text=gettext_lazy("片区、区县或空间的编号=评分，如 zone-a=3；评分不与钱相加。"),
    )
    reason = forms.CharField(
        label=gettext_lazy("事由"),
        help_text=gettext_lazy("写进历史，看得到这个项目的人都能看到。"),
    )

    class Meta:
        model = Project
        fields = tuple(
            name for _title, names in GROUPS for name in names if name not in {REASON, DISTRICT}
        )
        widgets = {
            **dict.fromkeys(("name", "name_en", "gbt4754", "veto", "phase_of"), forms.TextInput),
            **{name: Measured(unit) for name, unit in UNITS.items()},
            "earliest": DateInput,
            "latest": DateInput,
            "note": forms.Textarea({"rows": 2}),
        }
        field_classes = {"together_with": Codes, "apart_from": Codes, "preferences": Codes}
        help_texts = {
            "stage": gettext_lazy("以后的进展在项目页用“改阶段”登记。"),
            "link": gettext_lazy("线索可先留空，研判结束前确定；没有环节的不参加布局。"),
            "success_probability": gettext_lazy("0 到 1；待落位的项目必填，方案按它折算价值。"),
            "earliest": gettext_lazy("待落位的项目必填。"),
            "latest": gettext_lazy("留空为不限。"),
            "gbt4754": gettext_lazy("GB/T 4754 的门类字母或两到四位代码。"),
            "clean_class": gettext_lazy("1–9，越小越洁净。"),
            "origin_district": gettext_lazy("从集群内迁来的，原税收不算新增。"),
            "phase_of": gettext_lazy("本项目是后期：本区前期项目的编号。前期落位才安排。"),
            "veto": gettext_lazy("写了否决理由的项目不参加布局。"),
            "status": gettext_lazy("事实须有来源；没有来源的填“示例”。"),
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = District.objects.visible_to(actor).exclude(player="").order_by("code")
        choices = [(place.code, place.name) for place in places]
        for name in ("districts_allowed", "districts_excluded"):
            field = self.fields[name]
            assert isinstance(field, Places)
            field.choices = choices
        among(self, actor)
        offer(
            self,
            link=Link.objects.visible_to(actor).filter(parent__isnull=False),
            source=Source.objects.visible_to(actor),
            origin_district=places,
            district=_own(actor),
        )
        if self.instance.pk and not self.instance._state.adding:
            for name in (DISTRICT, "stage"):
                del self.fields[name]
        else:
            stage = self.fields["stage"]
            assert isinstance(stage, forms.ChoiceField)
            stage.choices = [(each.value, each.label) for each in FILED_AT]

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Fields by what they are about."""
        return [
            (title, [self[name] for name in names if name in self.fields])
            for title, names in GROUPS
        ]

    def clean(self) -> dict[str, Any]:
        """What the columns cannot say by themselves."""
        found = super().clean() or self.cleaned_data
        stage = found.get("stage") or self.instance.stage
        linked = found.get("link") is not None
        if not linked and stage not in LINK_MAY_BE_OPEN and "link" not in self.errors:
            self.add_error("link", _("研判结束前须确定环节。"))
        for name in NEEDED_WHILE_OPEN if linked and stage in TO_BE_PLACED else ():
            if found.get(name) is None and name not in self.errors:
                self.add_error(
                    name, _("定了环节、还没落位的项目要参与方案，须填这一项；先估一个，以后可改。")
                )
        if found.get("status") == Status.FACT and not found.get("source"):
            self.add_error("source", _("事实须写明来源。"))
        if both := set(found.get("districts_allowed", ())) & set(
            found.get("districts_excluded", ())
        ):
            self.add_error("districts_excluded", _("%s 同时被限定和排除。") % "、".join(both))
        self._check_partners(found)
        self._check_preferences(found)
        return found

    def _check_preferences(self, found: dict[str, Any]) -> None:
        wrong = [each for each in found.get("preferences", ()) if not WISH.match(each)]
        if wrong:
            self.add_error("preferences", _("写作 编号=评分：%s。") % "、".join(wrong))
            return
        areas = {each.partition("=")[0] for each in found.get("preferences", ())}
        known = {
            code
            for model in (Zone, District, Space)
            for code in model._default_manager.filter(code__in=areas).values_list("code", flat=True)
        }
        if unknown := areas - known:
            told = _("没有这些片区、区县或空间：%s。") % "、".join(sorted(unknown))
            self.add_error("preferences", told)

    def _check_partners(self, found: dict[str, Any]) -> None:
        district = found.get(DISTRICT) or getattr(self.instance, "district", None)
        if found.get("phase_of") and found["phase_of"] == self.instance.code:
            self.add_error("phase_of", _("前期不能是项目自己。"))
        for name in ("together_with", "apart_from", "phase_of"):
            named = found.get(name) or ()
            codes = {named} if isinstance(named, str) else set(named)
            known = Project.objects.filter(district=district, code__in=codes)
            if unknown := codes - set(known.values_list("code", flat=True)):
                self.add_error(name, _("本区没有这些编号：%s。") % "、".join(sorted(unknown)))

    def values(self) -> dict[str, Any]:
        """The fields of the project, without where it is filed and why."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {REASON, DISTRICT, VERSION}
        }


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("依据"))


class YearForm(forms.Form):
    """One year of estimates; an empty line is left out."""

    tax_local_wan = forms.DecimalField(
        label=gettext_lazy("地方税收"),
        min_value=0,
        max_digits=18,
        required=False,
        widget=Quantity(),
    )
    output_wan = forms.DecimalField(
        label=gettext_lazy("产值"), min_value=0, max_digits=18, required=False, widget=Quantity()
    )
    value_added_wan = forms.DecimalField(
        label=gettext_lazy("增加值"), max_digits=18, required=False, widget=Quantity()
    )
    jobs = forms.IntegerField(label=gettext_lazy("就业"), min_value=0, required=False)
    public_cost_wan = forms.DecimalField(
        label=gettext_lazy("公共支出"),
        min_value=0,
        max_digits=18,
        required=False,
        widget=Quantity(),
    )


YEARS = 10
YearForms = forms.formset_factory(YearForm, extra=0)
AMOUNTS = tuple(YearForm.base_fields)


def years_in(lines: Iterable[Any]) -> list[dict[str, Any]]:
    """The filled lines of :data:`YearForms` as rows with their year."""
    return [
        {"year": year, **{name: line.cleaned_data.get(name) for name in AMOUNTS}}
        for year, line in enumerate(lines, start=1)
        if any(line.cleaned_data.get(name) is not None for name in AMOUNTS)
    ]


def _own(actor: Actor) -> Any:
    if actor.everything:
        return District.objects.exclude(player="")
    writable = actor.writable.get(DataClass.PROJECTS, frozenset())
    return District.objects.filter(Q(pk__in=writable)).order_by("code")
