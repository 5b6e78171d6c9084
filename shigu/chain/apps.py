"""The app ``chain``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChainConfig(AppConfig):
    name = "shigu.chain"
    verbose_name = _("产业链")
