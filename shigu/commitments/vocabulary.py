"""Words of promises: where one comes from, what proves it, how it stands, what follows."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.engine.promises.indicators import Indicator, indicators


class Basis(TextChoices):
    """Where a promise stands written."""

    AGREEMENT = "agreement", _("履约协议")
    CONTRACT = "contract", _("投资合同")
    LAND = "land", _("土地出让合同")
    STATEMENT = "statement", _("已采信的表述")


class Kind(TextChoices):
    """What a piece of evidence is."""

    INVOICE = "invoice", _("发票")
    PERMIT = "permit", _("许可或证照")
    TAX = "tax", _("完税证明")
    STATISTICS = "statistics", _("入统记录")
    AUDIT = "audit", _("审计或验收报告")
    PHOTO = "photo", _("照片")
    OTHER = "other", _("其他")


class Standing(TextChoices):
    """How a promise stands; the values are those of the engine."""

    ON_TRACK = "on_track", _("正常")
    DUE_SOON = "due_soon", _("临期")
    MET = "met", _("已兑现")
    LATE = "late", _("逾期兑现")
    PARTLY = "partly", _("部分兑现")
    MISSED = "missed", _("未兑现")


SHAPES = {
    Standing.ON_TRACK.value: "off",
    Standing.DUE_SOON.value: "waiting",
    Standing.MET.value: "good",
    Standing.LATE.value: "weak",
    Standing.PARTLY.value: "busy",
    Standing.MISSED.value: "wrong",
}


class Remedy(TextChoices):
    """A step after a broken promise; the values are those of the engine."""

    NOTICE = "notice", _("书面通知")
    CURE = "cure", _("限期整改")
    PENALTY = "penalty", _("违约金")
    BUY_BACK = "buy_back", _("回购或收回")
    SETTLED = "settled", _("整改到位")


def choices() -> list[tuple[str, str]]:
    """Every indicator with its name in both languages, as forms and models take it."""
    return [(each.code, each.zh) for each in indicators().values()]


def name_of(code: str) -> str:
    """The indicator in the language of the reader."""
    found = indicators()[code]
    return found.en if get_language() == "en" else found.zh


def unit_of(code: str) -> str:
    """Its unit in the language of the reader; empty for a day."""
    found = indicators()[code]
    return found.unit_en if get_language() == "en" else found.unit_zh


def indicator(code: str) -> Indicator:
    """The indicator itself."""
    return indicators()[code]
