"""The app ``admission``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdmissionConfig(AppConfig):
    name = "shigu.admission"
    verbose_name = _("会商准入")

    def ready(self) -> None:
        """Tell the gates of projects where the record of an evaluation is looked up."""
        from shigu.admission import gate

        gate.register()
