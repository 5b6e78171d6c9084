"""Forms of the records, one a model; units stand inside the fields."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from django import forms
from django.forms import modelform_factory
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.models import Zone
from shigu.districts.versions import VersionedForm
from shigu.dossier.models import Clearance, Papered, Record
from shigu.face.described import field
from shigu.face.forms import offer
from shigu.projects.models import Project

LONG = frozenset({"content", "products", "highlights", "conditions", "capacity", "opinion"})
APART = ("reason", "version", "file")
HELP = {
    "national_code": _("投资项目在线审批监管平台的 24 位代码。"),
    "sector": _("如先进制造、数字经济、科技研发。"),
    "track": _("如机器视觉、智能光学、激光雷达。"),
    "foreign_usd_wan": _("外资按万美元填，内资按万元填。"),
    "research_share": _("研发投入占营业收入的百分比。"),
    "farmland_mu": _("新增用地填；不占用填 0。"),
    "red_line_mu": _("新增用地填；不涉及填 0。"),
    "stock_area_m2": _("存量用地填建筑面积。"),
    "two_high": _("高耗能、高排放项目。"),
    "progress": _("如“主体结构到三层”。"),
    "number": _("没有取得的先空着。"),
}
GROUPS = (
    (
        _("立项"),
        ("national_code", "zone", "sector", "track", "content", "products", "phases"),
    ),
    (
        _("投资与产出"),
        ("funding", "domestic_wan", "foreign_usd_wan", "output_wan", "tax_wan", "staff"),
    ),
    (
        _("建设与用地"),
        (
            "begins_on",
            "ends_on",
            "ground",
            "farmland_mu",
            "red_line_mu",
            "stock_area_m2",
            "two_high",
        ),
    ),
    (_("研发与亮点"), ("platform", "research_share", "patents", "highlights", "reason")),
)
"""The profile by what it is about."""


class RecordForm(VersionedForm):
    """A record of a project's file, and why it is written."""

    reason = forms.CharField(label=_("事由"), help_text=_("写进历史。"))

    def __init__(self, *args: Any, actor: Actor, project: Project, **given: Any) -> None:
        super().__init__(*args, **given)
        if "zone" in self.fields:
            zones = Zone.objects.visible_to(actor).filter(district=project.district_id)
            offer(self, zone=zones.defer("geometry"))
        for name, words in HELP.items():
            if name in self.fields and not (name == "number" and self._meta.model is not Clearance):
                self.fields[name].help_text = words
        if issubclass(self._meta.model, Papered):
            self.fields["file"] = forms.FileField(label=_("批文"), required=False)
        self.order_fields([name for name in self.fields if name != "reason"])

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields of a profile by what they are about; those of others together."""
        if "content" not in self.fields:
            return []
        return [(title, [self[name] for name in names]) for title, names in GROUPS]

    def values(self) -> dict[str, Any]:
        """What the verbs take."""
        return {name: told for name, told in self.cleaned_data.items() if name not in APART}


def form_of(model: type[Record]) -> type[RecordForm]:
    """The form of one kind of record."""
    made: Any = modelform_factory(
        model,
        RecordForm,
        exclude=("district", "project"),
        formfield_callback=partial(field, long=LONG),
    )
    return cast("type[RecordForm]", made)
