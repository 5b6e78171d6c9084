"""Rows of a list that are read only as far as its page reaches; all of them where it is sorted."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, Self, overload

from django_tables2.data import TableListData


class LazyRows(Sequence[dict[str, Any]]):
    """Rows in an order of their own, by place; enough of a queryset for a filter set."""

    model = None

    @abstractmethod
    def read(self, since: int, until: int) -> list[dict[str, Any]]:
        """The rows from one place to another."""

    def all(self) -> Self:
        """The rows themselves: filters take them down by their own methods."""
        return self

    @overload
    def __getitem__(self, place: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, place: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, place: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(place, int):
            at = range(len(self))[place]
            return self.read(at, at + 1)[0]
        since, until, step = place.indices(len(self))
        return self.read(since, until)[::step]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.read(0, len(self)))


class LazyData(TableListData):
    """The data of a table over lazy rows; a page that is asked for again is not read again."""

    def __init__(self, data: Any) -> None:
        self.data = data
        self._page: tuple[slice | int | None, Any] = (None, None)

    def __getitem__(self, key: slice | int) -> Any:
        if self._page[0] != key:
            self._page = (key, self.data[key])
        return self._page[1]

    def order_by(self, aliases: Any) -> None:
        """All rows, sorted."""
        if aliases:
            self.data, self._page = list(self.data), (None, None)
            sort: Any = super().order_by
            sort(aliases)
