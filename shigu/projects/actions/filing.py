"""What people do with a project's own facts: file, revise, take back, disclose, estimate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.projects.models import Project, ProjectYear
from shigu.projects.policies import may_disclose, may_file_in, may_revise
from shigu.projects.stages import FILED_AT

UNFILE = "SELECT shigu_scope.unfile(%s)"
OF_OTHER_VERBS = frozenset({"stage", "stage_since", "district", "introducer", "disclosed"})


@action("projects.file", pgettext_lazy("历史", "登记项目"))
def file(
    actor: Actor, district: District, values: Mapping[str, Any], *, reason: str = ""
) -> Project:
    """Register a project that ``district`` reports first.

    Raises:
        Refused: the actor files no projects of that district, the code is taken there, or the
            stage is one that is reached by steps only.
    """
    may_file_in(actor, district).require()
    if values.get("stage") not in FILED_AT:
        raise Refused(_("新项目从线索到在谈登记；以后的阶段逐步办理，已有的台账用数据表导入。"))
    code = str(values.get("code") or f"p-{uuid4().hex[:8]}")
    if Project.objects.filter(district=district, code=code).exists():
        raise Refused(_("%(district)s已有编号 %(code)s。") % {"district": district, "code": code})
    fresh = Project(district=district, introducer=district, **{**values, "code": code})
    fresh.full_clean()
    fresh.save()
    return fresh


@action("projects.revise", gettext_lazy("修改项目"))
def revise(
    actor: Actor, project: Project, values: Mapping[str, Any], *, reason: str = ""
) -> Project:
    """Change fields of a project; its stage and its district have verbs of their own.

    Raises:
        Refused: it is another district's, or the change is of its stage, district or openness.
    """
    may_revise(actor, project).require()
    if own := OF_OTHER_VERBS & values.keys():
        raise Refused(_("%s 不在此处修改。") % "、".join(sorted(own)))
    locked = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    return locked


@action("projects.unfile", gettext_lazy("撤回登记"))
def unfile(actor: Actor, project: Project, *, reason: str) -> None:
    """Take a project out that was filed by mistake, with the one step of its log; history keeps it.

    Raises:
        Refused: another district's, it has moved on, something leans on it, or no reason.
    """
    may_revise(actor, project).require()
    say_why(reason)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(UNFILE, [project.pk])
    except IntegrityError as error:
        raise Refused(_("项目已有进展或别的记录，不能撤回登记；请在它的页面上办理。")) from error


@action("projects.disclose", pgettext_lazy("历史", "向集群公开"))
def disclose(actor: Actor, project: Project, *, reason: str) -> Project:
    """Open a fact with its source to all members of the cluster.

    Raises:
        Refused: it is another district's, no fact with a source, or no reason is given.
    """
    may_disclose(actor, project).require()
    if not reason.strip():
        raise Refused(_("请写明公开的依据。"))
    project.disclosed = True
    project.save(update_fields=["disclosed"])
    return project


@action("projects.estimate", gettext_lazy("修改分年估算"))
def estimate(
    actor: Actor, project: Project, years: Iterable[Mapping[str, Any]], *, reason: str = ""
) -> list[ProjectYear]:
    """Replace the yearly estimates of a project; each row has ``year`` and its amounts.

    Raises:
        Refused: it is another district's.
    """
    may_revise(actor, project).require()
    project.years.all().delete()
    fresh = [
        ProjectYear(
            district_id=project.district_id,
            project=project,
            code=f"{project.code}-y{row['year']}",
            status=project.status,
            source_id=project.source_id,
            **row,
        )
        for row in years
    ]
    return ProjectYear.objects.bulk_create(fresh)
