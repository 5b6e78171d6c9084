"""Roles, classes of data, and which role may read or change which class."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a member does in a district."""

    OFFICER = "officer", _("招商专员")
    DIRECTOR = "director", _("园区主任")
    FINANCE = "finance", _("财政专员")
    ANALYST = "analyst", _("产业分析员")
    LEADER = "leader", _("领导")
    ADMINISTRATOR = "administrator", _("管理员")


class DataClass(TextChoices):
    """Classes of data that are granted apart from each other."""

    PEOPLE = "people", _("人员与授权")
    REGISTRY = "registry", _("企业与机构")
    TERRITORY = "territory", _("空间")
    CHAIN = "chain", _("产业链")
    PROJECTS = "projects", _("项目")
    PLANS = "plans", _("方案")
    SHARING = "sharing", _("利益共享")
    WORK = "work", _("协同")


OWN_READ = tuple(DataClass)
WRITES: dict[Role, tuple[DataClass, ...]] = {
    Role.OFFICER: (DataClass.PROJECTS, DataClass.REGISTRY, DataClass.WORK),
    Role.DIRECTOR: (DataClass.TERRITORY, DataClass.PROJECTS, DataClass.REGISTRY, DataClass.WORK),
    Role.FINANCE: (DataClass.SHARING, DataClass.WORK),
    Role.ANALYST: (DataClass.REGISTRY, DataClass.CHAIN, DataClass.PLANS, DataClass.WORK),
    Role.LEADER: (DataClass.PLANS, DataClass.WORK),
    Role.ADMINISTRATOR: (DataClass.PEOPLE,),
}
"""What a role changes in its own district; every role reads all classes of its own district."""


def powers() -> list[tuple[str, str, bool]]:
    """Rows (role, class, may write) for the database."""
    return [
        (role.value, data_class.value, data_class in WRITES[role])
        for role in Role
        for data_class in OWN_READ
    ]
