"""Other names and codes of an organisation."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.packrows import Row
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.registry.actions.putting import index
from shigu.registry.models import Identifier, Organisation, OtherName
from shigu.registry.policies import may_write_in


@action("registry.call", gettext_lazy("登记其他名称"))
def call(
    actor: Actor,
    organisation: Organisation,
    text: str,
    kind: str,
    *,
    reason: str,
    known: Row | None = None,
) -> OtherName:
    """Note an alias, a former or an English name; ``known``: since, until, source, note.

    Raises:
        Refused: another district keeps the organisation, no name, no reason, or it is noted.
    """
    may_write_in(actor, organisation.district).require()
    say_why(reason)
    name = OtherName(
        organisation=organisation, text=text.strip(), kind=OtherName.Kind(kind), **(known or {})
    )
    _noted(name, _("“%s”已登记为这家机构的名称，或为空。") % text)
    index([organisation.code])
    return name


@action("registry.identify", gettext_lazy("登记代码"))
def identify(
    actor: Actor,
    organisation: Organisation,
    kind: str,
    value: str,
    *,
    reason: str,
    known: Row | None = None,
) -> Identifier:
    """Note a code by which the organisation is told; ``known``: since, until, source, note.

    Raises:
        Refused: another district keeps the organisation, no reason, or the code is another's.
    """
    may_write_in(actor, organisation.district).require()
    say_why(reason)
    code = Identifier(
        organisation=organisation,
        kind=Identifier.Kind(kind),
        value=value.strip().upper(),
        **(known or {}),
    )
    _noted(code, _("代码 %s 已登记给一家机构。") % value)
    index([organisation.code])
    return code


@action("registry.unname", gettext_lazy("撤下名称或代码"))
def unname(actor: Actor, known: OtherName | Identifier, *, reason: str) -> None:
    """Take a name or a code off an organisation; history keeps it.

    Raises:
        Refused: another district keeps the organisation, or no reason.
    """
    may_write_in(actor, known.organisation.district).require()
    say_why(reason)
    code = known.organisation.code
    known.delete()
    index([code])


def _noted(row: OtherName | Identifier, refusal: str) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(refusal) from error
