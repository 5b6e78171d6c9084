"""Parents: no circles, and links hang on segments; supplies join links only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem, problem
from shigu.engine.pack.sheet import Sheet, Sheets


def check_trees(sheet: Sheet) -> Iterator[Problem]:
    """Every circle of parents once, at its first row."""
    tree = sheet.table.tree
    if tree not in sheet.present:
        return
    rows = sheet.frame.select("id", tree, ROW).drop_nulls(("id", tree)).iter_rows()
    parents = {child: (parent, row) for child, parent, row in rows}
    for circle in _circles({child: parent for child, (parent, _) in parents.items()}):
        row = min(parents[child][1] for child in circle)
        path = " → ".join((*circle, circle[0]))
        yield problem("cycle", sheet.table.name, row, tree, value=path)


def _circles(parents: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    seen: set[str] = set()
    for start in parents:
        walk: dict[str, int] = {}
        at = start
        while at in parents and at not in seen and at not in walk:
            walk[at] = len(walk)
            at = parents[at]
        if at in walk:
            yield tuple(walk)[walk[at] :]
        seen.update(walk)


def check_phases(projects: Sheet) -> Iterator[Problem]:
    """Every circle of phases once, at its first row."""
    rows = projects.frame.select("id", "phase_of", ROW).drop_nulls(("id", "phase_of")).iter_rows()
    before = {later: (earlier, row) for later, earlier, row in rows if later != earlier}
    for circle in _circles({later: earlier for later, (earlier, _) in before.items()}):
        row = min(before[each][1] for each in circle)
        path = " → ".join((*circle, circle[0]))
        yield problem("phase-cycle", projects.table.name, row, "phase_of", value=path)


def check_links(links: Sheet) -> Iterator[Problem]:
    """The parent of a link is a segment, that is, a row without parent."""
    parents = links.frame.drop_nulls("parent")
    deep = pl.col("parent").is_in(parents["id"].to_list())
    for row, (parent,) in links.where(deep & ~_in_circle(parents), "parent"):
        yield problem("parent-not-segment", links.table.name, row, "parent", value=parent)


def _in_circle(parents: pl.DataFrame) -> pl.Expr:
    of = dict(parents.select("id", "parent").drop_nulls().iter_rows())
    return pl.col("id").is_in([link for circle in _circles(of) for link in circle])


def check_supplies(supplies: Sheet, sheets: Sheets) -> Iterator[Problem]:
    itself = pl.col("from_link") == pl.col("to_link")
    for row, (link,) in supplies.where(itself, "to_link"):
        yield problem("supply-self", supplies.table.name, row, "to_link", value=link)
    if "links" not in sheets or "parent" not in sheets["links"].present:
        return
    links = sheets["links"].frame
    segments = links.filter(pl.col("parent").is_null())["id"].drop_nulls().to_list()
    for end in ("from_link", "to_link"):
        for row, (link,) in supplies.where(pl.col(end).is_in(segments) & ~itself, end):
            yield problem("supply-segment", supplies.table.name, row, end, value=link)
