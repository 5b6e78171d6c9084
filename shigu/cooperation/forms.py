"""The form of a partnership."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.cooperation.models import Partnership
from shigu.districts.actors import Actor
from shigu.districts.models import Source, Status
from shigu.districts.versions import VersionedForm
from shigu.face.forms import offer
from shigu.registry.forms import OneOrganisation
from shigu.registry.models import Organisation

DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")
LINES = re.compile(r"[\n;；]+")


class Organisations(forms.CharField):
    """Organisations of the register, one a line."""

    widget = forms.Textarea({"rows": 3})
    one = OneOrganisation()

    def clean(self, value: Any) -> list[Organisation]:
        """The organisations that are called so.

        Raises:
            ValidationError: nobody is, or several are; near names are told.
        """
        names = filter(None, (name.strip() for name in LINES.split(super().clean(value))))
        return [row for name in names if (row := self.one.clean(name))]


class PartnershipForm(VersionedForm):
    """Who works together on what, since when, and how that is known."""

    parties = Organisations(
        label=pgettext_lazy("科研合作", "合作方"),
        help_text=gettext_lazy("一行一家，名录里的全称或简称。"),
    )
    reason = forms.CharField(label=gettext_lazy("事由"), help_text=gettext_lazy("写进历史。"))

    class Meta:
        model = Partnership
        fields = ("kind", "subject", "since", "until", "status", "source", "note")
        widgets = {
            "subject": forms.TextInput,
            "note": forms.Textarea({"rows": 2}),
        }
        help_texts = {
            "since": gettext_lazy("知道多少写多少：2026、2026-11 或 2026-11-30。"),
            "status": gettext_lazy("事实须有来源；没有来源的填“示例”。"),
        }

    field_order = ("kind", "subject", "parties", "since", "until", "status", "source", "note")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = self.fields["parties"]
        assert isinstance(parties, Organisations)
        parties.one.among = Organisation.objects.visible_to(actor)
        offer(self, source=Source.objects.visible_to(actor))
        if self.instance.pk:
            named = self.instance.parties.select_related("organisation")
            self.initial["parties"] = "\n".join(row.organisation.name_zh for row in named)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for name in ("since", "until"):
            if found.get(name) and not DAY.match(found[name]):
                self.add_error(name, _("写作 2026、2026-11 或 2026-11-30。"))
        if found.get("status") == Status.FACT and not found.get("source"):
            self.add_error("source", _("事实须写明来源。"))
        return found

    def values(self) -> dict[str, Any]:
        """The fields of the partnership."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
