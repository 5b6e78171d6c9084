"""All links in one table: state, what hangs on them, specialisation by district."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from shigu.report.bilingual import Text
from shigu.report.marks import status
from shigu.report.markup import joined, tag
from shigu.report.names import Json, Names
from shigu.report.numbers import grouped, interval, percent
from shigu.report.tables import Cell, Column, Row, Table, number

NOT_COMPUTABLE = Text("不可计算", "not computable")
NOBODY = Text("无企业", "no firm")
SINGLE = Text("单一来源", "single source")
HEADS = (
    Column(Text("环节", "Link")),
    Column(Text("层 · 段", "Layer · segment")),
    Column(Text("状态", "State")),
    Column(Text("企业与机构", "Organisations"), numeric=True),
    Column(Text("挂靠程度", "Criticality"), Text("%", "%"), numeric=True),
    Column(Text("集群内可控", "Controllable within"), Text("%", "%"), numeric=True),
    Column(Text("集群区位商（收缩估计）", "Location quotient (shrunken)"), numeric=True),
)


@dataclass(slots=True)
class Footnotes:
    """Reasons told once and numbered; a cell refers to its number."""

    told: dict[Text, int] = field(default_factory=dict)

    def refer(self, reason: Json) -> Markup:
        words = Text(reason["zh"], reason["en"])
        number = self.told.setdefault(words, len(self.told) + 1)
        return tag("a", tag("sup", str(number)), href=f"#lq-{number}", class_="cite")


def links_table(plan: Json, names: Names) -> tuple[Table, tuple[Text, ...]]:
    """The table, and the numbered reasons why a quotient cannot be computed."""
    links, notes = plan["chain"]["links"], Footnotes()
    districts = list(dict.fromkeys(key for link in links for key in link["by_district"]))
    heads = (*HEADS, *(Column(names.text("districts", d), numeric=True) for d in districts))
    rows = tuple(_row(link, districts, names, notes) for link in links)
    table = Table(
        "links",
        Text("全部环节", "All links"),
        heads,
        rows,
        Text(
            "链上没有环节。请在 links 表中登记。",
            "The chain has no links: enter them in table links.",
        ),
        wide=True,
    )
    return table, tuple(notes.told)


def _row(link: Json, districts: list[str], names: Names, notes: Footnotes) -> Row:
    key = link["id"]
    return Row(
        (
            Cell(_named(link, names), reasons=tuple(link["reasons"])),
            Cell(_whereabouts(names, key)),
            Cell(_state(link), value=_order(link)),
            number(grouped(len(link["organisations"])), len(link["organisations"])),
            number(grouped(100 * link["criticality"], 1), 100 * link["criticality"]),
            _controllable(link["controllable"]),
            _quotient(link["location_quotient"], link["why"], notes),
            *(_presence(link["by_district"].get(district), notes) for district in districts),
        ),
        key=f"link-{key}",
    )


def _named(link: Json, names: Names) -> Markup:
    words, key = names.text("links", link["id"]), link["id"]
    name = words if link["status"] == "strong" else tag("a", words, href=f"#gap-{key}")
    return joined((name, names.badge("links", key)))


def _whereabouts(names: Names, key: str) -> Text:
    attributes = names.entry("links", key)["attributes"]
    layer = names.text("layers", attributes["layer"])
    segment = names.text("segments", attributes["parent"])
    return Text(f"{layer.zh} · {segment.zh}", f"{layer.en} · {segment.en}")


def _state(link: Json) -> Markup:
    single = tag("span", SINGLE, class_="word quiet") if link["single_source"] else Markup("")
    return joined((status(link["status"], critical=link["critical"]), single))


def _order(link: Json) -> float:
    return ("blank", "weak", "strong").index(link["status"]) - (0.5 if link["critical"] else 0.0)


def _controllable(part: Json) -> Cell:
    scopes = " · ".join(percent(part[k], 0) for k in ("cluster", "city", "province", "nation"))
    return number(grouped(100 * part["cluster"], 0), 100 * part["cluster"], title=scopes)


def _presence(presence: Json | None, notes: Footnotes) -> Cell:
    if presence is None or (presence["organisations"] == 0 and not presence["location_quotient"]):
        return Cell(tag("span", NOBODY, class_="nothing"))
    return _quotient(presence["location_quotient"], presence["why"], notes)


def _quotient(quotient: Json | None, why: Json | None, notes: Footnotes) -> Cell:
    if quotient is None:
        reference = notes.refer(why) if why else Markup("")
        return Cell(tag("span", NOT_COMPUTABLE, reference, class_="nothing"))
    shown = joined(
        (
            grouped(quotient["estimate"], 2),
            tag("span", f" [{interval(quotient['low'], quotient['high'])}]", class_="range"),
        )
    )
    basis = f"{quotient['observed']} / {grouped(quotient['expected'], 2)}"
    return Cell(shown, value=quotient["estimate"], title=basis)
