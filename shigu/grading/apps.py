"""The app ``grading``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GradingConfig(AppConfig):
    name = "shigu.grading"
    verbose_name = _("考核评价")
