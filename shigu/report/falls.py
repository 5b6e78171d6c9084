"""What stops when somebody falls, and in whose hands each application is."""

from __future__ import annotations

from markupsafe import Markup

from shigu.report.bilingual import Text
from shigu.report.markup import joined
from shigu.report.names import Json, Names
from shigu.report.numbers import grouped, percent
from shigu.report.tables import Cell, Column, Row, Table, number

WORST = 15
TABLES = {"firm": "organisations", "link": "links", "unnamed": "links"}
KINDS = {
    "firm": Text("企业", "firm"),
    "link": Text("环节", "link"),
    "district": Text("区县全部企业", "all of district"),
    "place": Text("外地全部企业", "all of the city"),
    "outside": Text("集群以外全部", "everything outside"),
    "unnamed": Text("来源不明的环节", "unnamed source of"),
}
RINGS = ("cluster", "city", "province", "nation")


def _percent(zh: str, en: str) -> Column:
    return Column(Text(zh, en), Text("%", "%"), numeric=True)


def falls_table(plan: Json, names: Names) -> Table | None:
    """The worst single failures; none in documents that were made without."""
    found = plan["chain"].get("stress")
    if found is None:
        return None
    heads = (
        Column(Text("谁断了", "Who falls")),
        _percent("应用损失", "Loss of applications"),
        _percent("全无替代", "Without substitutes"),
        Column(Text("停摆的应用", "Applications that stop"), numeric=True),
    )
    worst = [one for one in found["single"] if one["loss"] > 0][:WORST]
    return Table(
        "falls",
        Text("谁断了伤得最重", "Whose fall hurts most"),
        heads,
        tuple(_fall(one, names) for one in worst),
        Text("没有一种单一失效会使应用停摆。", "No single failure stops an application."),
    )


def _fall(one: Json, names: Names) -> Row:
    kind = one["kind"]
    who: list[Text | Markup] = [KINDS[kind]]
    if kind != "outside":
        table = TABLES.get(kind, "districts")
        who += [Markup(" "), *(names.html(table, key) for key in one["ids"])]
    loss, bare = 100 * one["loss"], 100 * one["loss_without_substitutes"]
    return Row(
        (
            Cell(joined(tuple(who))),
            number(grouped(loss, 1), loss),
            number(grouped(bare, 1), bare),
            number(str(len(one["stopped"])), len(one["stopped"])),
        )
    )


def control_table(plan: Json, names: Names) -> Table | None:
    """Each application by ring, and what its own ring lacks most."""
    found = plan["chain"].get("control")
    if found is None:
        return None
    heads = (
        Column(Text("应用", "Application")),
        _percent("集群内可控", "Cluster"),
        _percent("本市", "City"),
        _percent("本省", "Province"),
        _percent("全国", "Nation"),
        Column(Text("集群内最缺", "The cluster lacks most")),
    )
    by_application: dict[str, dict[str, Json]] = {}
    for one in found["applications"]:
        by_application.setdefault(one["application"], {})[one["scope"]] = one
    return Table(
        "control",
        Text("应用可控多少", "How controllable the applications are"),
        heads,
        tuple(_held(key, rings, names) for key, rings in by_application.items()),
        Text("没有应用环节。", "There is no application."),
    )


def _held(application: str, rings: dict[str, Json], names: Names) -> Row:
    shares = [100 * rings[ring]["share"] for ring in RINGS]
    lacking = rings["cluster"]["missing"][:1]
    most = joined(
        tuple(
            joined((names.html("links", one["link"]), " ", percent(one["part"]))) for one in lacking
        )
    )
    return Row(
        (
            Cell(names.html("links", application)),
            *(number(grouped(share, 0), share) for share in shares),
            Cell(most if lacking else "—"),
        )
    )
