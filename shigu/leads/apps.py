"""The app ``leads``."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import AppConfig
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext_lazy as _

from shigu.districts.doctor.findings import Finding
from shigu.leads import installing


class LeadsConfig(AppConfig):
    name = "shigu.leads"
    verbose_name = _("线索")

    def install(self, cursor: CursorWrapper, app: str) -> None:
        """Put the first-report ledger into the database."""
        installing.install(cursor, app)

    def examined(self) -> Iterator[Finding]:
        """How the ledger stands."""
        return installing.examined()
