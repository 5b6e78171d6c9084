"""Forms of talks, events and guests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.versions import RowForm
from shigu.face.forms import DateInput, offer
from shigu.leads.forms.claims import own_districts
from shigu.leads.models import Guest, PromotionEvent, Talk

LINES = ("topics", "agreed", "unsettled", "next_step")


class Moment(forms.DateTimeInput):
    """The browser's own picker of day and time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class TalkForm(RowForm):
    """One round."""

    class Meta:
        model = Talk
        fields = (
            *("kind", "at", "place", "host", "attendees"),
            *LINES,
            "next_on",
        )
        widgets = {
            **dict.fromkeys(("place", "host", "attendees"), forms.TextInput),
            **dict.fromkeys(LINES, forms.Textarea({"rows": 2})),
            "at": Moment,
            "next_on": DateInput,
        }
        help_texts = {"next_on": gettext_lazy("留空则按跟踪节奏提醒。")}


class EventForm(RowForm):
    """An event that districts hold together."""

    hosts = forms.MultipleChoiceField(
        label=gettext_lazy("联合主办"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = PromotionEvent
        fields = ("district", "kind", "name", "on", "place", "hosts", "note")
        widgets = {
            **dict.fromkeys(("name", "place"), forms.TextInput),
            "on": DateInput,
            "note": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = own_districts(actor)
        offer(self, district=own)
        self.fields["district"].initial = own.first()
        places = District.objects.visible_to(actor).exclude(player="").order_by("code")
        hosts = self.fields["hosts"]
        assert isinstance(hosts, forms.MultipleChoiceField)
        hosts.choices = [(place.code, place.name) for place in places]


class GuestForm(RowForm):
    """Who came."""

    class Meta:
        model = Guest
        fields = ("district", "firm_name", "person", "phone", "interest")
        widgets = dict.fromkeys(("firm_name", "person", "phone", "interest"), forms.TextInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = own_districts(actor)
        offer(self, district=own)
        if len(own) == 1:
            self.fields["district"].initial = own[0]
