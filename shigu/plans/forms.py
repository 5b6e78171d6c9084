"""Forms of plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.face.forms import DateInput, Measured, offer
from shigu.plans import queries
from shigu.plans.actions import LARGEST_SEED, MOST_SECONDS, Wish
from shigu.projects.models import Project
from shigu.territory.models import Space


class AskForm(forms.Form):
    """How a plan is asked for; what it locks and bars is carried over from the plan before."""

    district = forms.ModelChoiceField(
        District.objects.none(), label=_("以谁的名义"), to_field_name="code"
    )
    seconds = forms.FloatField(
        label=_("每次求解时限"),
        min_value=0.5,
        max_value=MOST_SECONDS,
        widget=Measured(_("秒")),
        help_text=_("一个方案要解几十次；多数几秒内就证明最优，时限只在难解时起作用。"),
    )
    as_of = forms.DateField(
        label=_("基准日"),
        required=False,
        widget=DateInput,
        help_text=_("价值折算到这一天；留空用数据的编制日。"),
    )
    seed = forms.IntegerField(
        label=_("随机种子"),
        min_value=0,
        max_value=LARGEST_SEED,
        help_text=_("同样的数据、设置和种子得到同样的方案，可以复核。"),
    )
    locked = forms.MultipleChoiceField(
        label=_("锁定的落位"), required=False, widget=forms.CheckboxSelectMultiple
    )
    forbidden = forms.MultipleChoiceField(
        label=_("排除的落位"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("事由"), required=False, help_text=_("例如“季度会商”。"))

    def __init__(
        self, *args: Any, actor: Actor, pairs: dict[str, list[tuple[Project, Space]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, district=queries.asking_districts(actor))
        self._pairs = {}
        for name in ("locked", "forbidden"):
            offered = {_key(*pair): pair for pair in pairs.get(name, [])}
            self._pairs[name] = offered
            if offered:
                field = self.fields[name]
                assert isinstance(field, forms.MultipleChoiceField)
                field.choices = [(key, f"{pair[0]} → {pair[1]}") for key, pair in offered.items()]
                self.initial.setdefault(name, list(offered))
            else:
                del self.fields[name]

    def wish(self) -> Wish:
        """The settings as the action takes them."""
        found = self.cleaned_data
        return Wish(
            seed=found["seed"],
            seconds=found["seconds"],
            as_of=found["as_of"],
            locked=self._chosen("locked"),
            forbidden=self._chosen("forbidden"),
        )

    def _chosen(self, name: str) -> tuple[tuple[Project, Space], ...]:
        return tuple(self._pairs[name][key] for key in self.cleaned_data.get(name, ()))


class AdoptForm(forms.Form):
    """Why a plan is adopted."""

    reason = forms.CharField(
        label=_("理由"),
        widget=forms.Textarea({"rows": 2}),
        help_text=_("例如“专班第 12 次会议通过”；和您的名字一起写在方案上。"),
    )


def _key(project: Project, space: Space) -> str:
    return f"{project.pk}@{space.pk}"
