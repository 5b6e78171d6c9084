"""Lists: filter, sort, page, choose columns, sum, export; every state of it is an address.

A list view names its ``table_class`` (django-tables2), its ``filterset_class`` (django-filter)
and ``get_queryset``; the rest follows. Rows open what their ``row_attrs["data-href"]`` says.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import django_tables2 as tables
from django.db.models import Aggregate, Count, Expression, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin, View
from django_filters.filterset import FilterSet
from django_tables2.rows import BoundRow

from shigu.face.counting import CappedPaginator
from shigu.face.exports import WRITERS, Row, TooLong, file_response, plain
from shigu.face.lazy import LazyData, LazyRows
from shigu.face.pieces import Empty, Words

PAGE_SIZES = (25, 50, 100, 200)
CHUNK = 2_000


class Rows(list[dict[str, Any]]):
    """Enough of a queryset for a filter set to work on a list."""

    model = None

    def all(self) -> Rows:
        """The rows themselves: filters take them down by their own methods."""
        return self


class ListingView(TemplateResponseMixin, ContextMixin, View, ABC):
    """One list on one page: override the class attributes and ``get_queryset``."""

    template_name = "face/listing.html"
    part_name = "face/listing_part.html"
    table_class: type[tables.Table]
    filterset_class: type[FilterSet] | None = None
    title: Words = ""
    export_name: str = "list"
    page_size = 50
    sums: Mapping[str, Expression] = {}
    counts: Mapping[str, Aggregate] = {}
    counted: Mapping[str, Any] = {}
    hidden_columns: Sequence[str] = ()
    empty: Empty = Empty(_("没有符合条件的记录"), _("放宽或清除筛选条件再看。"))

    @abstractmethod
    def get_queryset(self) -> Any:
        """The rows this reader may see; a list of dicts or objects will do as well."""

    def get_counted(self, rows: Any) -> Mapping[str, Any]:
        """``counts``, ``sum_…`` of ``sums`` and ``found``, in one pass over what is filtered.

        ``get_answer`` has them as ``self.counted``.
        """
        if not isinstance(rows, QuerySet) or not (self.sums or self.counts):
            return {}
        sums = {f"sum_{name}": total for name, total in self.sums.items()}
        return rows.order_by().aggregate(found=Count("pk"), **self.counts, **sums)

    def get_answer(self, rows: Any) -> Words:
        """The computed sentence at the top; nothing by default."""
        del rows
        return ""

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page; only the list for htmx; a file for ``?export=csv`` and ``?export=xlsx``."""
        kind = request.GET.get("export", "")
        if kind in WRITERS:
            return self.export(kind)
        response = self.render_to_response(self.get_context_data(**kwargs))
        patch_vary_headers(response, ("HX-Request", "HX-Request-Type"))
        return response

    def get_template_names(self) -> list[str]:
        htmx: Any = getattr(self.request, "htmx", None)
        partial = htmx and not htmx.history_restore_request and htmx.request_type != "full"
        return [self.part_name if partial else self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filterset = self._filterset()
        rows = self._rows(filterset)
        self.counted = self.get_counted(rows)
        table = self._table(rows)
        table.paginate(CappedPaginator, per_page=self._size(), found=self.counted.get("found"))
        table.page = table.paginator.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            title=self.title,
            answer=self.get_answer(rows),
            filter=filterset,
            table=table,
            columns=self._choices(table),
            totals=self._totals(table),
            page_sizes=PAGE_SIZES,
            empty=self.empty,
            **kwargs,
        )

    def export(self, kind: str) -> HttpResponseBase:
        """Exactly the filtered rows, in their order, with the columns in sight."""
        table = self._table(self._rows(self._filterset()))
        header = [_header(column) for column in table.columns]
        try:
            return file_response(kind, str(self.export_name), header, _plain_rows(table))
        except TooLong as refusal:
            return HttpResponse(str(refusal), status=413, content_type="text/plain; charset=utf-8")

    def _filterset(self) -> FilterSet | None:
        if self.filterset_class is None:
            return None
        return self.filterset_class(
            self.request.GET or None, queryset=self.get_queryset(), request=self.request
        )

    def _rows(self, filterset: FilterSet | None) -> Any:
        return self.get_queryset() if filterset is None else filterset.qs

    def _table(self, rows: Any) -> Any:
        shown = self._shown()
        left_out = [name for name in self._names() if name not in shown]
        data = LazyData(rows) if isinstance(rows, LazyRows) else rows
        table: Any = self.table_class(data, exclude=left_out)
        table.request = self.request
        if asked := self.request.GET.getlist("sort"):
            table.order_by = asked
        return table

    def _names(self) -> list[str]:
        columns: Any = self.table_class
        return list(columns.base_columns)

    def _shown(self) -> set[str]:
        names = set(self._names())
        asked = names.intersection(self.request.GET.getlist("columns"))
        return asked or names.difference(self.hidden_columns)

    def _choices(self, table: Any) -> list[tuple[str, str, bool]]:
        shown = self._shown()
        return [
            (name, str(column.verbose_name or name), name in shown)
            for name, column in table.base_columns.items()
        ]

    def _size(self) -> int:
        asked = self.request.GET.get("per_page", "")
        return int(asked) if asked in map(str, PAGE_SIZES) else self.page_size

    def _totals(self, table: tables.Table) -> list[str]:
        """A cell a column for the sums row, over everything that is filtered."""
        if not self.sums or not self.counted:
            return []
        cells = []
        for column in table.columns:
            total = self.counted.get(f"sum_{column.name}")
            cells.append("" if total is None else str(column.column.render(value=total)))
        return cells


def _header(column: Any) -> str:
    unit = getattr(column.column, "unit", "")
    return f"{column.header}{_('（%s）') % unit}" if unit else str(column.header)


def _plain_rows(table: tables.Table) -> Iterator[Row]:
    names = [column.name for column in table.columns]
    data = table.data.data
    records = data.iterator(chunk_size=CHUNK) if isinstance(data, QuerySet) else data
    for record in records:
        row = BoundRow(record, table=table)
        yield [plain(row.get_cell_value(name)) for name in names]
