"""How Django forms look: labels above, unit inside the field, help below, errors twice."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

from shigu.face.pieces import Words

MB = 1024 * 1024
SHEETS = ".xlsx,.xls,.ods,.csv,.tsv,.txt"
"""The kinds of spreadsheet that are read."""


class FaceRenderer(TemplatesSetting):
    """``FORM_RENDERER``: ``{{ form }}`` and ``{{ form.x.as_field_group }}`` look like the face."""

    form_template_name = "face/form.html"
    field_template_name = "face/field.html"


class Quantity(forms.NumberInput):
    """A number as people write it: ``34`` and not ``34.000000``."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "step": "any", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        written: str | None = super().format_value(value)
        return written


class Measured(Quantity):
    """A number with its unit inside the field: ``widget=Measured("万元")``."""

    def __init__(self, unit: Words, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.unit = unit


class Upload(forms.FileField):
    """A file of one of ``kinds`` (``.csv,.xlsx``), no larger than ``UPLOAD_MAX_BYTES``."""

    def __init__(self, kinds: str, **kwargs: Any) -> None:
        super().__init__(widget=forms.FileInput({"accept": kinds}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file is not None and (file.size or 0) > settings.UPLOAD_MAX_BYTES:
            most = settings.UPLOAD_MAX_BYTES // MB
            raise forms.ValidationError(
                _("文件超过 %(most)s MB；请拆成几个再传。") % {"most": most}
            )
        return file


def offer(form: forms.BaseForm, **choices: QuerySet[Any]) -> None:
    """Give fields that choose among rows the rows that this reader may choose."""
    for name, rows in choices.items():
        field = form.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(dict(attrs or {}), format="%Y-%m-%d")
