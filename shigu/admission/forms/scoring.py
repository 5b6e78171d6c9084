"""One member's points."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shigu.admission import said
from shigu.engine.admission.scoring import STEP
from shigu.engine.admission.values import Sheet
from shigu.face.forms import Measured


class ScoreForm(forms.Form):
    """A field for each criterion of a sheet, the items that veto, a remark."""

    vetoes = forms.MultipleChoiceField(
        label=_("否决项"), required=False, widget=forms.CheckboxSelectMultiple
    )
    remark = forms.CharField(
        label=_("意见"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("提出否决项须写明理由。"),
    )

    def __init__(self, *args: Any, sheet: Sheet, **given: Any) -> None:
        super().__init__(*args, **given)
        self.sheet = sheet
        for each in sheet.criteria:
            self.fields[each.code] = forms.DecimalField(
                label=said.word(each),
                min_value=0,
                max_value=each.most,
                step_size=STEP,
                widget=Measured(f"/ {each.most.normalize():f}"),
                help_text=said.guidance(each),
            )
        vetoes = self.fields["vetoes"]
        assert isinstance(vetoes, forms.MultipleChoiceField)
        vetoes.choices = [(each.code, said.word(each)) for each in sheet.vetoes]
        self.order_fields([*(each.code for each in sheet.criteria), "vetoes", "remark"])

    def clean(self) -> dict[str, Any]:
        """A veto says why."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("vetoes") and not told.get("remark", "").strip():
            self.add_error("remark", str(_("否决须写明理由。")))
        return told

    def points(self) -> dict[str, Any]:
        """The points by criterion."""
        return {each.code: self.cleaned_data[each.code] for each in self.sheet.criteria}
