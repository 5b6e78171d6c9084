"""Forms of the statistics: facts of a project, and an event."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shigu.counting.models import CountingFacts
from shigu.counting.vocabulary import Event
from shigu.districts.versions import RowForm
from shigu.engine.counting.load import FACTS
from shigu.face.forms import DateInput, Measured

HUNDRED = Decimal(100)


class FactsForm(RowForm):
    """What counting rules ask of a project."""

    public_share = forms.DecimalField(
        label=_("财政资金占比"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=2,
        widget=Measured("%"),
    )

    class Meta:
        model = CountingFacts
        fields = (*FACTS, "reason")
        widgets = {"reason": forms.TextInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.instance.public_share
        self.initial["public_share"] = None if known is None else known * HUNDRED
        self.initial["reason"] = ""

    def clean_public_share(self) -> Decimal | None:
        share: Decimal | None = self.cleaned_data["public_share"]
        return None if share is None else share / HUNDRED

    def values(self) -> dict[str, Any]:
        """The facts, without why."""
        return {name: self.cleaned_data[name] for name in FACTS}


class EventForm(forms.Form):
    """An event that statistics count."""

    kind = forms.ChoiceField(label=_("事件"), choices=Event.choices)
    day = forms.DateField(label=_("日期"), widget=DateInput)
    amount_wan = forms.DecimalField(
        label=_("金额"),
        required=False,
        min_value=0,
        max_digits=18,
        decimal_places=6,
        widget=Measured(_("万元")),
        help_text=_("增资写增量；补登签约可不写，按项目总投资。"),
    )
    paper = forms.CharField(label=_("文件编号"), required=False)
    reason = forms.CharField(label=_("依据"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"kind": Event.INCREASE, "day": timezone.localdate()})
        super().__init__(*args, **kwargs)
