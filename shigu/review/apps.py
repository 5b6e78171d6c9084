"""The app ``review``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "shigu.review"
    verbose_name = _("资讯研判")
