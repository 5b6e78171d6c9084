"""Calling an evaluation meeting, and a project for its agenda."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.admission.models import ScoreSheet
from shigu.admission.queries import sheets, to_put_up
from shigu.districts.actors import Actor
from shigu.districts.models import District, User
from shigu.districts.scope import at_work
from shigu.face.forms import offer
from shigu.projects.models import Project
from shigu.work.forms.meetings import MeetingForm
from shigu.work.queries.tasks import taking_part


class CallForm(MeetingForm):
    """A meeting with its score sheet and members; its agenda are the projects put up later."""

    sheet = forms.ModelChoiceField(label=_("评分表"), queryset=ScoreSheet.objects.none())
    members = forms.MultipleChoiceField(
        label=_("评委"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("评委的单位都会受邀；看得到项目的评委才给它打分。"),
    )
    field_order = ("title", "starts_at", "place", "chair", "district", "sheet", "members")

    def __init__(self, *args: Any, actor: Actor, **given: Any) -> None:
        super().__init__(*args, actor=actor, **given)
        del self.fields["agenda"]
        listed = sheets(actor)
        offer(self, sheet=listed)
        self.fields["sheet"].initial = listed.first()
        self.places = {str(p.pk): p for p in taking_part(actor)}
        seats = [(place, person) for place in self.places.values() for person in at_work(place.pk)]
        names = User.objects.in_bulk({person for _place, person in seats})
        members = self.fields["members"]
        assert isinstance(members, forms.MultipleChoiceField)
        members.choices = [
            (f"{place.pk}:{person}", f"{names[person]} · {place}") for place, person in seats
        ]

    def people(self) -> list[int]:
        """The keys of the members."""
        return [int(each.split(":")[1]) for each in self.cleaned_data["members"]]

    def asked(self) -> list[District]:
        """The districts that are asked to come: those that were named, and those of the members."""
        of_members = (self.places[each.split(":")[0]] for each in self.cleaned_data["members"])
        return list(dict.fromkeys([*self.cleaned_data["invited"], *of_members]))


class PutUpForm(forms.Form):
    """One of one's districts' projects."""

    project = forms.ModelChoiceField(
        label=pgettext_lazy("一个", "项目"), queryset=Project.objects.none()
    )

    def __init__(self, *args: Any, actor: Actor, **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, project=to_put_up(actor).select_related("district"))
