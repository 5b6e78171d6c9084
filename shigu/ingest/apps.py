"""The app ``ingest``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IngestConfig(AppConfig):
    name = "shigu.ingest"
    verbose_name = _("资讯")
