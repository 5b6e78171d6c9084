"""The app ``board``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BoardConfig(AppConfig):
    name = "shigu.board"
    verbose_name = _("驾驶舱")
