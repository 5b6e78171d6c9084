"""The terms as an agreement would state them, and how they compare with 5:5."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from shigu.report.against_equal import against_equal
from shigu.report.bilingual import Text, listed, say
from shigu.report.marks import player
from shigu.report.names import Json, Names
from shigu.report.numbers import Scale, money, money_scale, percent
from shigu.report.tables import Cell, Column, Row, Table, number

TARGETS = {
    "nucleolus": Text("核仁", "nucleolus"),
    "shapley": Text("沙普利值", "Shapley value"),
    "least_core": Text("最小核", "least core"),
}
BASES = {
    "local_tax": Text("项目地方留存税收", "local tax of the project"),
    "tax_local": Text("项目地方留存税收", "local tax of the project"),
    "new_local_tax": Text("项目新增地方留存税收", "new local tax of the project"),
}
FUND = Text("共同资金", "joint fund")


@dataclass(frozen=True, slots=True)
class TermsView:
    sentence: Text
    cap: str
    floor: Text
    fund: Text
    phases: Table
    picture: Markup
    payments: Table
    error: str
    error_5_5: str
    reasons: tuple[Json, ...]


def terms_view(terms: Json, names: Names, key: str) -> TermsView:
    rows = terms["against_5_5"]
    scale = money_scale(row[k] for row in rows for k in ("target", "designed", "equal", "high"))
    return TermsView(
        sentence=_sentence(terms),
        cap=percent(terms["parameters"]["cap"]),
        floor=money(terms["parameters"]["floor_yuan"]),
        fund=_fund(terms["parameters"], names),
        phases=_phases(terms["parameters"], names, key),
        picture=against_equal(rows, names, scale),
        payments=_payments(rows, names, scale, f"{key}-payments"),
        error=percent(terms["error"]),
        error_5_5=percent(terms["error_5_5"]),
        reasons=tuple(terms["reasons"]),
    )


def _sentence(terms: Json) -> Text:
    return say(
        "以{base}为基数按期分成，使各方的期望所得贴近{target}：与公平份额合计相差 {error}；"
        "若一律五五分，相差 {equal}。",
        "Split {base} by phase so that what each player may expect meets the {target}: {error} off "
        "the fair shares in all; plain 5:5 would be {equal} off.",
        base=BASES.get(terms["base"], Text(terms["base"], terms["base"])),
        target=TARGETS.get(terms["target"], Text(terms["target"], terms["target"])),
        error=percent(terms["error"]),
        equal=percent(terms["error_5_5"]),
    )


def _phases(parameters: Json, names: Names, key: str) -> Table:
    heads = (
        Column(Text("分给", "Goes to")),
        *(Column(_phase(a, b), Text("%", "%"), numeric=True) for a, b in parameters["phase_years"]),
    )
    shares = parameters["introducer"].items()
    rows = [_share_row(player(names, who), phases) for who, phases in shares]
    if parameters["fund"] > 0:
        rows.append(_share_row(FUND, [parameters["fund"]] * len(parameters["phase_years"])))
    return Table(
        key,
        Text("引荐方与共同资金的分成比例", "What introducers and the joint fund receive"),
        heads,
        tuple(rows),
        Text("没有引荐方。", "No introducer."),
    )


def _fund(parameters: Json, names: Names) -> Text:
    """Who receives the joint fund, in which parts."""
    if parameters["fund"] == 0:
        return Text("不设。", "None.")
    parts = listed(
        say("{who} {part}", "{who} {part}", who=names.text("players", who), part=percent(part))
        for who, part in parameters["fund_parts"].items()
        if part > 0
    )
    return say(
        "每个项目每年新增税收的 {fund} 进共同资金，分给：{parts}。",
        "{fund} of each project's new tax of a year goes to it and is distributed: {parts}.",
        fund=percent(parameters["fund"]),
        parts=parts,
    )


def _phase(first: int, last: int) -> Text:
    return say("投产第 {a}–{b} 年", "years {a}–{b} of production", a=first, b=last)


def _share_row(name: Markup | Text, phases: list[float]) -> Row:
    return Row((Cell(name), *(number(percent(part).rstrip("%"), 100 * part) for part in phases)))


def _payments(rows: list[Json], names: Names, scale: Scale, key: str) -> Table:
    heads = (
        Column(Text("各方", "Player")),
        Column(Text("公平份额", "Fair share"), scale.unit, numeric=True),
        Column(Text("按条款", "Under the terms"), scale.unit, numeric=True),
        Column(Text("5–95% 区间", "5–95 % range"), scale.unit, numeric=True),
        Column(Text("按 5:5", "Under 5:5"), scale.unit, numeric=True),
        Column(Text("条款比 5:5", "Terms less 5:5"), scale.unit, numeric=True),
    )
    title = Text("期望所得与 5:5 对照", "Expected payments against 5:5")
    shown = tuple(_payment(row, names, scale) for row in rows)
    return Table(key, title, heads, shown, Text("没有可分的税收。", "There is no tax to share."))


def _payment(row: Json, names: Names, scale: Scale) -> Row:
    change = row["designed"] - row["equal"]
    amounts = (row["target"], row["designed"])
    return Row(
        (
            Cell(player(names, row["player"])),
            *(number(scale.figure(amount), amount / scale.yuan) for amount in amounts),
            number(
                f"{scale.figure(row['low'])} – {scale.figure(row['high'])}", row["low"] / scale.yuan
            ),
            number(scale.figure(row["equal"]), row["equal"] / scale.yuan),
            number(scale.change(change), change / scale.yuan),
        )
    )
