"""The app ``api``."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "shigu.api"
