"""The terms of a space: one form for each kind, units inside the fields."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.forms import modelform_factory
from django.utils.translation import gettext_lazy as _

from shigu.districts.versions import VersionedForm
from shigu.face.described import field
from shigu.territory.forms.spaces import REASON
from shigu.territory.models import Terms

APART = ("reason", "version")


class TermsForm(VersionedForm):
    """The terms of a space, and why they are written."""

    reason = forms.CharField(label=_("修改事由"), help_text=REASON)

    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: told for name, told in self.cleaned_data.items() if name not in APART}


def terms_form(model: type[Terms]) -> type[TermsForm]:
    """The form of lots or of units."""
    made: Any = modelform_factory(model, TermsForm, exclude=("space",), formfield_callback=field)
    return cast("type[TermsForm]", made)
