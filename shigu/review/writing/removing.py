"""Taking out a row that came to be by an acceptance, while nothing leans on it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.policies import Refused
from shigu.projects.actions import unfile
from shigu.projects.models import Project


def remove(actor: Actor, row: Model, reason: str) -> None:
    """Delete ``row``; a project through its own verb, which takes its log along.

    Raises:
        Refused: something leans on it.
    """
    if isinstance(row, Project):
        unfile(actor, row, reason=reason)
        return
    try:
        with transaction.atomic():
            row.delete()
    except (ProtectedError, RestrictedError, IntegrityError) as error:
        raise Refused(_("已有别的记录用到它，不能撤销；请在它的页面上改正。")) from error
