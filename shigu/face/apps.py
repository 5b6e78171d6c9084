"""Registers the design system with Django."""

from __future__ import annotations

from django.apps import AppConfig


class FaceConfig(AppConfig):
    """Templates, static files and template tags of the design system."""

    name = "shigu.face"
    label = "face"
