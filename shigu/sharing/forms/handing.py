"""Offering a project to another district under a clause of an agreement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.face.units import percent
from shigu.projects.handing import HandOverForm
from shigu.projects.models import HandOver
from shigu.sharing.actions import hand_over_under, order_hand_over_under
from shigu.sharing.clauses import Clause, clauses


class UnderForm(HandOverForm):
    """The clause parts the credit; without one it is typed, and nothing is settled by itself."""

    clause = forms.ChoiceField(
        label=gettext_lazy("适用的协议条款"),
        required=False,
        help_text=gettext_lazy("选定后计入比例按条款，接收后按它逐年结算；只列现行有效的。"),
    )
    field_order = ("to", "summary", "clause", "credit", "agreement", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = clauses(self.actor, self.project.district.player, timezone.localdate())
        self.found = {one.key: one for one in found}
        field = self.fields["clause"]
        assert isinstance(field, forms.ChoiceField)
        none = ("", _("尚无，另行约定"))
        field.choices = [none, *((key, _said(one)) for key, one in self.found.items())]
        if self.office is not None and not found:
            field.help_text = _("当事区县把“利益共享”授权给专班后，这里列出它们的协议条款。")
        self.fields["credit"].required = False
        self.fields["credit"].help_text = _("没有选定条款时填写。")
        self.fields["agreement"].label = _("另行约定的协议")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen, to = self.found.get(cleaned.get("clause", "")), cleaned.get("to")
        if chosen and to and to.player not in chosen.agreement.parties:
            self.add_error("clause", _("%s 不是这份协议的一方。") % to.name)
        if not chosen and cleaned.get("credit") is None and "credit" not in self.errors:
            self.add_error("credit", _("没有选定条款时，请填写计入比例。"))
        return cleaned

    def propose(self) -> HandOver:
        """Under the clause that was chosen, or with the credit as it was typed."""
        told = self.cleaned_data
        if not told["clause"]:
            return super().propose()
        words = {"summary": told["summary"], "reason": told["reason"]}
        own = (self.project, told["to"], told["clause"])
        if self.office is not None:
            return order_hand_over_under(self.actor, self.office, *own, **words)
        return hand_over_under(self.actor, *own, **words)


def _said(one: Clause) -> str:
    words = {
        "agreement": one.agreement, "clause": one.clause, "title": one.title,
        "a": percent(one.introducer, 0), "b": percent(one.host, 0),
    }  # fmt: skip
    return _("%(agreement)s %(clause)s %(title)s：引荐方 %(a)s，落地方 %(b)s") % words
