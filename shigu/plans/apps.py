"""The app ``plans``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "shigu.plans"
    verbose_name = _("方案")
