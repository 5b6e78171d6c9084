"""What may be noted of an organisation: codes by their standards, days in their order."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _

from shigu.districts.policies import Refused
from shigu.engine.entity.identifiers import (
    IdentifierKind,
    UnknownIdentifier,
    WrongCheck,
    identify,
)
from shigu.registry.models import Identifier

DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\Z")
FIRST = "0000-01-01"
FORMS: dict[str, frozenset[IdentifierKind]] = {
    Identifier.Kind.CREDIT: frozenset({IdentifierKind.CREDIT}),
    Identifier.Kind.REGISTRATION: frozenset(
        {IdentifierKind.REGISTRATION, IdentifierKind.OLD_REGISTRATION}
    ),
    Identifier.Kind.BODY: frozenset({IdentifierKind.ORGANISATION}),
}
"""Kinds of codes that a standard checks, by the forms that they have; others are kept as told."""


def right_code(kind: str, text: str) -> str:
    """The code as it is kept: in capitals, without spaces and hyphens where a standard says so.

    Raises:
        Refused: it is none of this kind, or its check character is wrong; the right one is said.
    """
    if kind not in FORMS:
        if not (code := text.strip().upper()):
            raise Refused(_("请写代码。"))
        return code
    label = str(Identifier.Kind(kind).label)
    try:
        found = identify(text)
    except WrongCheck as wrong:
        if wrong.kind in FORMS[kind]:
            told = {"code": wrong.code, "right": wrong.right, "kind": label}
            raise Refused(
                _("%(code)s 不是正确的%(kind)s：最后一位校验码应为 %(right)s。") % told
            ) from wrong
        raise Refused(_not_of(text, label)) from wrong
    except UnknownIdentifier as unknown:
        raise Refused(_not_of(text, label)) from unknown
    if found.kind not in FORMS[kind]:
        raise Refused(_not_of(text, label))
    return found.code


def _not_of(text: str, label: str) -> str:
    return _("“%(text)s”的位数或字符不是%(kind)s的。") % {"text": text.strip(), "kind": label}


def in_order(since: str, until: str) -> None:
    """Days known in part (2019, 2019-04 or 2019-04-18) or not at all, the later one last.

    Raises:
        Refused: one is no day, or ``until`` lies before ``since``.
    """
    for text in filter(None, (since, until)):
        if not _is_day(text):
            raise Refused(_("日期写作 2019、2019-04 或 2019-04-18，不能是“%s”。") % text)
    shared = min(len(since), len(until))
    if until[:shared] < since[:shared]:
        raise Refused(_("止期 %(until)s 早于起期 %(since)s。") % {"until": until, "since": since})


def _is_day(text: str) -> bool:
    if not DAY.match(text):
        return False
    try:
        date.fromisoformat(text + FIRST[len(text) :])
    except ValueError:
        return False
    return True
