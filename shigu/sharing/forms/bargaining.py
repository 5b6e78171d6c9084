"""What a negotiation starts from: what is open, what each side accepts at least, what may come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.engine.sharing.negotiation.region import MOST_OPEN
from shigu.engine.sharing.rules.values import Agreement as Terms
from shigu.engine.values import FEN_PER_WAN
from shigu.sharing.bargaining import Spread
from shigu.sharing.names import in_words

CHANGE, ODDS = Decimal(20), Decimal(25)


class BargainingForm(forms.Form):
    """``least`` and ``target`` in 万元 by party; a party without a minimum does not bargain."""

    open = forms.MultipleChoiceField(
        label=gettext_lazy("待议的参数"), widget=forms.CheckboxSelectMultiple
    )
    change = forms.DecimalField(
        label=gettext_lazy("税收可能上下浮动（%）"), min_value=0, max_value=100
    )
    odds = forms.DecimalField(
        label=gettext_lazy("偏低、偏高各自的可能（%）"), min_value=0, max_value=50
    )

    def __init__(
        self, data: Mapping[str, Any] | None, terms: Terms, parties: Mapping[str, str]
    ) -> None:
        unset = [name for name, each in terms.parameters.items() if each.value is None]
        start = {"open": unset or [*terms.parameters][:1], "change": CHANGE, "odds": ODDS}
        super().__init__(data, initial=start)
        self.parties, self.unset = parties, unset
        choices = [
            (name, in_words(each.title) if each.title else name)
            for name, each in terms.parameters.items()
        ]
        opened = self.fields["open"]
        assert isinstance(opened, forms.MultipleChoiceField)
        opened.choices = choices
        for code, name in parties.items():
            self.fields[f"least-{code}"] = amount(_("%s 的底线（万元）") % name)
            self.fields[f"weight-{code}"] = forms.DecimalField(
                label=_("%s 的谈判权重") % name, required=False, min_value=0, initial=1
            )
            self.fields[f"target-{code}"] = amount(_("%s 的目标（万元）") % name)

    def rows(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Each party with its minimum, weight and target."""
        for code, name in self.parties.items():
            yield name, [self[f"{what}-{code}"] for what in ("least", "weight", "target")]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        chosen = found.get("open", [])
        if "open" in found and not 1 <= len(chosen) <= MOST_OPEN:
            self.add_error("open", _("一次议一个或两个参数。"))
        if missing := [name for name in self.unset if "open" in found and name not in chosen]:
            words = _("%s 还没有议定的值，请一并选上，或先在条文里写定。") % "、".join(missing)
            self.add_error("open", words)
        aimed = [code for code in self.parties if found.get(f"target-{code}") is not None]
        if aimed and len(aimed) < len(self.parties):
            self.add_error(None, _("目标要么各方都填，要么都不填。"))
        if len(self.least) < 2 and not aimed:
            self.add_error(None, _("请至少填两方的底线，或填齐各方的目标。"))
        return found

    @property
    def least(self) -> dict[str, int]:
        """What each side accepts at least, in fen."""
        return self._fen("least")

    @property
    def target(self) -> dict[str, int]:
        """What each party is to get, in fen; empty where no target is set."""
        return self._fen("target")

    @property
    def weights(self) -> dict[str, Fraction]:
        """The bargaining weight of each side, 1 where none is given."""
        given = {code: self.cleaned_data.get(f"weight-{code}") for code in self.least}
        return {code: Fraction(1 if w is None else w) for code, w in given.items()}

    @property
    def spread(self) -> Spread:
        """How far taxes may come in lower or higher, and how likely."""
        change, odds = (Fraction(self.cleaned_data[name]) / 100 for name in ("change", "odds"))
        return Spread(1 - change, 1 + change, odds if change else Fraction(0))

    def _fen(self, what: str) -> dict[str, int]:
        given = {code: self.cleaned_data.get(f"{what}-{code}") for code in self.parties}
        return {code: int(wan * FEN_PER_WAN) for code, wan in given.items() if wan is not None}


def amount(label: str) -> forms.DecimalField:
    """Money in 万元, to the fen."""
    return forms.DecimalField(label=label, required=False, decimal_places=6, max_digits=18)
