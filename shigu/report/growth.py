"""Where the cluster could go next: the links on its diversification frontier."""

from __future__ import annotations

from shigu.report.bilingual import Text
from shigu.report.names import Json, Names
from shigu.report.numbers import grouped
from shigu.report.tables import Cell, Column, Row, Table, number


def frontier_table(plan: Json, names: Names) -> Table | None:
    """Links that no other beats in nearness, demand on skill and local demand at once; none in
    documents that were made without."""
    areas = plan["chain"].get("frontiers", ())
    whole = next((area for area in areas if area["kind"] == "cluster"), None)
    if whole is None:
        return None
    heads = (
        Column(Text("环节", "Link")),
        Column(Text("关联密度", "Relatedness density"), Text("%", "%"), numeric=True),
        Column(Text("复杂度", "Complexity (PCI)"), numeric=True),
        Column(Text("本地需求", "Local demand"), Text("家", "firms"), numeric=True),
    )
    return Table(
        "frontier",
        Text("下一步可走向的环节", "Links within reach"),
        heads,
        tuple(_step(point, names) for point in whole["points"] if point["on_frontier"]),
        Text("没有可以比较的新环节。", "There is no further link to compare."),
    )


def _step(point: Json, names: Names) -> Row:
    density = 100 * point["density"]
    return Row(
        (
            Cell(names.html("links", point["link"])),
            number(grouped(density, 0), density),
            number(grouped(point["complexity"], 2), point["complexity"]),
            number(grouped(point["demand"], 1), point["demand"]),
        )
    )
