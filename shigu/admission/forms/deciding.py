"""What was decided, with conditions a line each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.admission.actions.deciding import CONCLUSIONS
from shigu.admission.models import Evaluation
from shigu.districts.models import District
from shigu.projects.forms import ReasonForm

WithdrawForm = ReasonForm


class DecisionForm(forms.Form):
    """The conclusion, what was said, and conditions."""

    decision = forms.ChoiceField(
        label=gettext_lazy("结论"),
        choices=[(each.value, each.label) for each in CONCLUSIONS],
        widget=forms.RadioSelect,
    )
    said = forms.CharField(label=gettext_lazy("评审意见"), widget=forms.Textarea({"rows": 3}))
    conditions = forms.CharField(
        label=gettext_lazy("条件"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy(
            "一行一条：条件 | 期限（2027-01-31）| 主办单位；不写单位即项目所在区县。"
        ),
    )

    def __init__(self, *args: Any, evaluation: Evaluation, **given: Any) -> None:
        super().__init__(*args, **given)
        self.evaluation = evaluation
        parties = District.objects.filter(pk__in=evaluation.meeting.parties)
        self.places = {str(name): each for each in parties for name in (each, each.name_zh)}

    def clean_conditions(self) -> list[dict[str, Any]]:
        """Conditions as the action takes them."""
        lines = self.cleaned_data["conditions"].replace("｜", "|").splitlines()
        return [self._condition(line) for line in lines if line.strip()]

    def _condition(self, line: str) -> dict[str, Any]:
        text, day, owner = (part.strip() for part in f"{line}||".split("|")[:3])
        try:
            deadline = date.fromisoformat(day)
        except ValueError as error:
            raise forms.ValidationError(_("“%s”：期限写成 2027-01-31。") % line) from error
        place = self.places.get(owner) if owner else self.evaluation.district
        if place is None:
            told = {
                "line": line,
                "places": _("、").join(map(str, dict.fromkeys(self.places.values()))),
            }
            raise forms.ValidationError(_("“%(line)s”：主办单位是 %(places)s 之一。") % told)
        return {"text": text, "deadline": deadline, "owner": place}
