"""Row-level security as data: each model says who reads and writes its rows, in one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from django.apps import apps
from django.db.models import Model

from shigu.districts.vocabulary import DataClass

Reading = Literal["everyone", "members", "district", "nobody"]


@dataclass(frozen=True, slots=True)
class Fence:
    """Who may read and write the rows of a table.

    ``reading``: everyone, or every member of the cluster, or readers of ``data_class`` in the
    row's district, or nobody. ``column`` names the district of a row; empty where rows have none,
    and then whoever may write the class anywhere writes. ``or_read`` and ``or_write`` are further
    SQL conditions over the row. ``ties`` are foreign keys (field names) to rows of the same
    district, which stands in ``tie_column`` where that is another than ``column``: they become
    composite keys, so that a reference can probe nothing.
    """

    data_class: DataClass
    reading: Reading
    column: str = "district_id"
    or_read: str = ""
    or_write: str = ""
    ties: tuple[str, ...] = ()
    tie_column: str = ""

    def read_condition(self) -> str:
        return _either(self._readers(), self.or_read)

    def write_condition(self) -> str:
        if not self.column:
            own = f"(SELECT shigu_scope.may('{self.data_class}'))"
        else:
            own = self._in("writable")
        return _either(own, self.or_write)

    def _readers(self) -> str:
        if self.reading == "everyone":
            return "true"
        if self.reading == "members":
            return "(SELECT shigu_scope.member())"
        if self.reading == "nobody":
            return "false"
        return self._in("readable")

    def _in(self, reach: str) -> str:
        districts = f"(SELECT shigu_scope.{reach}('{self.data_class}'))::bigint[]"
        return f"{self.column} = ANY ({districts})"


def _either(condition: str, other: str) -> str:
    return f"{condition} OR ({other})" if other else condition


def fence_of(model: type[Model]) -> Fence | None:
    """The fence of a model, or of the model whose history it holds."""
    tracked = getattr(model, "pgh_tracked_model", None)
    return cast("Fence | None", getattr(tracked or model, "fence", None))


def fenced_models() -> Iterator[tuple[type[Model], Fence, bool]]:
    """(model, fence, is history) of every fenced table, history tables included."""
    for model in apps.get_models():
        fence = fence_of(model)
        if fence is not None and model._meta.managed and not model._meta.proxy:
            yield model, fence, getattr(model, "pgh_tracked_model", None) is not None
