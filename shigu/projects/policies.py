"""Who changes projects, and the answers where nobody may."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Answer, allow, deny, may_write, may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.projects.models import Project


def may_file(actor: Actor) -> Answer:
    """Whether ``actor`` files new projects anywhere."""
    return may_write_somewhere(actor, DataClass.PROJECTS)


def may_file_in(actor: Actor, district: District) -> Answer:
    """Whether ``actor`` files projects that ``district`` introduces or keeps."""
    return may_write(actor, DataClass.PROJECTS, district)


def may_revise(actor: Actor, project: Project) -> Answer:
    """Whether ``actor`` changes this project."""
    return may_write(actor, DataClass.PROJECTS, project.district)


def may_disclose(actor: Actor, project: Project) -> Answer:
    """Whether ``actor`` opens this project to the whole cluster: a fact with its source."""
    if project.disclosed:
        return deny(_("这个项目已经公开。"))
    if project.status != "fact" or project.source_id is None:
        return deny(_("只有写明来源的事实可以公开；请先补上来源。"))
    return may_revise(actor, project)


def may_see_years(actor: Actor, project: Project) -> Answer:
    """Whether ``actor`` reads the yearly estimates: they stay with the district in any case."""
    if actor.reads(DataClass.PROJECTS, project.district_id):
        return allow()
    return deny(_("分年估算由%s保管，未随项目公开。") % project.district.name)
