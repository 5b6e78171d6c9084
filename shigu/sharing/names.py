"""What codes of agreements are called: parties, kinds, firms and reasons, for the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.districts.models import District
from shigu.engine.sharing.rules.schema import language
from shigu.engine.sharing.rules.values import Words
from shigu.registry.models import Organisation

REASONS: dict[str, str | Promise] = {
    "rounding": _("尾差"),
    "cap": _("封顶"),
    "floor": _("保底"),
    "floor_short": _("保底资金不足"),
    "clawback": _("追回"),
    "reinvest": _("滚动投入"),
    "stabilise": _("稳定补偿"),
    "stabilise_short": _("补偿资金不足，按比例"),
    "not_covered": _("不符合适用条件"),
    "clock_not_started": _("没有起算日期"),
    "before_clock": _("尚未起算"),
    "after_phases": _("分享期已满"),
    "role_unbound": _("没有写明该角色是谁"),
    "cap_reached": _("已达封顶"),
    "offset": _("抵减后没有可分的"),
}


def in_words(words: Words) -> str:
    """What the engine says, in the reader's language."""
    return words.en if get_language() == "en" and words.en else words.zh


def kind_names() -> dict[str, str]:
    """Every kind of tax and indicator by its code."""
    return {code: in_words(kind.words) for code, kind in language().kinds.items()}


def reason_words(codes: Iterable[str]) -> str:
    """Why a line is what it is, in one row of words."""
    return "、".join(str(REASONS.get(code, code)) for code in codes)


def party_names(codes: Iterable[str], texts: Iterable[Mapping[str, Words]] = ()) -> dict[str, str]:
    """Parties by name: players as the site calls them, others as the texts do."""
    found = {code: code for code in codes}
    for parties in texts:
        found |= {code: in_words(words) for code, words in parties.items()}
    players = District.objects.filter(code__in=found).exclude(player="")
    return found | {place.code: place.name for place in players}


def firm_rows(codes: Iterable[str]) -> dict[str, Organisation]:
    """Firms by their code in the registry."""
    wanted = {code for code in codes if code}
    return {row.code: row for row in Organisation.objects.filter(code__in=wanted)} if wanted else {}
