"""What a document calls things, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.face import units

Json = Mapping[str, Any]


def language() -> str:
    return get_language() or "zh-hans"


def told(sentence: Json) -> str:
    """A sentence that the document holds in both languages."""
    return str(sentence["en" if language() == "en" else "zh"])


def yuan(amount: float | None) -> str:
    """An amount of yuan inside a sentence."""
    return units.money(_exact(amount), language())


def money_parts(amount: float | None) -> tuple[str, str]:
    """The figure and its unit apart, as a key figure shows them."""
    return units.money_parts(_exact(amount), language())


def in_wan(amount: float | None) -> str:
    """The bare figure in 万元."""
    return units.grouped(None if amount is None else amount / 10_000)


def phase_words(phase: str) -> str:
    """A phase of the computation as people call it."""
    return {
        "": _("读取数据"),
        "replan": _("找挪动最少的安排"),
        "chain": _("评估产业链"),
        "siting": _("安排位置"),
        "sharing": _("计算分享"),
        "sensitivity": _("检验靠不靠得住"),
    }.get(phase, phase)


def _exact(amount: float | None) -> Decimal | None:
    return None if amount is None else Decimal(repr(amount))


@dataclass(frozen=True, slots=True)
class Names:
    """The index of a document."""

    index: Json

    def __call__(self, table: str, key: str) -> str:
        entry = self.index.get(table, {}).get(key)
        return told(entry) if entry else key

    def players(self, keys: list[str]) -> str:
        return _("、").join(self("players", key) for key in keys)

    def place(self, key: str) -> str:
        """Whatever a price is of: a space, a pool, a quota or a place."""
        for table in ("spaces", "pools", "quotas", "zones", "districts", "players"):
            if key in self.index.get(table, {}):
                return self(table, key)
        return key
