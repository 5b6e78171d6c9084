"""The terms on the table as a form: every percentage a slider, all of it in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shigu.engine.sharing.results import TermsParameters
from shigu.sharing.queries import Player
from shigu.sharing.views.clauses import years

WAN = 10_000
HIGHEST_FLOOR_WAN = 1_000


@dataclass(frozen=True, slots=True)
class Slider:
    """A slider as the page draws it."""

    name: str
    label: str
    value: float
    high: int
    step: float
    unit: str


class TermsForm(forms.Form):
    """Percentages by introducer and phase, fund, its parts, cap and floor, begun at ``start``."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        start: TermsParameters,
        players: tuple[Player, ...],
        *,
        uniform: bool,
    ) -> None:
        super().__init__(data)
        self.start, self.players, self.uniform = start, players, uniform
        for name, (_label, _value, high) in self.knobs().items():
            self.fields[name] = forms.FloatField(min_value=0, max_value=high, required=False)

    def knobs(self) -> dict[str, tuple[str, float, int]]:
        """Name → label, starting value and highest value."""
        names = {player.code: player.name for player in self.players}
        found: dict[str, tuple[str, float, int]] = {}
        for who, shares in self.start.introducer.items():
            for k, share in enumerate(shares):
                label = years(*self.start.phase_years[k])
                if not self.uniform:
                    label = f"{names[who]} · {label}"
                found[self.share_name(who, k)] = (label, 100 * share, 100)
        found["fund"] = (_("共同资金"), 100 * self.start.fund, 100)
        for player in self.players:
            part = self.start.fund_parts.get(player.code, 1 / len(self.players))
            label = _("%s分得共同资金的份额") % player.name
            found[f"part-{player.code}"] = (label, 100 * part, 100)
        found["cap"] = (_("封顶（占项目税收）"), 100 * self.start.cap, 100)
        found["floor"] = (_("保底（万元/年）"), self.start.floor_yuan / WAN, HIGHEST_FLOOR_WAN)
        return found

    def share_name(self, who: str, phase: int) -> str:
        """The name of an introducer's percentage; one for all where they are uniform."""
        return f"s-{phase + 1}" if self.uniform else f"s-{who}-{phase + 1}"

    def value(self, name: str) -> float:
        """What is asked for, else where the terms begin."""
        asked = self.cleaned_data.get(name) if self.is_bound and self.is_valid() else None
        return float(self.knobs()[name][1] if asked is None else asked)

    def parameters(self) -> TermsParameters:
        """The terms that the sliders stand at; the parts of the fund are taken in proportion."""
        parts = {player.code: self.value(f"part-{player.code}") for player in self.players}
        whole = sum(parts.values())
        return replace(
            self.start,
            introducer={
                who: tuple(self.value(self.share_name(who, k)) / 100 for k in range(len(shares)))
                for who, shares in self.start.introducer.items()
            },
            fund=self.value("fund") / 100 if whole else 0.0,
            fund_parts={who: part / whole for who, part in parts.items()} if whole else {},
            cap=self.value("cap") / 100,
            floor_yuan=self.value("floor") * WAN,
        )

    def sliders(self, *, parts: bool) -> list[Slider]:
        """The sliders of the fund's parts, or all others."""
        return [
            Slider(name, label, round(self.value(name), 1), high, *_scale(name))
            for name, (label, _start, high) in self.knobs().items()
            if name.startswith("part-") == parts
        ]


def _scale(name: str) -> tuple[float, str]:
    return (10, "") if name == "floor" else (0.1, "%")
