"""The form of a promise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from shigu.commitments.models import Commitment
from shigu.commitments.told import Told
from shigu.commitments.vocabulary import Basis
from shigu.districts.actors import Actor
from shigu.districts.models import Source, Status
from shigu.districts.versions import VersionedForm
from shigu.engine.promises.indicators import Indicator, indicators
from shigu.face.forms import DateInput, Quantity, offer
from shigu.review.sources import source_of

REASON, VERSION = "reason", "version"
FIELDS = (
    *("indicator", "amount", "due", "other_due", "other_basis", "warn_days"),
    *("basis", "paper", "clause", "page", "status", "source", "note"),
)


def _named(each: Indicator) -> str:
    name, unit = (each.en, each.unit_en) if get_language() == "en" else (each.zh, each.unit_zh)
    return f"{name} ({unit})" if unit else name


def initial(told: Told | None) -> dict[str, Any]:
    """What a statement fills in of the form; empty without one."""
    if told is None:
        return {}
    document = told.proposal.document
    source = source_of(document)
    return {
        "indicator": told.indicator,
        "amount": told.amount,
        "due": told.due,
        "basis": Basis.STATEMENT,
        "status": source.status,
        "source": source,
        "note": told.sentence,
        REASON: _("记自《%s》") % document,
    }


class CommitmentForm(VersionedForm):
    """What was promised, by when, and where it stands written."""

    reason = forms.CharField(label=gettext_lazy("事由"), help_text=gettext_lazy("写进历史。"))

    class Meta:
        model = Commitment
        fields = FIELDS
        widgets = {
            **dict.fromkeys(("due", "other_due"), DateInput),
            **dict.fromkeys(("paper", "clause", "page", "other_basis"), forms.TextInput),
            "amount": Quantity,
            "note": forms.Textarea({"rows": 2}),
        }
        help_texts = {
            "amount": gettext_lazy("按指标的单位填；开工、竣工、投产不填。"),
            "other_due": gettext_lazy("另一份文件写了不同期限时填，两个都显示，按“期限”考核。"),
            "warn_days": gettext_lazy("留空按指标的默认值。"),
            "paper": gettext_lazy("履约协议的编号；协议须写编号和条款。"),
            "status": gettext_lazy("事实须有来源；没有来源的填“示例”。"),
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, source=Source.objects.visible_to(actor))
        self.fields["warn_days"].required = False
        field = self.fields["indicator"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(each.code, _named(each)) for each in indicators().values()]

    def clean(self) -> dict[str, Any]:
        """What the columns cannot say by themselves."""
        found = super().clean() or self.cleaned_data
        known = indicators().get(found.get("indicator", ""))
        if known and (known.kind == "amount") != (found.get("amount") is not None):
            self.add_error("amount", _("数值类指标写承诺值；开工、竣工、投产只写期限。"))
        if found.get("basis") == Basis.AGREEMENT:
            for name in ("paper", "clause"):
                if not found.get(name):
                    self.add_error(name, _("履约协议须写编号和条款。"))
        if found.get("status") == Status.FACT and not (found.get("source") or found.get("paper")):
            self.add_error("source", _("事实须写明来源或文件编号。"))
        if found.get("other_due") and not found.get("other_basis"):
            self.add_error("other_basis", _("写明另一期限出自哪份文件。"))
        if known and found.get("warn_days") is None:
            found["warn_days"] = known.warn_days
        return found

    def values(self) -> dict[str, Any]:
        """The fields of the promise, without why."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {REASON, VERSION}
        }
