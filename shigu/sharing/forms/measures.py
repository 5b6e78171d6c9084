"""Forms of measures: one measure, and a sheet of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.versions import version_of
from shigu.face.forms import SHEETS, Upload
from shigu.registry.forms import OneOrganisation, among
from shigu.sharing.measuring import measure_names
from shigu.sharing.models import Measure

KEY = ("party", "year", "measure", "organisation")
EVIDENCE = _("文件名、页码或统计年鉴，例如 2025 统计年鉴 12 页。")


class MeasureForm(forms.Form):
    """A measure of a party in a year; of a row that is there already only the value changes."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    party = forms.ChoiceField(label=_("方"))
    year = forms.IntegerField(
        label=_("年度"), min_value=1900, max_value=2199, help_text=_("指标自己的年度。")
    )
    measure = forms.ChoiceField(label=_("指标"))
    organisation = OneOrganisation(
        label=pgettext_lazy("一个", "企业"),
        required=False,
        help_text=_("只有企业分支机构的指标才填。"),
    )
    value = forms.DecimalField(
        label=_("数值"), max_digits=24, decimal_places=6, help_text=_("适用税率写 0.25。")
    )
    evidence = forms.CharField(label=_("依据"), help_text=EVIDENCE)

    def __init__(
        self, data: Any = None, *, actor: Actor, parties: Mapping[str, str], row: Measure | None
    ) -> None:
        super().__init__(data, initial=_initial(row) if row else {})
        among(self, actor)
        known = {**parties, **({row.party: row.party} if row and row.party not in parties else {})}
        for name, words in (("party", known), ("measure", measure_names())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(words.items())
        for name in KEY if row is not None else ():
            self.fields[name].disabled = True


def _initial(row: Measure) -> dict[str, Any]:
    shown = {name: getattr(row, name) for name in ("party", "year", "measure", "value", "evidence")}
    return shown | {"organisation": row.organisation_id, "version": version_of(row)}


class BringMeasuresForm(forms.Form):
    """A sheet of measures with what it rests on."""

    file = Upload(
        SHEETS,
        label=_("指标表"),
        help_text=_("xlsx、xls、ods、csv 均可；csv 用 UTF-8 或 GBK 编码都认得。"),
    )
    evidence = forms.CharField(label=_("依据"), help_text=EVIDENCE)
