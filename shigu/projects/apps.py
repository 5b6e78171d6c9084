"""The app ``projects``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shigu.projects.procedure.table import transitions


class ProjectsConfig(AppConfig):
    name = "shigu.projects"
    verbose_name = _("项目")

    def ready(self) -> None:
        """Read the transition table: a site with a table that contradicts itself does not start."""
        transitions()
