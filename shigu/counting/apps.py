"""The app ``counting``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CountingConfig(AppConfig):
    name = "shigu.counting"
    verbose_name = _("统计")
