"""Deadlines and clashes in words."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shigu.leads.models import Claim, ClaimEvent, Clash
from shigu.leads.models.claims import STANDING

SHAPES = {
    "active": "good",
    "extended": "good",
    "lapsed": "off",
    "withdrawn": "off",
    "decided": "wrong",
    "closed": "waiting",
    "asked": "busy",
    "open": "good",
    "ended": "off",
}
"""How states look; the word stands beside the shape."""
SOON = 14
"""Days before its end that a protection is told as ending soon."""


def left(until: datetime.date) -> str:
    """How long until a day, and which day it is."""
    days = (until - timezone.localdate()).days
    if days < 0:
        words = ngettext("已过 %d 天", "已过 %d 天", -days) % -days
    elif days == 0:
        words = _("今天到期")
    else:
        words = ngettext("还剩 %d 天", "还剩 %d 天", days) % days
    return _("%(words)s（%(day)s）") % {"words": words, "day": f"{until:%Y-%m-%d}"}


def of_claim(claim: Claim, clashes: list[Clash]) -> str:
    """How a first report stands, in one sentence."""
    if claim.state not in STANDING:
        return _("这件首报%s；记录仍在，不能删改。") % claim.get_state_display()
    told = _("保护期%s。") % left(claim.protected_until)
    waiting = [clash for clash in clashes if clash.state in {"closed", "asked", "open"}]
    clash = of_clash(waiting[0]) if waiting else _("目前没有发现撞单。")
    return _("%(protection)s%(clash)s") % {"protection": told, "clash": clash}


def of_clash(clash: Clash) -> str:
    """What one side knows, in one sentence."""
    moment = f"{timezone.localtime(clash.first_filed_at):%Y-%m-%d %H:%M:%S}"
    told = (
        _("另有一个区县也报了这家企业；最早首报于 %s，是本方。")
        if clash.is_first
        else _("另有一个区县也报了这家企业；最早首报于 %s，是对方。")
    )
    return told % moment


def of_list(counted: Mapping[str, Any]) -> str:
    """How the first reports of a list stand, in one sentence."""
    told = {name: counted.get(name) or 0 for name in ("standing", "ending", "clashing")}
    return (
        _("%(standing)d 件在保护期内，其中 %(ending)d 件两周内到期；%(clashing)d 件有未了的撞单。")
        % told
    )


def until(line: ClaimEvent) -> str:
    """The grounds of a line of the log, with the day that it protects to."""
    day = _("保护到 %s") % f"{line.until:%Y-%m-%d}" if line.until else ""
    return _("；").join(filter(None, (line.words, day)))


def of_leads(counted: Mapping[str, Any]) -> str:
    """How many leads want following, in one sentence."""
    told = {name: counted.get(name) or 0 for name in ("overdue", "today", "mine")}
    return _("%(overdue)d 条逾期未跟踪，%(today)d 条今天到期；您负责的共 %(mine)d 条。") % told
