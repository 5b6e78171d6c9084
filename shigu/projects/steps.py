"""The steps of a project on its pages: what may follow, and the form that one step asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.face.forms import DateInput
from shigu.projects.models import HandOver, Project
from shigu.projects.policies import may_take, office_that_orders
from shigu.projects.procedure.gates import hand_overs_of, holdings_of
from shigu.projects.procedure.table import Evidence, Transition, steps_from
from shigu.projects.stages import Stage

MOST = 200


@dataclass(frozen=True, slots=True)
class Way:
    """A step as a button: where it leads, and why not where it is greyed."""

    label: str
    target: str
    url: str
    back: bool
    refused: str


def ways(actor: Actor, project: Project) -> list[Way]:
    """What may follow the stage of a project, in the order of the table."""
    return [
        Way(
            step.label,
            str(step.target.label),
            _address(project, step),
            step.back,
            may_take(actor, project, step).why,
        )
        for step in steps_from(Stage(project.stage))
    ]


def _address(project: Project, step: Transition) -> str:
    """The form of the step; the hand-over that 3b asks for is written and proposed in one."""
    if step.target == Stage.HAND_OVER and not _open_hand_over(project):
        return reverse("projects:offer", args=[project.pk])
    return reverse("projects:step", args=[project.pk, step.target])


def _open_hand_over(project: Project) -> bool:
    rows = HandOver.objects.filter(project_id=project.pk, state=HandOver.State.PROPOSED)
    return rows.exists()


def may_order_now(actor: Actor, project: Project) -> bool:
    """Whether the joint office orders a hand-over: a project in talks, nothing open yet."""
    if project.stage not in (Stage.TALKS, Stage.HAND_OVER):
        return False
    return office_that_orders(actor, project) is not None and not _open_hand_over(project)


class StepForm(forms.Form):
    """Exactly the evidence of one step, the day and the reason."""

    def __init__(
        self, *args: Any, actor: Actor, project: Project, step: Transition, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        for each in step.evidence:
            self.fields[each.id] = evidence_field(each, actor, project)
        self.fields["on"] = forms.DateField(
            label=gettext_lazy("发生日期"), widget=DateInput(), initial=timezone.localdate
        )
        self.fields["reason"] = forms.CharField(
            label=gettext_lazy("依据"), help_text=gettext_lazy("写进阶段记录，改不了。")
        )

    def evidence(self) -> dict[str, str]:
        """What the step asks for, as it is given to the gate."""
        return {each.id: str(self.cleaned_data[each.id]) for each in self.step.evidence}


def evidence_field(each: Evidence, actor: Actor, project: Project) -> forms.Field:
    """The field of one thing that a step asks for."""
    if each.kind in ("date", "plan"):
        return forms.DateField(label=each.label, widget=DateInput())
    if each.kind == "amount":
        return forms.DecimalField(label=each.label, min_value=0)
    if each.kind == "record":
        return forms.ChoiceField(label=each.label, choices=OFFERS[each.id](actor, project))
    return forms.CharField(label=each.label)


def _hand_overs(actor: Actor, project: Project) -> Sequence[tuple[str, str]]:
    last = hand_overs_of(actor, project).select_related("from_district", "to_district")[:1]
    return [
        (str(row.pk), f"{row.from_district} → {row.to_district} · {row.get_state_display()}")
        for row in last
    ]


def _holdings(actor: Actor, project: Project) -> Sequence[tuple[str, str]]:
    rows = holdings_of(actor, project)
    listed = rows.select_related("space").order_by("-period", "pk")[:MOST]
    since = _("%s 起")
    return [
        (str(row.pk), f"{row.space} · {row.get_state_display()} · {since % row.period.lower}")
        for row in listed
    ]


OFFERS = {"hand_over": _hand_overs, "holding": _holdings}
""":data:`shigu.projects.procedure.gates.RECORDS` looks up what is chosen here."""
