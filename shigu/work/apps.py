"""The app ``work``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkConfig(AppConfig):
    name = "shigu.work"
    verbose_name = _("协同")
