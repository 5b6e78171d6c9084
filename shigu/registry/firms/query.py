"""A question to the loaded registry, put together step by step and asked when it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any, overload

from shigu.face.counting import CAP
from shigu.registry.firms.asking import opened, rows_of

Row = dict[str, Any]
Dress = Callable[[list[Row]], list[Row]]
ORDERS = ("name", "district", "founded", "capital_wan", "industry", "uscc")
"""Columns that a list may be sorted by; others are left aside."""
PAGE = 2_000


def bare(rows: list[Row]) -> list[Row]:
    """Rows as the registry has them."""
    return rows


@dataclass(frozen=True)
class Firms:
    """Firms of ``file`` that meet all ``conditions``; ``values`` are bound to these in order.

    Stands where lists and filter sets take a queryset: ``order_by``, slices, iteration, ``len``
    (which counts no further than lists page). ``dress`` adds to each page what others know.
    """

    file: Path
    positions: Path | None = None
    conditions: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()
    order: tuple[str, ...] = ("name", "uscc")
    dress: Dress = bare
    model = None

    @property
    def query(self) -> SimpleNamespace:
        """What lists ask of a queryset: the columns that it is sorted by."""
        return SimpleNamespace(order_by=self.order)

    def all(self) -> Firms:
        """The same question."""
        return self

    def narrow(self, condition: str, *values: Any) -> Firms:
        """Those of them that meet a condition in SQL; its ``?`` are bound to ``values``."""
        return replace(
            self,
            conditions=(*self.conditions, f"({condition})"),
            values=(*self.values, *values),
        )

    def order_by(self, *names: str) -> Firms:
        """In the order of these columns, a leading ``-`` for falling; unknown values come last."""
        told = [name for name in names if name.removeprefix("-") in ORDERS]
        return replace(self, order=(*told, "uscc")) if told else self

    def count(self) -> int:
        """How many there are, ``CAP`` + 1 at most."""
        return len(self)

    def __len__(self) -> int:
        return self._many

    @cached_property
    def _many(self) -> int:
        inner = f"SELECT 1 FROM read_parquet(?) f{self._where()} LIMIT {CAP + 1}"
        (row,) = self._asked(f"SELECT count(*) AS many FROM ({inner})", ())
        return int(row["many"])

    def __iter__(self) -> Iterator[Row]:
        start = 0
        while rows := self[start : start + PAGE]:
            yield from rows
            start += PAGE

    @overload
    def __getitem__(self, wanted: int) -> Row: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[Row]: ...
    def __getitem__(self, wanted: int | slice) -> Row | list[Row]:
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        start, stop = wanted.start or 0, wanted.stop
        statement = f"SELECT f.* FROM read_parquet(?) f{self._where()}{self._sorted()}"
        if stop is None:
            return self.dress(self._asked(f"{statement} OFFSET ?", (start,)))
        return self.dress(self._asked(f"{statement} LIMIT ? OFFSET ?", (stop - start, start)))

    def _asked(self, statement: str, after: tuple[Any, ...]) -> list[Row]:
        files = [path for path in (self.file, self.positions) if path]
        with opened(*files) as connection:
            return list(rows_of(connection, statement, (str(self.file), *self.values, *after)))

    def _where(self) -> str:
        return f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""

    def _sorted(self) -> str:
        keys = [
            f"f.{name.removeprefix('-')}{' DESC' if name.startswith('-') else ''} NULLS LAST"
            for name in self.order
        ]
        return f" ORDER BY {', '.join(keys)}"
