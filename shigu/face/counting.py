"""Counting that stays cheap: beyond a cap the total is only known to be more, and says so."""

from __future__ import annotations

from collections.abc import Sized
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

if TYPE_CHECKING:
    Pages = Paginator[Any]
else:
    Pages = Paginator

CAP = 10_000


class CappedPaginator(Pages):
    """Counts at most ``cap`` rows of a query; ``capped`` tells that there are more."""

    cap = CAP

    def __init__(
        self, rows: Any, per_page: int, *, found: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(rows, per_page, **kwargs)
        self.known = found

    @cached_property
    def found(self) -> int:
        """Rows found, one more than ``cap`` at most; ``found`` where that is known already."""
        if self.known is not None:
            return min(self.known, self.cap + 1)
        return counted(getattr(self.object_list, "data", self.object_list), self.cap + 1)

    @property
    def capped(self) -> bool:
        return self.found > self.cap

    @cached_property
    def count(self) -> int:
        """Rows that can be paged through."""
        return min(self.found, self.cap)


def counted(rows: Any, most: int) -> int:
    """The number of ``rows``, at most ``most``: a query never counts further than that."""
    queryset = getattr(rows, "data", rows)
    if isinstance(queryset, QuerySet):
        return queryset.order_by()[:most].count()
    assert isinstance(queryset, Sized)
    return min(len(queryset), most)
