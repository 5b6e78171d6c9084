"""The list of every coalition."""

from __future__ import annotations

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from shigu.face import marks
from shigu.face.columns import (
    Column,
    MoneyColumn,
    NumberColumn,
    PercentColumn,
)
from shigu.sharing.queries import Player


class PlayersColumn(Column):
    """Some players, each after its colour."""

    def render(self, value: tuple[Player, ...]) -> SafeString:
        return format_html_join("\u3000", "{}", ((marks.named(p.colour, p.name),) for p in value))

    def value(self, **kwargs: Any) -> str:
        return _("、").join(player.name for player in kwargs["value"])


class CoalitionTable(tables.Table):
    """Each coalition: apart, together, and what it would gain by leaving under each rule."""

    members = PlayersColumn(verbose_name=_("联盟"), orderable=False)
    size = NumberColumn(verbose_name=_("方数"))
    apart = MoneyColumn(verbose_name=_("各自单干合计"), decimals=2)
    worth = MoneyColumn(verbose_name=_("合在一起"), decimals=2)
    surplus = MoneyColumn(verbose_name=_("合作净增"), decimals=2)
    nucleolus = MoneyColumn(verbose_name=_("核仁下退出多得"), decimals=2)
    shapley = MoneyColumn(verbose_name=_("沙普利值下"), decimals=2)
    least_core = MoneyColumn(verbose_name=_("最小核下"), decimals=2)
    tau = MoneyColumn(verbose_name=_("τ 值下"), decimals=2)
    nash = MoneyColumn(verbose_name=_("纳什解下"), decimals=2)
    gap = PercentColumn(verbose_name=_("求解误差不超过"), decimals=2)

    class Meta:
        order_by = ("-nucleolus",)
        row_attrs: ClassVar = {
            "class": lambda record: "late" if (record["nucleolus"] or 0) > 0 else ""
        }
