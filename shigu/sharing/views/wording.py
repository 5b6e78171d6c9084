"""What the rules are called, what each means, and how it is computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.face.pieces import Input, Why
from shigu.sharing.queries import Division, Player

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of division: its name, what it stands for, its formula."""

    key: str
    name: Words
    meaning: Words
    formula: Words


RULES = (
    Rule(
        "nucleolus",
        gettext_lazy("核仁"),
        gettext_lazy(
            "让最不满意的联盟尽量满意，再照顾次不满意的，依次类推；只要核不空，它就在核里。"
        ),
        "lex min  e(S, x) = v(S) − x(S)",
    ),
    Rule(
        "shapley",
        gettext_lazy("沙普利值"),
        gettext_lazy("每一方按它加入各种联盟时平均带来的增值分。"),
        "φᵢ = Σ (|S|−1)!(n−|S|)!/n! · (v(S) − v(S∖i))",
    ),
    Rule(
        "least_core",
        gettext_lazy("最小核"),
        gettext_lazy("使任何联盟退出的好处最小的分法；有多种时取离沙普利值最近的。"),
        "min ε :  x(S) ≥ v(S) − ε",
    ),
    Rule(
        "tau",
        gettext_lazy("τ 值"),
        gettext_lazy("在各方最多能指望的和至少能坚持的之间，按同一比例折中。"),
        "τ = m + α(M − m)",
    ),
    Rule(
        "nash",
        gettext_lazy("纳什解"),
        gettext_lazy("各拿回单干所得，合作净增平均分。"),
        "xᵢ = v(i) + (v(N) − Σ v(j)) / n",
    ),
)
BY_KEY = {rule.key: rule for rule in RULES}


def rule_why(division: Division, rule: Rule) -> Why:
    """What a rule means, its formula, and the amounts it starts from."""
    return Why(
        sentence=division.unanswered.get(rule.key) or rule.meaning,
        formula=rule.formula,
        inputs=(
            Input(_("合作方"), str(len(division.players))),
            Input(_("联盟价值"), _("%d 个，由选址模型逐个求解") % len(division.coalitions)),
        ),
        as_of=division.about.as_of,
    )


def listed(players: Sequence[Player]) -> str:
    """Names in a row, as the language joins them."""
    return _("、").join(player.name for player in players)
