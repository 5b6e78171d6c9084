"""Asking the functions of the first-report ledger; its refusals in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.leads import telling

REFUSALS: Mapping[str, Promise] = {
    "no_such_claim": _("没有这件首报，或不由您的区县申报。"),
    "no_such_clash": _("没有这起撞单，或不由您的区县处理。"),
    "no_such_appeal": _("没有这件裁定案，或不由您的单位裁定。"),
    "so_many_filings_a_day": _("本区今天的首报已到上限；撤回的也算。请明天再报。"),
    "claimed_by_yourselves": _("本区已经首报过这家企业，保护期还没有到。"),
    "no_longer_protected": _("这件首报已不在保护期内。"),
    "extended_as_often_as_can_be": _("延期次数已经用完。"),
    "not_to_be_asked_again": _("本方已同意公开，或这起撞单已经了结。"),
    "not_to_be_appealed": _("本方已提请裁定，或这起撞单已经了结。"),
    "nobody_decides": _("还没有专班，无人可以裁定。"),
    "decided_already": _("这件裁定案已经裁定。"),
    "the_clash_is_over": _("有一方的首报已经失效或撤回，撞单已了结，不再裁定。"),
}


def asked(function: str, *arguments: Any) -> Any:
    """What ``shigu_ledger.function`` answered.

    Raises:
        Refused: the ledger refuses, in words; nothing was changed.
    """
    places = ", ".join(["%s"] * len(arguments))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT shigu_ledger.{function}({places})", arguments)
            return cursor.fetchone()[0]
    except IntegrityError as error:
        words = REFUSALS.get(_constraint(error))
        if words is None:
            raise
        raise Refused(words) from None


def _constraint(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", ""))


def keep_up() -> list[Any]:
    """Match what was filed, open what both agreed to, end what has lapsed; the keys of clashes
    that came or were opened. Who filed is told of these, and of what else others did to the claim,
    afterwards: a notice that fails undoes no match.
    """
    with acting_as_system(), connection.cursor() as cursor:
        cursor.execute("SELECT shigu_ledger.keep_up()")
        keys = [key for (key,) in cursor.fetchall()]
    with acting_as_system() as system:
        telling.of_clashes(system, keys)
        telling.of_the_log(system)
    return keys


def keep_up_afterwards() -> None:
    """Do so once this transaction is committed: before, there is nothing to look at.

    Where it fails, the periodic job does it.
    """
    transaction.on_commit(keep_up, robust=True)
