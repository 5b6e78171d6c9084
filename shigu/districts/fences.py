"""Row-level security as data: each model says who reads and writes its rows, in one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from django.apps import apps
from django.db.models import Model

from shigu.districts.vocabulary import DataClass

Reading = Literal["everyone", "members", "district", "seated", "nobody"]
SYSTEM = "(SELECT shigu_scope.everything())"
ACTOR = "(SELECT shigu_scope.actor())"


@dataclass(frozen=True, slots=True)
class Fence:
    """Who may read and write the rows of a table.

    ``reading``: everyone, or every member of the cluster, or readers of ``data_class`` in the
    row's district, or only those of them who have a seat there (so that no grant lends the rows),
    or nobody. ``column`` names the district of a row; empty where rows have none, and then whoever
    may write the class anywhere writes. ``shared_with`` names a second district whose readers read
    too, ``person`` an account that reads its own rows. ``or_read`` and ``or_write`` are further SQL
    conditions over the row. ``ties`` are foreign keys (field names) to rows of the same district,
    which stands in ``tie_column`` where that is another than ``column``: they become composite
    keys, so that a reference can probe nothing. Where rows may go to another district (``moves``)
    what is tied to them goes along.

    ``by_system`` leaves writing to the installation itself. ``inserts`` is the condition of a new
    row where that is another; ``changes`` are the columns that may change later, all unless told;
    ``closed`` tells the rows that no longer change; ``deletes`` whether rows may go; ``appends``
    that rows are only added, as in a ledger; ``history`` who reads the history where that is
    another.

    Reading rows of another district is kept where a grant opened them: by ``lent_class`` where
    that is another than ``data_class``, of the districts in ``lent_columns`` and ``shared_with``;
    ``lent_through`` is a foreign key to a row of that class whose districts lend this one too,
    and ``told`` names the flag of rows that are open to every member anyway.

    ``keeper`` is a role of the database whose functions alone write the rows; ``reader`` is one
    whose functions read them.
    """

    data_class: DataClass
    reading: Reading
    column: str = "district_id"
    shared_with: str = ""
    person: str = ""
    or_read: str = ""
    or_write: str = ""
    ties: tuple[str, ...] = ()
    tie_column: str = ""
    moves: bool = False
    by_system: bool = False
    inserts: str = ""
    changes: tuple[str, ...] = ()
    closed: str = ""
    deletes: bool = True
    appends: bool = False
    history: str = ""
    lent_class: DataClass | None = None
    lent_columns: tuple[str, ...] = ("district_id",)
    lent_through: str = ""
    told: str = ""
    keeper: str = ""
    reader: str = ""

    @property
    def lent_as(self) -> str:
        """The class under which rows are lent to another district; empty where they are not."""
        return self.lent_class or (self.data_class if self.reading == "district" else "")

    @property
    def lenders(self) -> tuple[str, ...]:
        """The columns whose districts may have lent a row."""
        return (*self.lent_columns, *filter(None, [self.shared_with]))

    def read_condition(self) -> str:
        return _either(
            self._readers(),
            self.shared_with and self._in("readable", self.shared_with),
            self.person and f"{self.person} = {ACTOR}",
            self.or_read,
        )

    def write_condition(self) -> str:
        if self.by_system:
            own = SYSTEM
        elif not self.column:
            own = f"(SELECT shigu_scope.may('{self.data_class}'))"
        else:
            own = self._in("writable", self.column)
        return _either(own, self.or_write)

    def insert_condition(self) -> str:
        return _either(self.inserts, SYSTEM) if self.inserts else self.write_condition()

    def update_condition(self) -> str:
        condition = self.write_condition()
        return f"({condition}) AND NOT ({self.closed})" if self.closed else condition

    def _readers(self) -> str:
        match self.reading:
            case "everyone":
                return "true"
            case "members":
                return "(SELECT shigu_scope.member())"
            case "nobody":
                return "false"
            case "district":
                return self._in("readable", self.column)
            case "seated":
                return self._in("seated", self.column)

    def _in(self, reach: str, column: str) -> str:
        districts = f"(SELECT shigu_scope.{reach}('{self.data_class}'))::bigint[]"
        return f"{column} = ANY ({districts})"


def _either(condition: str, *others: str) -> str:
    return " OR ".join([condition, *(f"({other})" for other in others if other)])


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
