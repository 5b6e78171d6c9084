"""Forms of notices: how one is told, and which groups are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shigu.districts.models import District
from shigu.districts.models.recorded import FencedQuerySet
from shigu.districts.versions import RowForm
from shigu.face.forms import offer
from shigu.work.models import NoticePreference, Robot

CHOSEN = ("rhythm", "hour", "weekday", "quiet_from", "quiet_to", "language")


class _Clock(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class PreferenceForm(RowForm):
    """When and in which language one gets mail."""

    class Meta:
        model = NoticePreference
        fields = CHOSEN
        widgets = {"quiet_from": _Clock, "quiet_to": _Clock}
        help_texts = {
            "hour": _("每天、每周汇总在这个钟点发出。"),
            "quiet_from": _("这段时间不发邮件，可跨过零时；过后一并发出。"),
        }

    def values(self) -> dict[str, Any]:
        """What was chosen."""
        return {name: self.cleaned_data[name] for name in CHOSEN}


class RobotForm(RowForm):
    """A chat group that is told what a district's people are told."""

    url = forms.URLField(
        label=_("地址"),
        assume_scheme="https",
        widget=forms.URLInput({"autocomplete": "off"}),
        help_text=_("群机器人的 Webhook 地址；知道它的人都能往群里发，保存后不再显示。"),
    )

    class Meta:
        model = Robot
        fields = ("district", "name", "maker", "url", "secret", "told_in_full")
        widgets = {
            "name": forms.TextInput,
            "secret": forms.TextInput({"autocomplete": "off"}),
        }
        help_texts = {
            "secret": _("钉钉“加签”的密钥；没有就不填。"),
            "told_in_full": _("不勾选时，群里只说有什么事，内容登录后看。"),
        }

    def __init__(self, districts: FencedQuerySet[District], *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["district"].initial = districts.first()
        offer(self, district=districts)
