"""Bringing a spreadsheet, and confirming what it would do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MB = 1024 * 1024


class BringForm(forms.Form):
    """One file; what it is, is told by its content."""

    file = forms.FileField(
        label=gettext_lazy("表格文件"),
        help_text=gettext_lazy("xlsx、xls、ods、csv 均可；csv 用 UTF-8 或 GBK 编码都认得。"),
        widget=forms.FileInput({"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
            most = settings.UPLOAD_MAX_BYTES // MB
            raise forms.ValidationError(_("文件超过 %s MB；请拆成几个再传。") % most)
        return file


class ConfirmForm(forms.Form):
    """Why these rows are written."""

    reason = forms.CharField(
        label=gettext_lazy("事由"),
        help_text=gettext_lazy("写进每一行的历史，例如“按 2026 年 10 月园区台账更新”。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["autocomplete"] = "off"
