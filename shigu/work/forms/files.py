"""The form of a document."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy


class FileForm(forms.Form):
    """A document of a task."""

    file = forms.FileField(
        label=gettext_lazy("文件"),
        help_text=gettext_lazy("pdf、Word、Excel、PPT、图片或文本，20 MB 以内；相关单位都能看到。"),
    )
