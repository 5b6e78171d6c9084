"""Lists whose rows hold codes: the names are looked up for the page, or for the whole file."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from shigu.districts.middleware import ActorRequest
from shigu.face.exports import WRITERS
from shigu.face.listing import ListingView
from shigu.sharing.tables.ledgers import call


class CodedListing(ListingView):
    """A list with codes of firms, kinds and parties."""

    request: ActorRequest

    def _table(self, rows: Any) -> Any:
        table: Any = super()._table(rows)
        exported = self.request.GET.get("export", "") in WRITERS
        return call(table, self._coded(rows) if exported else ())

    def _coded(self, rows: Any) -> Any:
        """One row of every pair of firm and party that the file will show."""
        if isinstance(rows, QuerySet) and hasattr(rows.model, "firm"):
            return rows.order_by("firm", "party").distinct("firm", "party")
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        table = context["table"]
        call(table, [row.record for row in table.page.object_list])
        return context
