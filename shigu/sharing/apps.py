"""The app ``sharing``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    name = "shigu.sharing"
    verbose_name = _("利益共享")
