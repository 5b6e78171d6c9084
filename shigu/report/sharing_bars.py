"""What each player would have alone and what cooperation adds, under three rules."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from shigu.report.bilingual import Text, say
from shigu.report.marks import colour
from shigu.report.markup import drawing, hover, label, tag
from shigu.report.names import Json, Names
from shigu.report.numbers import Scale, money_scale

LEFT, RIGHT, BAR, ROW = 160.0, 120.0, 15.0, 74.0
WIDTH = 900.0
RULES = (
    ("nucleolus", Text("核仁", "nucleolus")),
    ("shapley", Text("沙普利值", "Shapley")),
    ("least_core", Text("最小核", "least core")),
)
TITLE = Text(
    "各方所得：浅色为单干，深色为合作增益的份额，竖线为单干所得",
    "What each player gets: pale is alone, full is its share of the gain, the tick is alone",
)


def allocation(sharing: Json, rule: str) -> Sequence[float]:
    """The payoff vector of a rule, in the order of the players, yuan."""
    vector: Sequence[float] = (
        sharing["least_core"]["allocation"] if rule == "least_core" else sharing[rule]
    )
    return vector


def sharing_bars(plan: Json, names: Names) -> Markup:
    sharing = plan["sharing"]
    amounts = [*sharing["stand_alone"], *(a for r, _ in RULES for a in allocation(sharing, r))]
    scale, axis = money_scale(amounts), Axis(min([0.0, *amounts]), max([0.0, *amounts]))
    rows = [
        _player(names, sharing, i, player, axis, scale)
        for i, player in enumerate(sharing["players"])
    ]
    zero = tag("line", x1=axis(0), x2=axis(0), y1=0, y2=ROW * len(rows), class_="zero")
    unit = label(WIDTH, 12, scale.unit, class_="unit-mark")
    return drawing(WIDTH, ROW * len(rows) + 4, TITLE, *rows, zero, unit, class_="bars")


class Axis:
    """Yuan to units of the picture."""

    def __init__(self, low: float, high: float) -> None:
        self._low = low
        self._per_yuan = (WIDTH - LEFT - RIGHT) / ((high - low) or 1.0)

    def __call__(self, yuan: float) -> float:
        return LEFT + 76 + (yuan - self._low) * self._per_yuan * (1 - 76 / (WIDTH - LEFT - RIGHT))


def _player(names: Names, sharing: Json, i: int, player: str, axis: Axis, scale: Scale) -> Markup:
    top, alone = ROW * i + 10, sharing["stand_alone"][i]
    bars = [
        _bar(top + k * (BAR + 4), rule, alone, allocation(sharing, key)[i], axis, scale)
        for k, (key, rule) in enumerate(RULES)
    ]
    name = label(0, top + BAR + 14, names.text("players", player), class_="name")
    return tag("g", name, *bars, class_=f"player-row {colour(names, player)}")


def _bar(y: float, rule: Text, alone: float, total: float, axis: Axis, scale: Scale) -> Markup:
    words = say(
        "{rule}：共得 {total}，单干 {alone}，合作增益 {gain}（{unit}）",
        "{rule}: {total} in all, {alone} alone, {gain} from cooperation ({unit})",
        rule=rule,
        total=scale.figure(total),
        alone=scale.figure(alone),
        gain=scale.change(total - alone),
        unit=scale.unit,
    )
    end = max(axis(total), axis(0))
    return tag(
        "g",
        hover(words),
        label(LEFT + 68, y + 11, rule, class_="rule"),
        _span(axis, 0, min(alone, total), y, "alone"),
        _span(axis, alone, total, y, "gain" if total >= alone else "loss"),
        tag("line", x1=axis(alone), x2=axis(alone), y1=y - 2, y2=y + BAR + 2, class_="tick"),
        tag("text", scale.figure(total), x=end + 8, y=y + 12, class_="figure"),
    )


def _span(axis: Axis, start: float, end: float, y: float, style: str) -> Markup:
    low, high = sorted((axis(start), axis(end)))
    return tag("rect", x=low, y=y, width=high - low, height=BAR, class_=style)
