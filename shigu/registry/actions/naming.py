"""Other names and codes of an organisation."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.packrows import Row
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.registry.actions.putting import index
from shigu.registry.knowing import in_order, right_code
from shigu.registry.models import Identifier, Organisation, OtherName
from shigu.registry.policies import may_write_in


@action("registry.call", pgettext_lazy("历史", "登记其他名称"))
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
        Refused: another district keeps the organisation, no name, no reason, the days are in no
            order, or it is noted.
    """
    may_write_in(actor, organisation.district).require()
    say_why(reason)
    name = OtherName(
        organisation=organisation, text=text.strip(), kind=OtherName.Kind(kind), **(known or {})
    )
    in_order(name.since, name.until)
    _noted(name, _("“%s”已登记为这家机构的名称，或为空。") % text)
    index([organisation.code])
    return name


@action("registry.identify", pgettext_lazy("历史", "登记代码"))
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
        Refused: another district keeps the organisation, no reason, the code is of another form or
            ends in another check character, the days are in no order, or the code is another's.
    """
    may_write_in(actor, organisation.district).require()
    say_why(reason)
    right = right_code(kind, value)
    if kind == Identifier.Kind.CREDIT and _of_another(organisation, right):
        raise Refused(_("代码 %s 已登记给一家机构。") % right)
    code = Identifier(
        organisation=organisation, kind=Identifier.Kind(kind), value=right, **(known or {})
    )
    in_order(code.since, code.until)
    _noted(code, _("代码 %s 已登记给一家机构。") % value)
    index([organisation.code])
    return code


@action("registry.close", pgettext_lazy("历史", "注明止期"))
def close(
    actor: Actor, known: OtherName | Identifier, until: str, *, reason: str
) -> OtherName | Identifier:
    """Say until when a name or a code held: 2019, 2019-04 or 2019-04-18; empty for still.

    Raises:
        Refused: another district keeps the organisation, no reason, or it began later.
    """
    may_write_in(actor, known.organisation.district).require()
    say_why(reason)
    held = type(known).objects.select_for_update(no_key=True).get(pk=known.pk)
    held.until = until.strip()
    in_order(held.since, held.until)
    held.save(update_fields=["until"])
    return held


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


def _of_another(organisation: Organisation, code: str) -> bool:
    """Whether a standing organisation but this one has the credit code as its own."""
    standing = Organisation.objects.filter(uscc=code, merged_into=None)
    return standing.exclude(pk=organisation.pk).exists()


def _noted(row: OtherName | Identifier, refusal: str) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(refusal) from error
