"""Facts about projects: needs, yearly estimates, the log of stages, hand-overs, what is kept."""

from shigu.projects.models.handover import HandOver
from shigu.projects.models.kept import KeptFor
from shigu.projects.models.log import StageChange
from shigu.projects.models.project import Project, ProjectQuerySet
from shigu.projects.models.years import ProjectYear

__all__ = ["HandOver", "KeptFor", "Project", "ProjectQuerySet", "ProjectYear", "StageChange"]
