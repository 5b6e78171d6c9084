"""Registers the design system with Django."""

from __future__ import annotations

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FaceConfig(AppConfig):
    """Templates, static files and template tags of the design system."""

    name = "shigu.face"
    label = "face"

    def ready(self) -> None:
        """An empty field is told in words of people, in every form."""
        forms.Field.default_error_messages["required"] = _("请填写这一项。")
