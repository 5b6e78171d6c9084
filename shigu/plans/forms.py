"""Forms of plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.face.forms import DateInput, Measured, offer
from shigu.plans import queries
from shigu.plans.actions import LARGEST_SEED, MOST_SECONDS, Wish
from shigu.plans.models import Aim
from shigu.projects.models import Project
from shigu.territory.models import Space

MOST_MOVES = 10_000
MEASURES = ("floor_area_m2", "land_mu", "power_kva", "height_m", "tax_wan", "earliest")


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
    front = forms.BooleanField(
        label=_("算出钱与分的前沿"),
        required=False,
        help_text=_("项目申报了偏好、环节之间登记了协同分时才有；要多解几十次。"),
    )
    goal = forms.ChoiceField(
        label=_("先后"),
        choices=Aim,
        required=False,
        help_text=_("分是申报的偏好和登记的协同分之和，从不折算成钱。"),
    )
    tolerance = forms.FloatField(
        label=_("为后一样最多让出前一样的"),
        min_value=0,
        max_value=100,
        required=False,
        widget=Measured("%"),
        help_text=_("只用于先钱后分、先分后钱；留空一点不让。"),
    )
    least_score = forms.FloatField(
        label=_("最低评分"), required=False, help_text=_("方案至少要这么多分；留空不要求。")
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
            front=found["front"],
            goal=found["goal"] or Aim.MONEY,
            tolerance=(found["tolerance"] or 0.0) / 100,
            least_score=found["least_score"],
        )

    def _chosen(self, name: str) -> tuple[tuple[Project, Space], ...]:
        return tuple(self._pairs[name][key] for key in self.cleaned_data.get(name, ()))


class WhatIfForm(forms.Form):
    """One more project: like another one of the plan, but for what is filled in here."""

    similar = forms.ModelChoiceField(
        Project.objects.none(),
        label=_("与哪个项目相似"),
        help_text=_("没有填的各项都照它的。"),
    )
    floor_area_m2 = forms.FloatField(
        label=_("建筑面积"), required=False, min_value=0, widget=Measured("㎡")
    )
    land_mu = forms.FloatField(
        label=_("用地"), required=False, min_value=0, widget=Measured(_("亩"))
    )
    power_kva = forms.FloatField(
        label=_("供电"), required=False, min_value=0, widget=Measured("kVA")
    )
    height_m = forms.FloatField(label=_("净高"), required=False, min_value=0, widget=Measured("m"))
    tax_wan = forms.FloatField(
        label=_("年均地方税收"),
        required=False,
        min_value=0,
        widget=Measured(_("万元")),
        help_text=_("各年按相似项目的比例。"),
    )
    success = forms.FloatField(
        label=_("成功概率"),
        required=False,
        min_value=0,
        max_value=100,
        widget=Measured("%"),
    )
    earliest = forms.DateField(label=_("最早起用"), required=False, widget=DateInput)
    most_moves = forms.IntegerField(
        label=_("最多挪动"),
        required=False,
        min_value=0,
        max_value=MOST_MOVES,
        widget=Measured(_("个项目")),
        help_text=_("为它让位的其他项目，非挪不可的除外；留空不限。"),
    )

    def __init__(self, *args: Any, projects: QuerySet[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, similar=projects)

    def given(self) -> dict[str, Any]:
        """What is filled in, as the question takes it."""
        found = {name: self.cleaned_data[name] for name in MEASURES}
        success = self.cleaned_data["success"]
        return found | {"success_probability": None if success is None else success / 100}


class VariantForm(forms.Form):
    """Which other plan is asked for: one for bad times, or one with nobody worse off."""

    KINDS = (("cautious", _("稳一点：最差的情形里最好")), ("fair", _("均一点：各方不低于独立所得")))

    kind = forms.ChoiceField(label=_("要怎样的方案"), choices=KINDS, initial="cautious")
    tail = forms.FloatField(
        label=_("最差的情形占"),
        min_value=1,
        max_value=50,
        initial=10,
        required=False,
        widget=Measured("%"),
        help_text=_("按各项目的成功概率抽情景，看最差的这一部分平均得多少。只用于“稳一点”。"),
    )
    common = forms.FloatField(
        label=_("同受一个冲击"),
        min_value=0,
        max_value=90,
        initial=0,
        required=False,
        widget=Measured("%"),
        help_text=_("0 表示各项目成不成互不相干；越大越是一起成、一起不成。"),
    )

    def given(self) -> tuple[float, float]:
        """The two parts, 0…1; what is left blank is as it is offered."""
        return self._part("tail"), self._part("common")

    def _part(self, name: str) -> float:
        found = self.cleaned_data[name]
        return float(self.fields[name].initial if found is None else found) / 100


class ReplanForm(forms.Form):
    """How many places of a plan may be given up when it is made anew."""

    most_moves = forms.IntegerField(
        label=_("最多挪动"),
        min_value=0,
        max_value=MOST_MOVES,
        initial=3,
        widget=Measured(_("个项目")),
        help_text=_("原方案里有位置、新方案里换了地方或没有位置的，都算挪动。"),
    )
    reason = forms.CharField(label=_("事由"), required=False)


class AdoptForm(forms.Form):
    """Why a plan is adopted."""

    reason = forms.CharField(
        label=_("理由"),
        widget=forms.Textarea({"rows": 2}),
        help_text=_("例如“专班第 12 次会议通过”；和您的名字一起写在方案上。"),
    )


def _key(project: Project, space: Space) -> str:
    return f"{project.pk}@{space.pk}"
