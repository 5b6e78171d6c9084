"""Which sheet is graded by which scheme."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.engine.grading.schemes import schemes
from shigu.face.forms import SHEETS, Upload, offer
from shigu.grading.policies import own_districts

OWN = "own"


def choices() -> list[tuple[str, Any]]:
    """Every shipped scheme, then one's own."""
    english = get_language() == "en"
    shipped = [(id_, one.name_en if english else one.name_zh) for id_, one in schemes().items()]
    return [*shipped, (OWN, _("自带办法（YAML 文件）"))]


class GradeForm(forms.Form):
    """A sheet, its scheme, and what the assessment is called."""

    district = forms.ModelChoiceField(
        District.objects.none(), label=_("区县"), to_field_name="code", empty_label=None
    )
    name = forms.CharField(
        label=_("名称"), max_length=120, help_text=_("例如“2025 年规上工业企业”。")
    )
    scheme = forms.ChoiceField(label=_("办法"), choices=choices)
    scheme_file = Upload(
        ".yaml,.yml",
        label=_("自带办法"),
        required=False,
        help_text=_("schema: shigu.grading/1；写明指标、满分、折算、分档，见“考核评价怎样算”。"),
    )
    file = Upload(
        SHEETS,
        label=_("评价表"),
        help_text=_("每行一家企业或一个园区：编号、名称、分组，和办法要用的各列；空格表示未报。"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, district=own_districts(actor))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("scheme") == OWN and not given.get("scheme_file"):
            self.add_error("scheme_file", _("选了自带办法，请附上它的 YAML 文件。"))
        return given


class KeepForm(forms.Form):
    """Why it is kept."""

    reason = forms.CharField(label=_("事由"), help_text=_("写进历史，例如“2025 年度考核”。"))
