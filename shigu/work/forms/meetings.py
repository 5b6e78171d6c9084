"""Forms of meetings and task forces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.models import District, User
from shigu.districts.scope import at_work
from shigu.districts.versions import RowForm, VersionedForm
from shigu.face.forms import DateInput, offer
from shigu.work.forms.tasks import of_no_force, own_districts
from shigu.work.models import Decision, Meeting, TaskForce
from shigu.work.queries.tasks import forces, taking_part

CALLED = ("title", "starts_at", "place", "chair", "force", "status")


class MeetingForm(RowForm):
    """A meeting as it is called; the agenda has a line each: topic | presenter."""

    invited = forms.ModelMultipleChoiceField(
        label=_("参会单位"),
        queryset=District.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agenda = forms.CharField(
        label=_("议程"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("一行一项，汇报人写在“|”后面。"),
    )

    class Meta:
        model = Meeting
        fields = ("district", *CALLED)
        widgets = {
            "title": forms.TextInput,
            "place": forms.TextInput,
            "chair": forms.TextInput,
            "starts_at": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }
        help_texts = {"force": _("选了专班，只有专班定的人看得到。")}

    def __init__(self, *args: Any, actor: Actor, **given: Any) -> None:
        super().__init__(*args, **given)
        own = own_districts(actor)
        self.fields["district"].initial = own.first()
        offer(self, district=own, force=forces(actor).filter(is_active=True))
        offer(self, invited=taking_part(actor))
        of_no_force(self)

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in CALLED}

    def items(self) -> list[tuple[str, str]]:
        """The agenda as (topic, presenter)."""
        lines = [line for line in self.cleaned_data["agenda"].splitlines() if line.strip()]
        pairs = (line.replace("｜", "|").partition("|") for line in lines)
        return [(topic.strip(), presenter.strip()) for topic, _bar, presenter in pairs]


class MinutesForm(VersionedForm):
    """How a meeting went: who came, what was said on each item."""

    attendees = forms.CharField(
        label=_("出席人员"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("一行一人，写明单位。"),
    )
    field_order = ("version", "chair", "attendees", "minutes")

    class Meta:
        model = Meeting
        fields = ("chair", "minutes")
        widgets = {"chair": forms.TextInput, "minutes": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.items = list(self.instance.agenda.all())
        self.initial["attendees"] = "\n".join(self.instance.attendees)
        self.initial.update({f"said-{item.pk}": item.said for item in self.items})
        for item in self.items:
            self.fields[f"said-{item.pk}"] = forms.CharField(
                label=f"{item.position}. {item.topic}",
                required=False,
                widget=forms.Textarea({"rows": 2}),
            )

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        told = self.cleaned_data
        came = [line.strip() for line in told["attendees"].splitlines() if line.strip()]
        return {"chair": told["chair"], "minutes": told["minutes"], "attendees": came}

    def said(self) -> dict[UUID, str]:
        """What was said on each item."""
        return {item.pk: self.cleaned_data[f"said-{item.pk}"] for item in self.items}


class DecisionForm(RowForm):
    """What was decided, who does it, by when."""

    class Meta:
        model = Decision
        fields = ("text", "owner", "deadline")
        widgets = {"text": forms.Textarea({"rows": 2}), "deadline": DateInput}

    def __init__(self, *args: Any, actor: Actor, **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, owner=taking_part(actor))


class ForceForm(RowForm):
    """A task force with its members, told as district:account."""

    members = forms.MultipleChoiceField(
        label=_("成员"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = TaskForce
        fields = ("district", "name", "purpose", "open_to", "status")
        widgets = {"name": forms.TextInput, "purpose": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, actor: Actor, **given: Any) -> None:
        super().__init__(*args, **given)
        own = own_districts(actor)
        self.fields["district"].initial = own.first()
        offer(self, district=own)
        self.places = _offer_people(self, actor)

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        names = ("name", "purpose", "open_to", "status")
        return {name: self.cleaned_data[name] for name in names}

    def chosen(self) -> list[tuple[District, int]]:
        """The members as (district, account)."""
        return _pairs(self)


class MembersForm(forms.Form):
    """Who belongs to a task force from now on, and why."""

    members = forms.MultipleChoiceField(
        label=_("成员"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("事由"))

    def __init__(self, *args: Any, actor: Actor, force: TaskForce, **given: Any) -> None:
        super().__init__(*args, **given)
        self.places = _offer_people(self, actor, force.parties)
        offered: Any = _members(self).choices
        people = {str(person) for person in force.people}
        parties = {str(place) for place in force.parties}
        self.initial["members"] = [
            value
            for value, _words in offered
            if value.partition(":")[0] in parties and value.partition(":")[2] in people
        ]

    def chosen(self) -> list[tuple[District, int]]:
        """The members as (district, account)."""
        return _pairs(self)


def _members(form: Any) -> forms.MultipleChoiceField:
    field = form.fields["members"]
    assert isinstance(field, forms.MultipleChoiceField)
    return field


def _offer_people(form: Any, actor: Actor, also: Iterable[int] = ()) -> dict[str, District]:
    """Offer whoever answers for a district; the districts by key."""
    places = {str(p.pk): p for p in taking_part(actor, also)}
    seats = [(place, person) for place in places.values() for person in at_work(place.pk)]
    names = User.objects.in_bulk({person for _place, person in seats})
    _members(form).choices = [
        (f"{place.pk}:{person}", f"{names[person]} · {place}") for place, person in seats
    ]
    return places


def _pairs(form: Any) -> list[tuple[District, int]]:
    pairs = (each.split(":") for each in form.cleaned_data["members"])
    return [(form.places[place], int(person)) for place, person in pairs]
