"""The form of a told stage: the project, the day, and exactly the evidence of the step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.districts.actors import Actor
from shigu.face.forms import DateInput
from shigu.projects.steps import evidence_field
from shigu.review.forms import CorrectForm
from shigu.review.models import Kind, NewsProposal
from shigu.review.writing.stages import day_told, way_of


class StageForm(forms.Form):
    """``way`` is the step that is asked for, or says why there is none."""

    name = forms.CharField(
        label=pgettext_lazy("一个", "项目"),
        help_text=gettext_lazy("本区登记的名称；与文章叫法不同就改过来。"),
    )
    on = forms.DateField(label=gettext_lazy("发生日期"), widget=DateInput())

    def __init__(self, *args: Any, proposal: NewsProposal, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = proposal.told
        self.proposal = proposal
        self.initial.update(told)
        name = self.data.get("name") or told["name"]
        self.way = way_of(actor, proposal, {**told, "name": name})
        if self.way.step and self.way.project:
            self.initial.update(day_told(self.way.step, told.get("on", "")))
            for each in self.way.step.evidence:
                self.fields[each.id] = evidence_field(each, actor, self.way.project)
        self.fields["reason"] = forms.CharField(
            label=gettext_lazy("理由"), required=False, help_text=gettext_lazy("写进阶段记录。")
        )

    def values(self) -> dict[str, Any]:
        """The values of the proposal with the project, the day and the evidence as given."""
        step = self.way.step
        asked = [each.id for each in step.evidence] if step else []
        return {
            **self.proposal.told,
            "name": self.cleaned_data["name"],
            "on": self.cleaned_data["on"].isoformat(),
            "evidence": {name: str(self.cleaned_data[name]) for name in asked},
        }


def correct_form(
    actor: Actor, proposal: NewsProposal, given: Mapping[str, Any] | None = None
) -> CorrectForm | StageForm:
    """The form by which a proposal of its kind is corrected."""
    form = StageForm if proposal.kind == Kind.STAGE else CorrectForm
    return form(given, proposal=proposal, actor=actor)
