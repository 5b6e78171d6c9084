"""Registering and changing a source."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.districts.versions import VersionedForm
from shigu.face.forms import Measured
from shigu.ingest.models import Source
from shigu.sources.catalogue import folders


class Lines(forms.CharField):
    """One address a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class SourceForm(VersionedForm):
    """Names, addresses, rhythm, and whether it is read."""

    addresses = Lines(label=_("网址"), required=False, help_text=_("一行一个；上传的来源留空。"))
    reason = forms.CharField(label=_("事由"), help_text=_("写进历史，所有成员可见。"))

    class Meta:
        model = Source
        fields = ("name_zh", "name_en", "hours", "active")
        widgets = {
            "name_zh": forms.TextInput,
            "name_en": forms.TextInput,
            "hours": Measured(_("小时")),
        }

    field_order: tuple[str, ...] = (
        *("name_zh", "name_en", "addresses", "hours", "active", "reason"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["addresses"] = "\n".join(self.instance.addresses or ())

    def given(self) -> dict[str, Any]:
        """What the verbs take."""
        names = ("name_zh", "name_en", "addresses", "hours", "active")
        return {name: self.cleaned_data[name] for name in names}


def _ways() -> list[tuple[str, str]]:
    """The folders of sources, named in the language of the reader."""
    english = get_language() == "en"
    return [
        (name, one.spec.name_en if english else one.spec.name_zh) for name, one in folders().items()
    ]


class NewSourceForm(SourceForm):
    """A source that is new, and how it is read."""

    code = forms.SlugField(
        label=_("编号"), help_text=_("小写字母、数字和短横，例如 xianghu-daily。")
    )
    folder = forms.ChoiceField(label=_("读法"), choices=_ways)
    field_order = ("code", "folder", *SourceForm.field_order)

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if Source.objects.filter(code=code).exists():
            raise forms.ValidationError(_("已有这个编号；换一个。"))
        return code
