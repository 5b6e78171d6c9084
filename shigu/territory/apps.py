"""The app ``territory``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoryConfig(AppConfig):
    name = "shigu.territory"
    verbose_name = _("空间")
