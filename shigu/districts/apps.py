"""The app ``districts``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DistrictsConfig(AppConfig):
    name = "shigu.districts"
    verbose_name = _("区县与人员")
