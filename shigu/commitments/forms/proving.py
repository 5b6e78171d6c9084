"""Forms of evidence and of remedy steps, each with its paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shigu.commitments.actions import File
from shigu.commitments.models import Commitment
from shigu.commitments.vocabulary import Kind, Remedy, indicator
from shigu.face.forms import DateInput, Measured

FILES = {"accept": ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.ofd"}


class EvidenceForm(forms.Form):
    """A figure as of a day, or the day it happened, with its paper."""

    kind = forms.ChoiceField(label=_("类别"), choices=Kind.choices)
    figure = forms.DecimalField(
        label=_("数值"),
        min_value=0,
        max_digits=18,
        decimal_places=6,
        help_text=_("到这一天的累计数；年产值、年税收写当年数。"),
    )
    day = forms.DateField(label=_("截至"), widget=DateInput)
    file = forms.FileField(label=_("文件"), required=False, widget=forms.FileInput(FILES))
    note = forms.CharField(label=_("说明"), required=False)

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"day": timezone.localdate()})
        super().__init__(*args, **kwargs)
        if indicator(commitment.indicator).kind == "day":
            del self.fields["figure"]
            self.fields["day"].label = _("发生日期")
        else:
            self.fields["figure"].widget = Measured(commitment.unit)


class RemedyForm(forms.Form):
    """A step of the remedy with its paper and reason."""

    step = forms.ChoiceField(label=_("处置"))
    day = forms.DateField(label=_("日期"), widget=DateInput)
    until = forms.DateField(
        label=_("整改期满"), required=False, widget=DateInput, help_text=_("限期整改时填。")
    )
    amount_wan = forms.DecimalField(
        label=_("违约金"),
        min_value=0,
        max_digits=18,
        decimal_places=6,
        required=False,
        widget=Measured(_("万元")),
    )
    file = forms.FileField(label=_("文件"), required=False, widget=forms.FileInput(FILES))
    reason = forms.CharField(label=_("事由"), help_text=_("写进历史，只添不改。"))

    def __init__(self, *args: Any, steps: list[Remedy], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"day": timezone.localdate()})
        super().__init__(*args, **kwargs)
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(step.value, step.label) for step in steps]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("事由"))


def brought(form: forms.Form) -> tuple[dict[str, Any], File | None]:
    """What a valid form says, and the paper that came with it."""
    said = dict(form.cleaned_data)
    file = said.pop("file", None)
    return said, File(file.name, file.read()) if file else None
