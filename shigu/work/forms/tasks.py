"""Forms of tasks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.models.recorded import FencedQuerySet
from shigu.districts.versions import RowForm
from shigu.districts.vocabulary import DataClass
from shigu.face.forms import DateInput, Measured, offer
from shigu.work.models import Task
from shigu.work.queries.tasks import forces, taking_part

FIELDS = (
    *("kind", "title", "body", "owner", "deadline", "escalates_after"),
    *("force", "subject_label", "subject_address", "status"),
)


def of_no_force(form: Any) -> None:
    """The choice that is none is told in words."""
    form.fields["force"].empty_label = _("不属于专班")


def own_districts(actor: Actor) -> FencedQuerySet[District]:
    """The districts in whose name the actor gives tasks."""
    ids = actor.writable.get(DataClass.WORK, frozenset())
    return District.objects.filter(pk__in=ids).order_by("code")


class TaskForm(RowForm):
    """A task as it is given."""

    with_them = forms.ModelMultipleChoiceField(
        label=_("协办单位"),
        queryset=District.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("kind", "title", "body", "district", "owner", "with_them", "deadline")

    class Meta:
        model = Task
        fields = ("district", *FIELDS)
        widgets = {
            "title": forms.TextInput,
            "body": forms.Textarea({"rows": 4}),
            "deadline": DateInput,
            "escalates_after": Measured(_("天")),
            "subject_label": forms.TextInput,
            "subject_address": forms.TextInput,
        }
        help_texts = {
            "escalates_after": _("不填则不自动上报；上报后上一级看得到这件事。"),
            "force": _("选了专班，只有专班定的人看得到。"),
            "subject_label": _("各相关单位都看得到，不写对方不该知道的名称。"),
            "subject_address": _("本站的页面，例如 /projects/…；能否打开看各自的权限。"),
        }

    def __init__(self, *args: Any, actor: Actor, **given: Any) -> None:
        super().__init__(*args, **given)
        every = taking_part(actor)
        own = own_districts(actor)
        self.fields["district"].initial = own.first()
        offer(self, district=own, owner=every, force=forces(actor).filter(is_active=True))
        offer(self, with_them=every)
        of_no_force(self)

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class SayForm(forms.Form):
    """What is said with a move or a reply."""

    text = forms.CharField(
        label=_("办理情况或理由"), widget=forms.Textarea({"rows": 3}), required=False
    )


class WhyForm(forms.Form):
    """Why a task goes to the level above."""

    reason = forms.CharField(label=_("事由"))


class ReassignForm(forms.Form):
    """Who owns a task from now on, with whom, and why."""

    prefix = "reassign"
    owner = forms.ModelChoiceField(District.objects.none(), label=_("主办单位"))
    with_them = forms.ModelMultipleChoiceField(
        District.objects.none(),
        label=_("协办单位"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label=_("事由"))

    def __init__(self, *args: Any, actor: Actor, task: Task, **given: Any) -> None:
        super().__init__(*args, **given)
        every = taking_part(actor, task.parties)
        offer(self, owner=every, with_them=every)
        sides = {task.district_id, task.owner_id, task.escalated_to_id}
        self.initial = {
            "owner": task.owner_id,
            "with_them": [place for place in task.parties if place not in sides],
        }
