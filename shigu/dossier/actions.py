"""What people do with the file of a project: write a record, change it, add its paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.papers import checked_name
from shigu.districts.verbs import action
from shigu.dossier.models import Papered, Record
from shigu.projects.models import Project
from shigu.projects.policies import may_revise

R = TypeVar("R", bound=Record)
P = TypeVar("P", bound=Papered)


@action("dossier.write", gettext_lazy("登记项目档案"))
def write(
    actor: Actor, project: Project, model: type[R], values: Mapping[str, Any], *, reason: str = ""
) -> R:
    """Put a record into the file of a project.

    Raises:
        Refused: another district keeps the project.
        ValidationError: a value is missing or wrong, or there is such a record already.
    """
    may_revise(actor, project).require()
    made = model(district_id=project.district_id, project=project, **values)
    made.full_clean()
    made.save()
    return made


@action("dossier.revise", gettext_lazy("修改项目档案"))
def revise(actor: Actor, row: R, values: Mapping[str, Any], *, reason: str = "") -> R:
    """Change a record; history keeps what it was.

    Raises:
        Refused: another district keeps the project.
        ValidationError: a value is missing or wrong.
    """
    may_revise(actor, row.project).require()
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return row


@action("dossier.attach", gettext_lazy("加入批文"))
def attach(actor: Actor, row: P, name: str, content: bytes, *, reason: str = "") -> P:
    """Keep the paper of a clearance or an approval; another takes its place.

    Raises:
        Refused: another district's, or the file is empty, too large or of another kind.
    """
    may_revise(actor, row.project).require()
    row.file_name, row.content = checked_name(name, content), content
    row.save(update_fields=["file_name", "content"])
    return row
