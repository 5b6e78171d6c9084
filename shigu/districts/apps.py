"""The app ``districts``."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from shigu.districts.checks import the_role_is_bound


class DistrictsConfig(AppConfig):
    name = "shigu.districts"
    verbose_name = _("区县与人员")

    def ready(self) -> None:
        """Let Django's own checks of the database ask for the role."""
        register(the_role_is_bound, Tags.database)
