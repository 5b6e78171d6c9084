"""The credit code of a firm that is reported, where the public register tells it."""

from __future__ import annotations

from django.db.models import Q

from shigu.districts.actors import Actor
from shigu.engine.entity.identifiers import plain_code
from shigu.engine.entity.names.plain import bare_name
from shigu.projects.models import Project
from shigu.registry.models import Organisation
from shigu.registry.queries import found

LOOKED_AT = 50


def code_of(actor: Actor, firm: str, given: str, project: Project | None) -> str:
    """The code as it was given, else of the project's investor or of the one organisation that is
    or was called so: a firm that changed its name is one firm. What others reported first
    is not asked.
    """
    if code := plain_code(given):
        return code
    bare = bare_name(firm)
    investor = project.organisation if project is not None else None
    if investor is not None and investor.uscc and _is_called(investor, bare):
        return investor.uscc
    register = Organisation.objects.visible_to(actor).exclude(uscc="")
    called_so = Q(pk__in=found(register, firm).values("pk")) | Q(other_names__text=firm.strip())
    rows = register.filter(called_so).order_by("pk").distinct()
    codes = {
        row.uscc
        for row in rows.prefetch_related("other_names")[:LOOKED_AT]
        if _is_called(row, bare)
    }
    return codes.pop() if len(codes) == 1 else ""


def _is_called(row: Organisation, bare: str) -> bool:
    names = [row.name_zh, *(other.text for other in row.other_names.all())]
    return bare in {bare_name(name) for name in names}
