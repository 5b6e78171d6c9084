"""Words of the statistics of projects."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.engine.counting.load import shipped
from shigu.engine.counting.values import Rules

DEFAULT = "vision-valley"


class Event(TextChoices):
    """What happened; the values are those of the engine."""

    SIGNING = "signing", _("签约")
    INCREASE = "increase", _("增资")
    UPGRADE = "upgrade", _("升格")
    OWNER_CHANGE = "owner_change", _("更换业主")


def rules_named(code: str) -> Rules:
    """The counting rules of that id, else the default ones."""
    found = shipped()
    return found.get(code) or found[DEFAULT]


def titles() -> list[tuple[str, str]]:
    """Every set of rules that ships, by id, in the language of the reader."""
    return [(each.id, said(each.title_zh, each.title_en)) for each in shipped().values()]


def said(zh: str, en: str) -> str:
    """One of the two, in the language of the reader."""
    return en if get_language() == "en" else zh
