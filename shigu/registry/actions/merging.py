"""Merging two rows of one organisation, and undoing it; the database moves what leans on them."""

from __future__ import annotations

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.registry.actions.putting import index
from shigu.registry.models import Merge, Organisation
from shigu.registry.policies import may_merge, may_split

MERGE = "SELECT shigu_scope.merge_organisations(%s, %s, %s)"
SPLIT = "SELECT shigu_scope.split_organisations(%s, %s)"
REFUSALS = {
    "both_stand": gettext_lazy("两行中有一行已经并入别的机构；请刷新后再看。"),
    "money_is_counted_once": gettext_lazy(
        "两行在同一个月都有共享账目，合并会少算钱，什么也没有改动；请财政专员先理清账目。"
    ),
    "one_organisation_a_credit_code": gettext_lazy(
        "两行的统一社会信用代码现已相同，不能再分开；请先改正其中一行。"
    ),
    "latest_first": gettext_lazy("这次合并已撤销，或保留的机构后来又有合并；请先撤销后面的。"),
}


@action("registry.merge", pgettext_lazy("历史", "合并"))
def merge(actor: Actor, keep: Organisation, drop: Organisation, *, reason: str) -> Merge:
    """Make two rows one: whatever leans on ``drop``, in any district, leans on ``keep``.

    The dropped row keeps its name and codes and is found through the kept one. A row that would
    double one of the kept organisation stays where it is.

    Raises:
        Refused: another district keeps one of the two and has not agreed, one is merged already,
            both have money of the same month, no reason, or a row with itself.
    """
    say_why(reason)
    if keep.pk == drop.pk:
        raise Refused(_("这是同一行，不必合并。"))
    may_merge(actor, keep, drop).require()
    key = _asked(MERGE, keep.pk, drop.pk, reason.strip())
    index([keep.code, drop.code])
    return Merge.objects.get(pk=key)


@action("registry.split", pgettext_lazy("历史", "撤销合并"))
def split(actor: Actor, merged: Merge, *, reason: str) -> int:
    """Undo a merge: every row that it moved goes back. The latest of a kept row comes first.

    Returns how many rows were pointed elsewhere or deleted since and so did not go back.

    Raises:
        Refused: other districts keep both rows, it is undone already, a later merge stands, or no
            reason.
    """
    say_why(reason)
    may_split(actor, merged).require()
    astray = _asked(SPLIT, merged.pk, reason.strip())
    index([merged.keep.code, merged.drop.code])
    merged.refresh_from_db()
    return astray


def _asked(statement: str, *values: int | str) -> int:
    """What the database answers; a refusal of it in words."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            (answer,) = cursor.fetchone()
    except IntegrityError as error:
        known = REFUSALS.get(_constraint_of(error))
        if known is None:
            raise
        raise Refused(str(known)) from error
    return int(answer)


def _constraint_of(error: IntegrityError) -> str:
    """The name of what refused."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""
