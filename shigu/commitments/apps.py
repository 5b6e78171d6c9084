"""The app ``commitments``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    name = "shigu.commitments"
    verbose_name = _("履约")
