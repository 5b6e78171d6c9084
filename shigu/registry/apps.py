"""The app ``registry``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    name = "shigu.registry"
    verbose_name = _("企业与机构")
