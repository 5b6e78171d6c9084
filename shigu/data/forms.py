"""Bringing a spreadsheet, and confirming what it would do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from shigu.face.forms import SHEETS, Upload, offer

SEVERAL = 2


class BringForm(forms.Form):
    """One file; what it is, is told by its content."""

    file = Upload(
        SHEETS,
        label=gettext_lazy("表格文件"),
        help_text=gettext_lazy("xlsx、xls、ods、csv 均可；csv 用 UTF-8 或 GBK 编码都认得。"),
    )
    district: Any = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("登记到"), empty_label=None, required=False
    )

    def __init__(self, *args: Any, own: Any = None, **kwargs: Any) -> None:
        """``own`` are the districts in whose name the rows may be written; none asks for none."""
        super().__init__(*args, **kwargs)
        if own is None or len(own) < SEVERAL:
            del self.fields["district"]
            return
        offer(self, district=own)


class ConfirmForm(forms.Form):
    """Why these rows are written."""

    reason = forms.CharField(
        label=gettext_lazy("事由"),
        help_text=gettext_lazy("写进每一行的历史，例如“按 2026 年 10 月园区台账更新”。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["autocomplete"] = "off"
