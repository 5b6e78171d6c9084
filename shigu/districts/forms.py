"""Forms about people and who sees what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shigu.districts.actions import LONGEST_STAFF_ACCESS, LONGEST_TOKEN
from shigu.districts.models import District
from shigu.districts.models.recorded import FencedQuerySet
from shigu.districts.vocabulary import DataClass, Role
from shigu.face.forms import DateInput, offer

Districts = FencedQuerySet[District]
REASON = _("留在历史里，有关区县看得到。")


class AccountForm(forms.Form):
    """What one says about oneself."""

    full_name = forms.CharField(label=_("姓名"), max_length=40)
    email = forms.EmailField(label=_("邮箱"), required=False)


class SeatForm(forms.Form):
    """A seat for an account that is there."""

    username = forms.CharField(label=_("登录名"), max_length=150)
    district = forms.ModelChoiceField(label=_("区县"), queryset=District.objects.none())
    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    valid_from = forms.DateField(label=_("生效"), widget=DateInput)
    valid_to = forms.DateField(
        label=_("失效"), widget=DateInput, required=False, help_text=_("不填则一直有效。")
    )
    reason = forms.CharField(label=_("事由"), required=False, help_text=REASON)

    def __init__(self, districts: Districts, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.initial = {
            "valid_from": timezone.localdate(),
            "district": districts.first(),
            **self.initial,
        }
        offer(self, district=districts)


class NewPersonForm(SeatForm):
    """A new account with its first seat."""

    field_order = ("username", "full_name", "email", "district", "role")
    full_name = forms.CharField(label=_("姓名"), max_length=40)
    email = forms.EmailField(label=_("邮箱"), required=False)


class GrantForm(forms.Form):
    """What another district may read, until when, under which agreement."""

    district = forms.ModelChoiceField(label=_("授权区县"), queryset=District.objects.none())
    grantee = forms.ModelChoiceField(label=_("被授权区县"), queryset=District.objects.none())
    data_class = forms.ChoiceField(
        label=_("数据类别"),
        choices=[choice for choice in DataClass.choices if choice[0] != DataClass.PEOPLE],
    )
    valid_from = forms.DateField(label=_("生效"), widget=DateInput)
    valid_to = forms.DateField(
        label=_("到期"), widget=DateInput, help_text=_("到这一天零时起不再可读。")
    )
    agreement = forms.CharField(
        label=_("依据的协议"), help_text=_("例如“项目流转合作协议（2026）第三条”。")
    )

    def __init__(self, districts: Districts, others: Districts, *args: Any, **given: Any) -> None:
        today = timezone.localdate()
        super().__init__(*args, **given)
        self.initial = {
            "district": districts.first(),
            "valid_from": today,
            "valid_to": today + timedelta(days=365),
        }
        offer(self, district=districts)
        offer(self, grantee=others)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("事由"), help_text=REASON)


class AccessForm(ReasonForm):
    """A timed look of an engineer into a district."""

    field_order = ("district", "hours", "reason")
    district = forms.ModelChoiceField(label=_("区县"), queryset=District.objects.none())
    hours = forms.FloatField(
        label=_("时长（小时）"),
        initial=1,
        min_value=0.25,
        max_value=LONGEST_STAFF_ACCESS.total_seconds() / 3600,
        help_text=_("最长 8 小时；到时自动关闭。"),
    )

    def __init__(self, districts: Districts, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, district=districts)


class TokenForm(forms.Form):
    """A token for a program."""

    name = forms.CharField(label=_("用途"), help_text=_("例如“统计局月报取数”。"))
    district = forms.ModelChoiceField(label=_("区县"), queryset=District.objects.none())
    days = forms.IntegerField(
        label=_("有效期（天）"),
        initial=90,
        min_value=1,
        max_value=LONGEST_TOKEN.days,
    )
    may_write = forms.BooleanField(
        label=_("可写"), required=False, help_text=_("不勾选则只能读取。权限不超过您自己的席位。")
    )

    def __init__(self, districts: Districts, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.initial = {"district": districts.first()}
        offer(self, district=districts)
