"""The app ``data``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DataConfig(AppConfig):
    name = "shigu.data"
    verbose_name = _("数据")
