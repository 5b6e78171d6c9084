"""Forms of the registers, one a model."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.db import models
from django.forms import modelform_factory
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.versions import VersionedForm
from shigu.face.forms import DateInput, Quantity, offer
from shigu.work.forms.tasks import own_districts
from shigu.work.models import Entry

LONG = frozenset({"evidence"})
LAST = ("evidence", "status")
"""What every register asks for, after what its own entries are."""


class EntryForm(VersionedForm):
    """An entry; who keeps it is said once."""

    def __init__(self, *args: Any, actor: Actor, **given: Any) -> None:
        super().__init__(*args, **given)
        self.order_fields([*(name for name in self.fields if name not in LAST), *LAST])
        if not self.instance._state.adding:
            del self.fields["district"]
            return
        own = own_districts(actor)
        self.fields["district"].initial = own.first()
        offer(self, district=own)

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("district", "version")
        }


def _field(column: Any, **given: Any) -> Any:
    if column.name == "criteria":
        lines = forms.Textarea({"rows": 8})
        told = _("一行一条：条件 | 证据。没有写证据的算还缺。")
        return SimpleArrayField(
            forms.CharField(),
            delimiter="\n",
            label=column.verbose_name,
            widget=lines,
            help_text=told,
        )
    if isinstance(column, models.DateField):
        given["widget"] = DateInput
    elif isinstance(column, models.DecimalField):
        given["widget"] = Quantity
    elif isinstance(column, models.TextField) and not column.choices:
        given["widget"] = forms.Textarea({"rows": 3}) if column.name in LONG else forms.TextInput
    return column.formfield(**given)


def form_of(model: type[Entry]) -> type[EntryForm]:
    """The form of a register."""
    made: Any = modelform_factory(model, EntryForm, fields="__all__", formfield_callback=_field)
    return cast("type[EntryForm]", made)
